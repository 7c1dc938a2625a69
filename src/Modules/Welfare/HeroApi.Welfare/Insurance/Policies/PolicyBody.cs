namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>What a caller writes of a policy: the same for POST and, merged, PATCH.</summary>
internal sealed record PolicyBody
{
    /// <summary>The insurer; at most 100 characters.</summary>
    public required string InsurerName { get; init; }

    /// <summary>The insurer's unified social credit code (GB 32100).</summary>
    public required string InsurerCode { get; init; }

    /// <summary>The policy's number, once per organisation; needed before it can be in force.</summary>
    public string? Number { get; init; }

    /// <summary>Of the vocabulary policy_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The first day of the period, in China.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period.</summary>
    public required DateOnly To { get; init; }

    /// <summary>What it covers, each kind once; at most 20.</summary>
    public required IReadOnlyList<CoverBody> Covers { get; init; }

    /// <summary>The premium of the whole policy for its period, in fen; 0 where it is a gift.</summary>
    public required long PremiumFen { get; init; }

    /// <summary>Of the vocabulary premium_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>Who is covered: of the vocabulary policy_class.</summary>
    public string Covered { get; init; } = PolicyCodes.NamedList;

    /// <summary>The conditions in words, such as 自见义勇为行为之日起180日内身故或伤残; at most 1,000 characters.</summary>
    public string? Conditions { get; init; }

    /// <summary>Within how many days of the act the harm must show, where the conditions say so.</summary>
    public int? WithinDays { get; init; }

    /// <summary>Whose register it is for: of the vocabulary policy_reach.</summary>
    public string Reach { get; init; } = PolicyCodes.Self;

    /// <summary>Only persons registered in this region or below it: GB/T 2260, 6 or 9 digits.</summary>
    public string? Region { get; init; }

    /// <summary>Within how many days of the event a claim must be reported to the insurer.</summary>
    public int? ReportDays { get; init; }

    /// <summary>Within how many days of the complete papers the insurer decides.</summary>
    public int? DecisionDays { get; init; }

    /// <summary>The policy that this one takes the place of.</summary>
    public Guid? PreviousId { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Note { get; init; }

    internal static PolicyBody Example => new()
    {
        InsurerName = "示范财产保险股份有限公司",
        InsurerCode = "91350100M000100Y43",
        Number = "示保2026-0001",
        Kind = "accident_medical",
        From = new DateOnly(2026, 1, 1),
        To = new DateOnly(2026, 12, 31),
        Covers = [CoverBody.Example],
        PremiumFen = 2_400_000,
        Payer = "fund",
        ReportDays = 30,
        DecisionDays = 30
    };
}

/// <summary>A sum that a policy pays at most, for one person and one thing within its period.</summary>
internal sealed record CoverBody
{
    /// <summary>Of the vocabulary cover_kind.</summary>
    public required string What { get; init; }

    /// <summary>The most for one person, in fen.</summary>
    public required long AmountFen { get; init; }

    internal static CoverBody Example => new() { What = "death", AmountFen = 25_000_000 };
}

/// <summary>The shape of a policy; what needs the database is checked where it is written.</summary>
internal sealed class PolicyBodyRules : AbstractValidator<PolicyBody>
{
    /// <summary>A hundred million yuan: the yearly premium of a province is 2.5 million.</summary>
    internal const long MostFen = 10_000_000_000;

    public PolicyBodyRules()
    {
        RuleFor(p => p.InsurerName).NotEmpty().Line(100);
        RuleFor(p => p.InsurerCode).NotEmpty().MaximumLength(18).Must(code => CreditCode.TryNormalise(code, out _)).Refuses(InsuranceErrors.CreditCode);
        RuleFor(p => p.Number).Line(100);
        RuleFor(p => p.Kind).NotEmpty().OneOf(PolicyCodes.Kinds);
        RuleFor(p => p.From).Must(day => day.Year is >= 1980 and <= 2200).Refuses(ValueProblems.OutOfRange);
        RuleFor(p => p.To).Must((policy, to) => to >= policy.From).Refuses(InsuranceErrors.PeriodReversed);
        RuleFor(p => p.To).Must(day => day.Year <= 2300).Refuses(ValueProblems.OutOfRange);
        RuleFor(p => p.Covers).NotEmpty();
        RuleFor(p => p.Covers.Count).LessThanOrEqualTo(20).OverridePropertyName(nameof(PolicyBody.Covers));
        RuleFor(p => p.Covers).Must(covers => covers.Where(cover => cover is not null).DistinctBy(cover => cover.What).Count() == covers.Count).Refuses(InsuranceErrors.CoverRepeated);
        RuleForEach(p => p.Covers).NotNull().ChildRules(cover =>
        {
            cover.RuleFor(c => c.What).NotEmpty().OneOf(PolicyCodes.Covers);
            cover.RuleFor(c => c.AmountFen).InclusiveBetween(1, MostFen);
        });
        RuleFor(p => p.PremiumFen).InclusiveBetween(0, MostFen);
        RuleFor(p => p.Payer).NotEmpty().OneOf(PolicyCodes.Payers);
        RuleFor(p => p.Covered).NotEmpty().OneOf(PolicyCodes.Classes);
        RuleFor(p => p.Conditions).Prose(1000);
        RuleFor(p => p.WithinDays).InclusiveBetween(1, 3650);
        RuleFor(p => p.Reach).NotEmpty().OneOf(PolicyCodes.Reaches);
        RuleFor(p => p.Region).RegionCode();
        RuleFor(p => p.ReportDays).InclusiveBetween(1, 3650);
        RuleFor(p => p.DecisionDays).InclusiveBetween(1, 3650);
        RuleFor(p => p.Note).Prose(1000);
    }
}
