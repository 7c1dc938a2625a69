namespace HeroApi.Exchange.Offers;

/// <summary>An offer to hand a record over, as both sides see it. Of the record itself it says nothing.</summary>
internal sealed record OfferView : Listed, IVersioned
{
    internal static readonly Vocabulary States = new("offer_state",
        ("open", "待答复", "Open"),
        ("accepted", "已接收", "Accepted: the record has changed hands"),
        ("refused", "已拒绝", "Refused"),
        ("withdrawn", "已撤回", "Withdrawn"),
        ("expired", "已过期", "Expired unanswered"),
        ("void", "已失效", "Void: the record is no longer to be had"));

    internal static readonly Vocabulary Voids = new("offer_void_reason",
        ("deleted", "记录已删除", "The record was deleted"),
        ("merged", "记录已并入另一记录", "The record was merged into another"),
        ("owner_changed", "记录已归其他机构", "The record got another owner otherwise"),
        ("decided", "记录已作出处理", "The record was decided on"),
        ("receiver_merged", "接收机构已并入移交机构", "The receiver was merged into the organisation that offers it"));

    public required long Version { get; init; }

    /// <summary>The record's type, such as lead.</summary>
    public required string Type { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>The organisation that owns the record and offers it.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>The organisation that it is offered to, or the one that has taken its place.</summary>
    public required Guid ToOrgId { get; init; }

    /// <summary>Why, as the owner says it.</summary>
    public required string Reason { get; init; }

    /// <summary>open, accepted, refused, withdrawn, expired or void.</summary>
    public required string State { get; init; }

    /// <summary>When an open offer lapses.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was refused; of a void one a code of the vocabulary offer_void_reason.</summary>
    public string? ClosedReason { get; init; }

    /// <summary>As closely kept as its record.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static OfferView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Version = 1,
        Type = "lead",
        RecordId = Guid.Parse("01980d2c-5a00-7000-8000-000000000001"),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        ToOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000004"),
        Reason = "行为发生地属贵单位管辖",
        State = "open",
        ExpiresAt = new DateTimeOffset(2026, 5, 18, 1, 0, 0, TimeSpan.Zero),
        Protection = "none",
        CreatedAt = new DateTimeOffset(2026, 5, 3, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 5, 3, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>The one projection of an offer. It is a record of its own, seen by its two sides and those above them, in the feed too.</summary>
internal sealed class OfferSource(Records records) : IRecordSource
{
    internal const string Name = "offer";
    internal const string Reads = "offers:read";

    internal static readonly RecordTable Offers = new(Name, Reads, "exchange_offer", "f",
        """
        f.id, f.version, f.record_type AS type, f.record_id, f.owner_org_id,
        (SELECT h.org_id FROM kernel_scope h WHERE h.record_id = f.id AND h.axis = 'home') AS to_org_id, f.reason, f.state,
        f.expires_at, f.closed_at, f.closed_reason, f.protection, f.created_at, f.updated_at
        """);

    public RecordTable Table => Offers;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<OfferView>(Offers, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<OfferView>(Offers, ids, ct));

    /// <summary>One offer; 404 for what is absent or out of scope.</summary>
    internal async Task<OfferView> Get(Guid id, CancellationToken ct) =>
        await records.Of<OfferView>(Offers, [id], ct) is [var found] ? found : throw new Refusal(Problems.NotFound);

    private static List<RecordState> States(IReadOnlyList<OfferView> offers) => [.. offers.Select(offer => new RecordState(offer.Id, offer.Version, offer.OwnerOrgId, offer))];
}
