using System.Text.Json.Serialization;
using HeroApi.Cases.Procedure;

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

    internal sealed class Handler(Db db, LeadSource source, LeadDecision decision, Changes changes, TimeProvider clock) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            var lead = await source.FindFor(LeadRules.Acceptance, command.LeadId, command.Version, ct);
            if (!command.WaivePendingFiles)
                LeadRules.MustBeComplete(lead, await source.FilesPending(lead, ct));
            var caseId = Guid.CreateVersion7(now);
            var accepted = await decision.Write(lead, "accepted", command.Reason, null, caseId, null, ct);

            await db.Execute(
                """
                INSERT INTO cases_case (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, lead_id, state)
                VALUES (@caseId, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @now, @now, @Id, 'opened')
                """, new { caseId, lead.OwnerOrgId, lead.Protection, lead.Id, now }, ct);
            changes.Created(CaseSource.Name, caseId, 1, new Visibility(lead.OwnerOrgId, accepted.HomeOrgIds, lead.Protection));
            return accepted;
        }
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
