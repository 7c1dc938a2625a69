using System.Text.Json.Serialization;

namespace HeroApi.Cases.Leads;

/// <summary>Accepts a reported lead, which opens a case for it.</summary>
internal static class AcceptLead
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId = default, [property: JsonIgnore] long Version = 0) : ICommand<LeadView>
    {
        /// <summary>Why it is taken up; at most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { Reason = "三名见证人证实" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).MaximumLength(500);
    }

    internal sealed class Handler(Db db, LeadSource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            var lead = await source.Find(command.LeadId, ct);
            LeadRules.MustBeAt(lead, command.Version);
            LeadRules.MustAllow(lead, LeadRules.Acceptance);

            var caseId = Guid.CreateVersion7(now);
            var accepted = await db.Execute(
                """
                UPDATE cases_lead AS l
                SET    state = 'accepted', version = version + 1, updated_at = @now, decided_at = @now, decision_reason = @Reason, case_id = @caseId
                WHERE  l.id = @LeadId AND l.version = @Version AND SCOPE(l)
                """, new { command.LeadId, command.Version, command.Reason, caseId, now }, ct);
            if (accepted == 0)
                throw Stale.At(lead.Version);

            await db.Execute(
                """
                INSERT INTO cases_case (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, lead_id, state)
                VALUES (@caseId, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @now, @now, @Id, 'opened')
                """, new { caseId, lead.OwnerOrgId, lead.Protection, lead.Id, now }, ct);

            var seen = await changes.VisibilityOf(lead.Id, lead.Protection, ct);
            changes.Changed(LeadSource.Name, lead.Id, lead.Version + 1, seen, seen);
            return await source.Get(lead.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/acceptance", Accept)
        .WithName("AcceptLead")
        .WithSummary("Accept a lead and open a case for it")
        .RequireScope(CaseScopes.LeadsTriage, Problems.NotFound, Problems.Deleted, Problems.VersionStale, CaseErrors.LeadTransition);

    private static async Task<Reply<LeadView>> Accept(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { LeadId = id, Version = match.Version }, ct));
}
