using System.Text.Json.Serialization;

namespace HeroApi.Cases.Triage;

/// <summary>Accepts a reported lead, which opens a case for it.</summary>
internal static class AcceptLead
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId = default, [property: JsonIgnore] long Version = 0) : ICommand<LeadView>
    {
        /// <summary>Why it is taken up; at most 500 characters.</summary>
        public string? Reason { get; init; }

        /// <summary>Accept it although files of it have not arrived; a reason is needed then.</summary>
        public bool WaivePendingFiles { get; init; }

        internal static Command Example => new() { Reason = "三名见证人证实" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).Prose(500);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.WaivePendingFiles);
        }
    }

    internal sealed class Handler(LeadSource source, LeadDecision decision, CaseWriter cases, TimeProvider clock) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            var lead = await source.FindFor(LeadRules.Acceptance, command.LeadId, command.Version, ct);
            if (!command.WaivePendingFiles)
                LeadRules.MustBeComplete(lead, await source.FilesPending(lead, ct));
            var caseId = Guid.CreateVersion7(now);
            var accepted = await decision.Write(lead, "accepted", command.Reason, null, caseId, null, ct);

            var body = (await source.Parts(lead, ct)).Body;
            await cases.Create(caseId, CaseOf(body), lead.OwnerOrgId, lead, ct);
            return accepted;
        }

        /// <summary>What the lead tells of the act. Whom of several the harm befell is for the investigation to find out.</summary>
        private static CaseBody CaseOf(LeadBody lead) => new()
        {
            Summary = lead.Summary,
            Acted = lead.Acted,
            Place = new CasePlaceBody { RegionCode = lead.Place.RegionCode, Address = lead.Place.Address },
            Actors = [.. lead.Persons.Select(person => new ActorBody
            {
                Name = person.Name,
                Document = person.Document,
                Phone = person.Phone,
                HouseholdRegion = person.HouseholdRegion,
                Harm = lead.Persons.Count > 1 ? "unknown" : lead.Harm switch { { Died: > 0 } => "died", { Injured: > 0 } => "injured", _ => "none" }
            })],
            Beneficiaries = lead.Beneficiaries,
            Protection = lead.Protection
        };
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/acceptance", Accept)
        .WithName("AcceptLead")
        .WithSummary("Accept a lead and open a case for it")
        .RequireScope(CaseScopes.LeadsTriage, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.LeadTransition, Problems.NotOwner, CaseErrors.FilesPending);

    private static async Task<Reply<LeadView>> Accept(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { LeadId = id, Version = match.Version }, ct));
}
