namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>What is known of a death or disability that a grant hangs on. What is absent is not known, and is never guessed.</summary>
internal sealed record GrantFacts
{
    internal const int MostDependants = 20;

    /// <summary>Of the vocabulary grant_harm.</summary>
    public required string Harm { get; init; }

    /// <summary>The day of the death, of the injury that disabled, or since which the person is missing; in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Where the act was: GB/T 2260, 6 or 9 digits.</summary>
    public required string Region { get; init; }

    /// <summary>Whether the person was evaluated a martyr.</summary>
    public bool? Martyr { get; init; }

    /// <summary>Whether the death was found to be one in the line of duty.</summary>
    public bool? DutyDeath { get; init; }

    /// <summary>Whether the work-injury body has found a deemed work injury.</summary>
    public bool? WorkInjury { get; init; }

    /// <summary>Of the vocabulary pension_scheme: what covers the person.</summary>
    public string? Scheme { get; init; }

    /// <summary>Whether the employer pays work-injury contributions; one that does not pays all benefits itself.</summary>
    public bool? Insured { get; init; }

    /// <summary>Whether there is an employer.</summary>
    public bool? Employer { get; init; }

    /// <summary>Whether the place has a bravery fund.</summary>
    public bool? Fund { get; init; }

    /// <summary>The disability grade, from 1, the worst, to 10.</summary>
    public int? Grade { get; init; }

    /// <summary>Of the vocabulary care_need.</summary>
    public string? Care { get; init; }

    /// <summary>Whether the employer offers suitable work, of grades 5 and 6.</summary>
    public bool? SuitableWork { get; init; }

    /// <summary>Whether the family is in need, of a missing person.</summary>
    public bool? InNeed { get; init; }

    /// <summary>Of the vocabulary ability_lost.</summary>
    public string? AbilityLost { get; init; }

    /// <summary>Whether the act was of special merit, where a region asks for that.</summary>
    public bool? SpecialMerit { get; init; }

    /// <summary>Own basic pay of a month, in fen.</summary>
    public long? OwnBasicPayFen { get; init; }

    /// <summary>The average monthly contribution wage of the 12 months before, in fen.</summary>
    public long? OwnPayFen { get; init; }

    /// <summary>What the published table gives for a year of disability pension at this grade, in fen.</summary>
    public long? PensionStandardFen { get; init; }

    /// <summary>Who depended on the person; at most 20, and empty when nobody did.</summary>
    public IReadOnlyList<GrantDependant>? Dependants { get; init; }

    /// <summary>The year whose incomes and wages are taken; the one before that of <c>on</c> when absent.</summary>
    public int? IndexYear { get; init; }

    /// <summary>The year whose minimum wage and second lieutenant's pay are taken; that of <c>on</c> when absent.</summary>
    public int? RateYear { get; init; }

    /// <summary>The region whose average and minimum wage are taken: GB/T 2260, 6 digits; the narrowest around the act that has a figure when absent.</summary>
    public string? WageRegion { get; init; }

    /// <summary>A fact as tests compare it; null when it is not known.</summary>
    internal string? Text(string fact) => fact switch
    {
        "martyr" => Text(Martyr),
        "duty_death" => Text(DutyDeath),
        "work_injury" => Text(WorkInjury),
        "scheme" => Scheme,
        "insured" => Text(Insured),
        "employer" => Text(Employer),
        "fund" => Text(Fund),
        "grade" => Grade?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "care" => Care,
        "suitable_work" => Text(SuitableWork),
        "in_need" => Text(InNeed),
        "ability_lost" => AbilityLost,
        "special_merit" => Text(SpecialMerit),
        _ => Amount(fact) is not null || (fact == "dependants" && Dependants is not null) ? "true" : null
    };

    /// <summary>A pay of the person, in fen; null when it is not known.</summary>
    internal long? Amount(string fact) => fact switch
    {
        "own_basic_pay" => OwnBasicPayFen,
        GrantCodes.OwnPay => OwnPayFen,
        "pension_standard" => PensionStandardFen,
        _ => null
    };

    /// <summary>Where a fact is written.</summary>
    internal static string Member(string fact) =>
        "/" + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(string.Concat(fact.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])))
            + (fact is "own_basic_pay" or GrantCodes.OwnPay or "pension_standard" ? "Fen" : "");

    private static string? Text(bool? known) => known switch { true => "true", false => "false", null => null };

    internal static GrantFacts Example => new()
    {
        Harm = "disabled",
        On = new DateOnly(2025, 6, 12),
        Region = "350582",
        Scheme = "none",
        Employer = false,
        Fund = true,
        Grade = 4,
        PensionStandardFen = 6_000_000
    };
}

/// <summary>Somebody who depended on the person.</summary>
internal sealed record GrantDependant
{
    /// <summary>Of the vocabulary dependant_relation.</summary>
    public required string Relation { get; init; }

    /// <summary>Whether a lone elderly person, or an orphan.</summary>
    public bool Alone { get; init; }
}

/// <summary>The shape of the facts; what they do not say is told by the calculation.</summary>
internal sealed class GrantFactsRules : AbstractValidator<GrantFacts>
{
    public GrantFactsRules(TimeProvider clock)
    {
        RuleFor(f => f.Harm).NotEmpty().OneOf(GrantCodes.Harms);
        RuleFor(f => f.On).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(f => f.On).Must(day => day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(f => f.Region).NotEmpty().RegionCode();
        RuleFor(f => f.Scheme).OneOf(GrantCodes.Schemes);
        RuleFor(f => f.Grade).InclusiveBetween(1, 10);
        RuleFor(f => f.Care).OneOf(GrantCodes.Care);
        RuleFor(f => f.AbilityLost).OneOf(GrantCodes.Abilities);
        RuleFor(f => f.OwnBasicPayFen).InclusiveBetween(1, GrantMoney.Most);
        RuleFor(f => f.OwnPayFen).InclusiveBetween(1, GrantMoney.Most);
        RuleFor(f => f.PensionStandardFen).InclusiveBetween(1, GrantMoney.Most);
        RuleFor(f => f.Dependants!.Count).LessThanOrEqualTo(GrantFacts.MostDependants).When(f => f.Dependants is not null).OverridePropertyName(nameof(GrantFacts.Dependants));
        RuleForEach(f => f.Dependants).NotNull().ChildRules(dependant => dependant.RuleFor(d => d.Relation).NotEmpty().OneOf(GrantCodes.Relations));
        RuleFor(f => f.IndexYear).InclusiveBetween(1978, 2100);
        RuleFor(f => f.RateYear).InclusiveBetween(1978, 2100);
        RuleFor(f => f.WageRegion).Matches("^[0-9]{6}\\z");
    }
}
