using System.Text.Json.Serialization;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Triage;

/// <summary>Hands a reported lead over to another organisation, at once. Its persons' home organisations go on seeing it.</summary>
internal static class TransferLead
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId = default, [property: JsonIgnore] long Version = 0) : ICommand<Receipt>
    {
        /// <summary>The organisation that shall own it.</summary>
        public required Guid ToOrgId { get; init; }

        /// <summary>Why it goes there; at most 500 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { ToOrgId = Receipt.Example.ToOrgId, Reason = "行为发生地属该机构管辖" };
    }

    /// <summary>What was handed over. Not the lead itself: the caller may no longer see it.</summary>
    internal sealed record Receipt
    {
        public required Guid LeadId { get; init; }

        /// <summary>The version that the transfer made.</summary>
        public required long LeadVersion { get; init; }

        /// <summary>How often the lead has had an owner; it grows by one with every transfer.</summary>
        public required long OwnerEpoch { get; init; }

        public required Guid FromOrgId { get; init; }
        public required Guid ToOrgId { get; init; }
        public required DateTimeOffset TransferredAt { get; init; }

        internal static Receipt Example => new()
        {
            LeadId = LeadView.Example.Id,
            LeadVersion = 2,
            OwnerEpoch = 2,
            FromOrgId = LeadView.Example.OwnerOrgId,
            ToOrgId = LeadView.Example.HomeOrgIds[0],
            TransferredAt = LeadView.Example.UpdatedAt
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(Db db, LeadSource source, Changes changes, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Receipt>
    {
        public async Task<Receipt> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var lead = await source.FindFor(LeadRules.Transfer, command.LeadId, command.Version, ct);
            if (command.ToOrgId == lead.OwnerOrgId)
                throw Invalid.At("/toOrgId", CaseErrors.TransferToOwner);
            if (!(await mediator.Send(new FindOrganisations([command.ToOrgId]), ct)).ContainsKey(command.ToOrgId))
                throw Invalid.At("/toOrgId", ValueProblems.UnknownOrganisation);

            var epoch = await db.SingleOrDefault<long?>(
                """
                UPDATE cases_lead AS l
                SET    owner_org_id = @ToOrgId, owner_epoch = owner_epoch + 1, version = version + 1, updated_at = @now, transfer_reason = @Reason
                WHERE  l.id = @LeadId AND l.version = @Version AND SCOPE(l)
                RETURNING owner_epoch
                """, new { command.LeadId, command.Version, command.ToOrgId, command.Reason, now }, ct) ?? throw Stale.At(lead.Version);

            var seen = await changes.VisibilityOf(lead.Id, lead.Protection, ct);
            changes.Changed(LeadSource.Name, lead.Id, lead.Version + 1, seen, seen with { Owner = command.ToOrgId });
            return new Receipt
            {
                LeadId = lead.Id,
                LeadVersion = lead.Version + 1,
                OwnerEpoch = epoch,
                FromOrgId = lead.OwnerOrgId,
                ToOrgId = command.ToOrgId,
                TransferredAt = now
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/transfer", Transfer)
        .WithName("TransferLead")
        .WithSummary("Hand a lead over to another organisation; the answer is a receipt, since you may no longer see the lead")
        .RequireScope(CaseScopes.LeadsTriage, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.LeadTransition, CaseErrors.NotOwner);

    private static async Task<Reply<Receipt>> Transfer(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { LeadId = id, Version = match.Version }, ct));
}
