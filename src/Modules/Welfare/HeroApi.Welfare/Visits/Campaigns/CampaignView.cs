namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>A campaign as callers see it: on which occasion who is visited, and with what.</summary>
internal sealed record CampaignView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Of the vocabulary visit_occasion.</summary>
    public required string Occasion { get; init; }

    public required string Title { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? Region { get; init; }

    /// <summary>Of the vocabulary visit_reach.</summary>
    public required string OrgScope { get; init; }

    public required VisitRule Rule { get; init; }

    /// <summary>Planned for each, in fen.</summary>
    public required long CashFen { get; init; }

    public string? Goods { get; init; }

    /// <summary>Planned for each, in fen.</summary>
    public required long GoodsValueFen { get; init; }

    public long? BudgetFen { get; init; }
    public string? Note { get; init; }

    /// <summary>Of the vocabulary visit_campaign_state.</summary>
    public required string State { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>How far it has come, in a campaign that is shown by itself; counted from those on its list whom the caller sees.</summary>
    public CampaignProgress? Progress { get; init; }

    /// <summary>Who opened it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who keeps files of those on its list, and does not own it.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static CampaignView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Version = 1,
        Occasion = CampaignBody.Example.Occasion,
        Title = CampaignBody.Example.Title,
        From = CampaignBody.Example.From,
        To = CampaignBody.Example.To,
        OrgScope = "subtree",
        Rule = VisitRule.Example,
        CashFen = 200_000,
        Goods = CampaignBody.Example.Goods,
        GoodsValueFen = 20_000,
        State = "open",
        Progress = new CampaignProgress { Due = 390, Done = 20, NotMet = 1, PlannedFen = 90_420_000, CashFen = 4_000_000, GoodsValueFen = 400_000, PaidFen = 0 },
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2027-01-10T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2027-01-10T01:00:00Z", null)
    };
}

/// <summary>How far a campaign has come: persons, and money apart.</summary>
internal sealed record CampaignProgress
{
    public required long Due { get; init; }
    public required long Done { get; init; }
    public required long NotMet { get; init; }

    /// <summary>What those on the list come to as planned, cash and goods, in fen.</summary>
    public required long PlannedFen { get; init; }

    /// <summary>What was handed over in cash by visits that the caller sees, in fen.</summary>
    public required long CashFen { get; init; }

    /// <summary>What the goods handed over were worth, in fen.</summary>
    public required long GoodsValueFen { get; init; }

    /// <summary>What the fund has paid for the campaign as a whole, in fen; single visits that it has paid for are not in it.</summary>
    public required long PaidFen { get; init; }
}

/// <summary>The row of a campaign.</summary>
internal sealed record CampaignRow : Listed, IOwned
{
    internal const string Columns =
        """
        c.id, c.version, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at, c.occasion, c.title, c.from_on, c.to_on, c.region, c.org_scope, c.states,
        c.grade_at_most, c.hardships, c.died_in_act, c.cash_fen, c.goods, c.goods_value_fen, c.budget_fen, c.note, c.state, c.closed_on
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Occasion { get; init; }
    public required string Title { get; init; }
    public required DateOnly FromOn { get; init; }
    public required DateOnly ToOn { get; init; }
    public string? Region { get; init; }
    public required string OrgScope { get; init; }
    public required string States { get; init; }
    public int? GradeAtMost { get; init; }
    public required string Hardships { get; init; }
    public required bool DiedInAct { get; init; }
    public required long CashFen { get; init; }
    public string? Goods { get; init; }
    public required long GoodsValueFen { get; init; }
    public long? BudgetFen { get; init; }
    public string? Note { get; init; }
    public required string State { get; init; }
    public DateOnly? ClosedOn { get; init; }

    internal VisitRule Rule => new() { States = List(States), GradeAtMost = GradeAtMost, Hardships = List(Hardships), DiedInAct = DiedInAct };

    internal CampaignView View => new()
    {
        Id = Id,
        Version = Version,
        Occasion = Occasion,
        Title = Title,
        From = FromOn,
        To = ToOn,
        Region = Region,
        OrgScope = OrgScope,
        Rule = Rule,
        CashFen = CashFen,
        Goods = Goods,
        GoodsValueFen = GoodsValueFen,
        BudgetFen = BudgetFen,
        Note = Note,
        State = State,
        ClosedOn = ClosedOn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };

    private static string[] List(string codes) => codes.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
