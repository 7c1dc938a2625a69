using System.Text.Json;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>A visit as callers see it: who went to whom and when, with what, and what was said.</summary>
internal sealed record CareVisitView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>Of the vocabulary visit_occasion.</summary>
    public required string Occasion { get; init; }

    /// <summary>The campaign that it belongs to.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>What was due and was done by it.</summary>
    public Guid? DueId { get; init; }

    /// <summary>The day that it counts on, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>What the clock of the device said; createdAt is when it came in by ours.</summary>
    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>Whether the clock of the device was more than five minutes ahead, so that it says nothing of the day.</summary>
    public required bool ClockAhead { get; init; }

    public required IReadOnlyList<string> Visitors { get; init; }
    public required IReadOnlyList<VisitRecipient> Recipients { get; init; }
    public Guid? HouseholdId { get; init; }
    public required long CashFen { get; init; }

    /// <summary>What the fund has paid for it, in fen.</summary>
    public required long PaidFen { get; init; }

    public string? Goods { get; init; }
    public required long GoodsValueFen { get; init; }
    public VisitReceipt? Receipt { get; init; }
    public string? Opinion { get; init; }
    public string? Note { get; init; }

    /// <summary>The needs that were found on it.</summary>
    public required IReadOnlyList<Guid> NeedIds { get; init; }

    /// <summary>Of the vocabulary visit_state.</summary>
    public required string State { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? EndReason { get; init; }

    /// <summary>Who paid it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who cares for the person, when that is not the owner.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    /// <summary>When it came in, by the server's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    internal static CareVisitView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3"),
        Version = 1,
        HeroId = CheckInBody.Example.HeroId,
        Occasion = "spring_festival",
        On = new DateOnly(2026, 2, 10),
        ClockAhead = false,
        Visitors = CheckInBody.Example.Visitors,
        Recipients = CheckInBody.Example.Recipients,
        CashFen = 200_000,
        PaidFen = 0,
        Goods = CheckInBody.Example.Goods,
        GoodsValueFen = 20_000,
        Receipt = CheckInBody.Example.Receipt,
        Opinion = CheckInBody.Example.Opinion,
        NeedIds = [Guid.Parse("01980d2c-5a00-7000-8000-0000000000f4")],
        State = "paid",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-02-10T08:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-02-10T08:00:00Z", null)
    };
}

/// <summary>The row of a visit. What nobody counts or looks for stands in its body as it was written.</summary>
internal sealed record VisitRow : Listed, IOwned
{
    internal const string Columns =
        """
        v.id, v.version, v.owner_org_id, v.owner_epoch, v.protection, v.created_at, v.updated_at, v.hero_id, v.occasion, v.campaign_id, v.due_id, v.on_date, v.device_at, v.clock_ahead,
        v.recipient_count, v.household_id, v.cash_fen, v.goods_value_fen, v.state, v.end_reason, v.body
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required string Occasion { get; init; }
    public Guid? CampaignId { get; init; }
    public Guid? DueId { get; init; }
    public required DateOnly OnDate { get; init; }
    public DateTimeOffset? DeviceAt { get; init; }
    public required bool ClockAhead { get; init; }
    public required long RecipientCount { get; init; }
    public Guid? HouseholdId { get; init; }
    public required long CashFen { get; init; }
    public required long GoodsValueFen { get; init; }
    public required string State { get; init; }
    public string? EndReason { get; init; }
    public required string Body { get; init; }

    /// <summary>What a caller wrote of it.</summary>
    internal CheckInBody Written => JsonSerializer.Deserialize<CheckInBody>(Body, Json.Stored)!;

    internal CareVisitView View(IEnumerable<Guid> needs, IEnumerable<Guid> homes, long paidFen)
    {
        var written = Written;
        return new CareVisitView
        {
            Id = Id,
            Version = Version,
            HeroId = HeroId,
            Occasion = Occasion,
            CampaignId = CampaignId,
            DueId = DueId,
            On = OnDate,
            VisitedAt = DeviceAt,
            ClockAhead = ClockAhead,
            Visitors = written.Visitors,
            Recipients = written.Recipients,
            HouseholdId = HouseholdId,
            CashFen = CashFen,
            PaidFen = paidFen,
            Goods = written.Goods,
            GoodsValueFen = GoodsValueFen,
            Receipt = written.Receipt,
            Opinion = written.Opinion,
            Note = written.Note,
            NeedIds = [.. needs],
            State = State,
            EndReason = EndReason,
            OwnerOrgId = OwnerOrgId,
            OwnerEpoch = OwnerEpoch,
            HomeOrgIds = [.. homes],
            Protection = Protection,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }
}
