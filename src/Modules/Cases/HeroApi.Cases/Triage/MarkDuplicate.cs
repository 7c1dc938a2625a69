using System.Text.Json.Serialization;

namespace HeroApi.Cases.Triage;

/// <summary>Marks a lead as telling of the same act as another one. There are no chains: everything points to the first.</summary>
internal static class MarkDuplicate
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId = default, [property: JsonIgnore] long Version = 0) : ICommand<LeadView>
    {
        /// <summary>The lead that tells of the same act; when that is a duplicate itself, the one it points to is taken.</summary>
        public required Guid OfLeadId { get; init; }

        /// <summary>How that is known; at most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { OfLeadId = LeadView.Example.Id, Reason = "时间、地点与人员均一致" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OfLeadId).NotEqual(c => c.LeadId).Refuses(CaseErrors.DuplicateOfItself);
            RuleFor(c => c.Reason).Prose(500);
        }
    }

    internal sealed class Handler(Db db, LeadSource source, LeadDecision decision, Changes changes, TimeProvider clock) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            // Both are held first: else two leads could be marked as duplicates of one another at the same time.
            await source.Hold([command.LeadId, command.OfLeadId], ct);
            var lead = await source.FindFor(LeadRules.Duplicate, command.LeadId, command.Version, ct);
            var first = await First(command, ct);

            var marked = await decision.Write(lead, "duplicate", command.Reason, null, null, first, ct);
            await TakeAlong(lead.Id, first, ct);
            return marked;
        }

        private async Task<Guid> First(Command command, CancellationToken ct)
        {
            var of = await db.SingleOrDefault<Target>(
                "SELECT l.id, l.duplicate_of_id FROM cases_lead l WHERE l.id = @OfLeadId AND l.deleted_at IS NULL AND SCOPE(l)", new { command.OfLeadId }, ct)
                ?? throw Invalid.At("/ofLeadId", CaseErrors.LeadUnknown);
            var first = of.DuplicateOfId ?? of.Id;
            return first == command.LeadId ? throw Invalid.At("/ofLeadId", CaseErrors.DuplicateOfItself)
                : await source.VersionNow(first, ct) is null ? throw Invalid.At("/ofLeadId", CaseErrors.LeadUnknown)
                : first;
        }

        /// <summary>What was a duplicate of this lead is now one of the first.</summary>
        private async Task TakeAlong(Guid leadId, Guid first, CancellationToken ct)
        {
            foreach (var moved in await db.Query<Raised>(
                """
                UPDATE cases_lead
                SET    duplicate_of_id = @first, version = version + 1, updated_at = @now
                WHERE  duplicate_of_id = @leadId AND UNSCOPED('a duplicate follows its first lead, whoever owns it')
                RETURNING id, version, owner_epoch AS epoch, protection
                """, new { leadId, first, now = clock.GetUtcNow() }, ct))
            {
                var seen = await changes.VisibilityOf(moved.Id, moved.Protection, ct);
                changes.Changed(LeadSource.Name, moved.Id, moved.Version, seen, seen);
            }
        }

        private sealed record Target
        {
            public required Guid Id { get; init; }
            public Guid? DuplicateOfId { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/duplicate", Mark)
        .WithName("MarkDuplicate")
        .WithSummary("Mark a lead as a duplicate of another one")
        .RequireScope(CaseScopes.LeadsTriage, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.LeadTransition, Problems.NotOwner);

    private static async Task<Reply<LeadView>> Mark(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { LeadId = id, Version = match.Version }, ct));
}
