using HeroApi.Welfare.Benefits;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>What a caller writes of a household that was surveyed.</summary>
internal sealed record FindingBody
{
    /// <summary>Of the vocabulary household_hardship; none when the household is in no hardship.</summary>
    public required string Hardship { get; init; }

    /// <summary>Your own id of the household; who shares one with another hero names the same.</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>How many live together, from 1 to 50.</summary>
    public int? Members { get; init; }

    /// <summary>The income of a month of the whole household, in fen.</summary>
    public long? IncomeFen { get; init; }

    /// <summary>The day of the survey, in China; today when absent.</summary>
    public DateOnly? SurveyedOn { get; init; }

    /// <summary>Who surveyed; at most 100 characters.</summary>
    public required string SurveyedBy { get; init; }

    /// <summary>What was found; at most 2,000 characters.</summary>
    public string? Situation { get; init; }

    /// <summary>What is needed, by whom and by when; at most 20.</summary>
    public IReadOnlyList<HardshipNeed> Needs { get; init; } = [];

    internal static FindingBody Example => new()
    {
        Hardship = "near_minimum",
        Members = 3,
        IncomeFen = 300_000,
        SurveyedOn = new DateOnly(2026, 6, 1),
        SurveyedBy = "示范街道办",
        Situation = "主要劳动力伤残，子女上高中",
        Needs = [HardshipNeed.Example]
    };
}

/// <summary>One thing that a household needs; in its plan it becomes what is to be done.</summary>
internal sealed record HardshipNeed
{
    /// <summary>What; at most 500 characters.</summary>
    public required string What { get; init; }

    /// <summary>Of the vocabulary benefit_kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Who answers for it; at most 100 characters.</summary>
    public required string Responsible { get; init; }

    /// <summary>By when.</summary>
    public required DateOnly DueOn { get; init; }

    internal static HardshipNeed Example => new() { What = "申请助学金", Kind = "study_aid", Responsible = "示范专员", DueOn = new DateOnly(2026, 9, 1) };
}

internal sealed class HardshipNeedRules : AbstractValidator<HardshipNeed>
{
    public HardshipNeedRules()
    {
        RuleFor(n => n.What).NotEmpty().Prose(500);
        RuleFor(n => n.Kind).OneOf(BenefitCodes.Kinds);
        RuleFor(n => n.Responsible).NotEmpty().Line(100);
        RuleFor(n => n.DueOn).Must(day => day.Year is >= PartialDate.EarliestYear and <= 2100).Refuses(ValueProblems.OutOfRange);
    }
}

/// <summary>The shape of a finding; what needs the database is checked where it is written.</summary>
internal sealed class FindingBodyRules : AbstractValidator<FindingBody>
{
    private const int MostNeeds = 20;

    public FindingBodyRules(TimeProvider clock)
    {
        RuleFor(b => b.Hardship).NotEmpty().OneOf(BenefitCodes.Hardships);
        RuleFor(b => b.Members).InclusiveBetween(1, 50);
        RuleFor(b => b.IncomeFen).InclusiveBetween(0, BenefitCodes.MostFen);
        RuleFor(b => b.SurveyedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(b => b.SurveyedBy).NotEmpty().Line(100);
        RuleFor(b => b.Situation).Prose(2000);
        RuleFor(b => b.Needs.Count).LessThanOrEqualTo(MostNeeds).OverridePropertyName(nameof(FindingBody.Needs));
        RuleForEach(b => b.Needs).NotNull().SetValidator(new HardshipNeedRules());
    }
}
