namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>What a caller writes of a campaign; who is meant does not change once its list is drawn.</summary>
internal sealed record CampaignBody
{
    /// <summary>Of the vocabulary visit_occasion.</summary>
    public required string Occasion { get; init; }

    /// <summary>What it is called; at most 100 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The first day, in China.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only persons who live, or as far as that is not known are registered, in this region or below it: GB/T 2260; all when absent.</summary>
    public string? Region { get; init; }

    /// <summary>Of the vocabulary visit_reach: whose files your organisation itself keeps, or all below it too.</summary>
    public string OrgScope { get; init; } = "subtree";

    /// <summary>Whom of them.</summary>
    public VisitRule Rule { get; init; } = new();

    /// <summary>What each is to be given in cash, in fen.</summary>
    public long CashFen { get; init; }

    /// <summary>What each is to be given in goods, in words; at most 500 characters.</summary>
    public string? Goods { get; init; }

    /// <summary>What the goods for each are worth, in fen.</summary>
    public long GoodsValueFen { get; init; }

    /// <summary>What may be spent on all together, in fen.</summary>
    public long? BudgetFen { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    internal static CampaignBody Example => new()
    {
        Occasion = "spring_festival",
        Title = "2027 年春节慰问",
        From = new DateOnly(2027, 1, 20),
        To = new DateOnly(2027, 2, 5),
        Rule = new VisitRule(),
        CashFen = 200_000,
        Goods = "米、油各一份",
        GoodsValueFen = 20_000
    };
}

/// <summary>The shape of a campaign; what needs the database is checked where it is written.</summary>
internal sealed class CampaignBodyRules : AbstractValidator<CampaignBody>
{
    /// <summary>Ten million yuan: more than any one family is given, and so a slip of the pen.</summary>
    internal const long MostFen = 1_000_000_000;

    public CampaignBodyRules()
    {
        RuleFor(b => b.Occasion).OneOf(VisitCodes.Occasions);
        RuleFor(b => b.Title).NotEmpty().Line(100);
        RuleFor(b => b.To).GreaterThanOrEqualTo(b => b.From);
        RuleFor(b => b.Region).RegionCode();
        RuleFor(b => b.OrgScope).OneOf(VisitCodes.Reaches);
        RuleFor(b => b.Rule).SetValidator(new VisitRuleRules());
        RuleFor(b => b.CashFen).InclusiveBetween(0, MostFen);
        RuleFor(b => b.Goods).Prose(500);
        RuleFor(b => b.GoodsValueFen).InclusiveBetween(0, MostFen);
        RuleFor(b => b.BudgetFen).InclusiveBetween(0, 1_000 * MostFen);
        RuleFor(b => b.Note).Prose(2000);
    }
}
