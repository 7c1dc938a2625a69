using Dapper;

namespace HeroApi.Exchange.Offers;

/// <summary>The time of an offer is up.</summary>
internal sealed record OfferDue(Guid OfferId) : INotification;

/// <summary>Ends offers, each once: by an answer, by time, or because their record is no longer to be had.</summary>
internal sealed class OfferEnd(
    Db db, Call call, OfferSource source, Records records, IEnumerable<IOffered> types, Changes changes, Outbox outbox, TimeProvider clock) : IRecordFollower
{
    internal static string Timer(Guid offerId) => $"exchange.offer:{offerId:D}";

    /// <summary>The type of that name, for a caller who may decide on such records.</summary>
    internal IOffered Type(string name)
    {
        var type = types.SingleOrDefault(known => known.Table.Type == name)
            ?? throw Invalid.At("/type", ValueProblems.NotAllowed, new { allowed = types.Select(known => known.Table.Type) });
        call.Caller.Need(type.Decides);
        return type;
    }

    /// <summary>The offer for a command that ends it: visible, at the version the caller knows, open, and his to end.</summary>
    /// <param name="side">The organisation that may.</param>
    internal async Task<OfferView> FindFor(Guid id, long version, Func<OfferView, Guid> side, CancellationToken ct)
    {
        var offer = await source.Get(id, ct);
        Type(offer.Type);
        if (!await records.Owns(side(offer), ct))
            throw new Refusal(ExchangeErrors.OfferNotYours);
        if (offer.Version != version)
            throw Stale.At(offer.Version);
        return MustBeOpen(offer);
    }

    /// <summary>An offer whose time is up takes no answer, even if nobody has noted it yet.</summary>
    internal OfferView MustBeOpen(OfferView offer) => offer.State == "open" && offer.ExpiresAt > clock.GetUtcNow()
        ? offer
        : throw new Refusal(ExchangeErrors.OfferClosed) { Current = new { offer.Version, State = offer.State == "open" ? "expired" : offer.State } };

    /// <summary>Ends an offer that <see cref="FindFor"/> has found; whoever comes second is refused.</summary>
    internal async Task<OfferView> Answer(OfferView offer, string state, string? reason, CancellationToken ct)
    {
        if (!await Close(offer.Id, state, reason, offer.Version, ct))
            throw Stale.At((await source.Get(offer.Id, ct)).Version);

        outbox.Cancel(Timer(offer.Id));
        return await source.Get(offer.Id, ct);
    }

    /// <summary>Ends an open offer, and tells both sides; false when another came first.</summary>
    internal async Task<bool> Close(Guid id, string state, string? reason, long? version, CancellationToken ct)
    {
        var closed = await db.Query<Raised>(
            $"""
            UPDATE exchange_offer
            SET    state = @state, closed_reason = @reason, closed_at = @now, updated_at = @now, version = version + 1
            WHERE  UNSCOPED('its caller has found it, or it ends with its time or its record') AND state = 'open' AND id = @id{(version is null ? "" : " AND version = @version")}
            RETURNING id, version, owner_epoch AS epoch, protection
            """, new { id, state, reason, version, now = clock.GetUtcNow() }, ct);
        foreach (var offer in closed)
            await Tell(offer, offer.Protection, ct);
        return closed.Count == 1;
    }

    /// <summary>
    /// An open offer ends with its record, and every offer is kept as closely as its record: it names it. Who changes a record
    /// holds its row, and so does who offers it or accepts it, always before the offer's; so none slips through between.
    /// </summary>
    public async Task Follow(IReadOnlyList<Turn> turns, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var known = await db.Query<OfferView>(
            $"""
            SELECT {OfferSource.Offers.Columns}
            FROM   exchange_offer f
            WHERE  UNSCOPED('an offer follows its record, whoever acts on that') AND f.record_id IN {parameters.In("record", [.. turns.Select(turn => turn.RecordId)])}
            """, parameters, ct);
        foreach (var offer in known)
        {
            var turn = turns.First(turn => turn.RecordId == offer.RecordId);
            if (turn.Protection != offer.Protection)
                await Protect(offer, turn.Protection, ct);
            if (turn.End is not null && offer.State == "open" && await Close(offer.Id, "void", turn.End, version: null, ct))
                outbox.Cancel(Timer(offer.Id));
        }
    }

    private async Task Protect(OfferView offer, string protection, CancellationToken ct) => await Tell(await db.Single<Raised>(
        """
        UPDATE exchange_offer
        SET    protection = @protection, updated_at = @now, version = version + 1
        WHERE  UNSCOPED('an offer is kept as closely as its record') AND id = @Id
        RETURNING id, version, owner_epoch AS epoch, protection
        """, new { offer.Id, protection, now = clock.GetUtcNow() }, ct), offer.Protection, ct);

    private async Task Tell(Raised offer, string before, CancellationToken ct)
    {
        var seen = await changes.VisibilityOf(offer.Id, offer.Protection, ct);
        changes.Changed(OfferSource.Name, offer.Id, offer.Version, seen with { Protection = before }, seen);
    }
}

/// <summary>Notes that nobody has answered an offer in time.</summary>
internal sealed class OnOfferDue(OfferEnd end) : INotificationHandler<OfferDue>
{
    public Task Handle(OfferDue notification, CancellationToken cancellationToken) => end.Close(notification.OfferId, "expired", null, version: null, cancellationToken);
}
