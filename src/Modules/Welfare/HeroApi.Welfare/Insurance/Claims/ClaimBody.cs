using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>What a caller writes of a claim: the same for POST and, merged, PATCH.</summary>
internal sealed record ClaimBody
{
    /// <summary>The hero file of the person who was insured, whom the caller sees; it does not change afterwards.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The policy, as /policies/cover names it for the person and day; it does not change afterwards.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>What is claimed: of the vocabulary cover_kind, and among what the policy covers.</summary>
    public required string Kind { get; init; }

    /// <summary>The grade of the disability, 1 to 10 with 1 the worst; of a disability alone.</summary>
    public int? Grade { get; init; }

    /// <summary>The day of the event, in China: the accident or act that the harm came of.</summary>
    public required DateOnly EventOn { get; init; }

    /// <summary>The day on which the harm showed, such as that of the death; the day of the event when absent.</summary>
    public DateOnly? HarmOn { get; init; }

    /// <summary>What happened; at most 1,000 characters.</summary>
    public required string Happened { get; init; }

    /// <summary>What is claimed, in fen.</summary>
    public required long ClaimedFen { get; init; }

    /// <summary>The medical case of the same person that it is about.</summary>
    public Guid? MedicalCaseId { get; init; }

    /// <summary>The insurer's own number of the claim; at most 100 characters.</summary>
    public string? InsurerNumber { get; init; }

    /// <summary>The day on which the insurer was told, in China; today when absent.</summary>
    public DateOnly? ReportedOn { get; init; }

    internal static ClaimBody Example => new()
    {
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        PolicyId = PolicyView.Example.Id,
        Kind = ClaimCodes.Disability,
        Grade = 4,
        EventOn = new DateOnly(2026, 5, 20),
        Happened = "下水救人时受伤",
        ClaimedFen = 12_500_000,
        ReportedOn = new DateOnly(2026, 5, 25)
    };
}

/// <summary>The shape of a claim; what needs the database is checked where it is written.</summary>
internal sealed class ClaimBodyRules : AbstractValidator<ClaimBody>
{
    public ClaimBodyRules(TimeProvider clock)
    {
        RuleFor(c => c.HeroId).NotEmpty();
        RuleFor(c => c.PolicyId).NotEmpty();
        RuleFor(c => c.Kind).NotEmpty().OneOf(PolicyCodes.Covers);
        RuleFor(c => c.Grade).InclusiveBetween(1, 10);
        RuleFor(c => c.Grade).NotNull().When(c => c.Kind == ClaimCodes.Disability).Refuses(ValueProblems.Required);
        RuleFor(c => c.Grade).Null().When(c => c.Kind != ClaimCodes.Disability).Refuses(ValueProblems.Unwanted);
        RuleFor(c => c.EventOn).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(c => c.EventOn).Must(day => day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(c => c.HarmOn).Must((claim, day) => day is null || day >= claim.EventOn).Refuses(ClaimErrors.DayOrder);
        RuleFor(c => c.HarmOn).Must(day => day is null || day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(c => c.Happened).NotEmpty().Prose(1000);
        RuleFor(c => c.ClaimedFen).InclusiveBetween(1, ClaimCodes.MostFen);
        RuleFor(c => c.InsurerNumber).Line(100);
        RuleFor(c => c.ReportedOn).Must((claim, day) => day is null || day >= claim.EventOn).Refuses(ClaimErrors.DayOrder);
        RuleFor(c => c.ReportedOn).Must(day => day is null || day <= clock.Today()).Refuses(ValueProblems.InFuture);
    }
}
