using HeroApi.Organisations.Contracts;

namespace HeroApi.Exchange.Offers;

/// <summary>
/// Offers a record to another organisation. It stays with its owner, who may go on changing it, until the other one
/// accepts; then it goes over as it is at that time.
/// </summary>
internal static class OfferRecord
{
    /// <summary>The longest that an offer may stand.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(180);

    internal sealed record Command : ICommand<OfferView>
    {
        /// <summary>The record's type: lead or case.</summary>
        public required string Type { get; init; }

        public required Guid RecordId { get; init; }

        /// <summary>Refuses with 412 when the record is at another version; without it the record is offered whatever has become of it.</summary>
        public long? RecordVersion { get; init; }

        /// <summary>The organisation that shall own it.</summary>
        public required Guid ToOrgId { get; init; }

        /// <summary>Why it goes there, for the other side to read: nothing of persons; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>Until when the other side may answer, at most 180 days from now; 15 days when absent, unless the installation says otherwise.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        internal static Command Example => new()
        {
            Type = OfferView.Example.Type,
            RecordId = OfferView.Example.RecordId,
            RecordVersion = 1,
            ToOrgId = OfferView.Example.ToOrgId,
            Reason = OfferView.Example.Reason
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Type).NotEmpty().MaximumLength(40);
            RuleFor(c => c.RecordVersion).InclusiveBetween(1, 1_000_000_000);
            RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
            RuleFor(c => c.ExpiresAt).Must(at => at is null || (at > clock.GetUtcNow() && at <= clock.GetUtcNow() + Longest)).Refuses(ValueProblems.OutOfRange);
        }
    }

    internal sealed class Handler(Db db, OfferEnd end, OfferSource source, IMediator mediator, Changes changes, Outbox outbox, HeroSettings settings, TimeProvider clock)
        : IRequestHandler<Command, OfferView>
    {
        public async Task<OfferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var seen = await end.Type(command.Type).Give(command.RecordId, command.RecordVersion, ct);
            if (seen.Protection == Protection.Sealed)
                throw new Refusal(ExchangeErrors.OfferOfSealed);
            if (command.ToOrgId == seen.Owner)
                throw Invalid.At("/toOrgId", ExchangeErrors.OfferToOwner);
            var receiver = (await mediator.Send(new FindOrganisations([command.ToOrgId]), ct)).GetValueOrDefault(command.ToOrgId)
                ?? throw Invalid.At("/toOrgId", ValueProblems.UnknownOrganisation);
            if (receiver.MergedInto is { } heir)
                throw Invalid.At("/toOrgId", ValueProblems.MergedOrganisation, new { mergedInto = heir });

            var (id, expires) = (Guid.CreateVersion7(now), Instants.Micro(command.ExpiresAt ?? now + settings.OfferLasts));
            var offered = await db.Execute(
                """
                INSERT INTO exchange_offer (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at,
                                            record_type, record_id, reason, state, expires_at)
                VALUES (@id, 1, @Owner, @Owner, 1, @Protection, @now, @now, @Type, @RecordId, @Reason, 'open', @expires)
                ON CONFLICT (record_id) WHERE state = 'open' DO NOTHING
                """, new { id, seen.Owner, seen.Protection, now, command.Type, command.RecordId, command.Reason, expires }, ct);
            if (offered == 0)
                throw new Refusal(ExchangeErrors.OfferOpenAlready);

            changes.Created(OfferSource.Name, id, 1, new Visibility(seen.Owner, [command.ToOrgId], seen.Protection));
            await changes.WriteScope(ct);
            outbox.At(OfferEnd.Timer(id), expires, new OfferDue(id), id);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapPost("", Offer)
        .WithName("OfferRecord")
        .WithSummary("Offer a record to another organisation; needs the scope by which its type is decided on, for a lead leads:triage, for a case cases:decide")
        .RequireCredential(Problems.Forbidden, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.NotOwner,
            ExchangeErrors.OfferOpenAlready, ExchangeErrors.OfferOfSealed);

    private static async Task<CreatedReply<OfferView>> Offer(Command body, IMediator mediator, CancellationToken ct)
    {
        var offer = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/offers/{offer.Id}", offer);
    }
}
