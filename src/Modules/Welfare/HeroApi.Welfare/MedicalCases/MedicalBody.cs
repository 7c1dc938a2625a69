namespace HeroApi.Welfare.MedicalCases;

/// <summary>What a caller writes of a medical case: the same for POST and, merged, PATCH.</summary>
internal sealed record MedicalBody
{
    /// <summary>The file of the person, which the caller sees; it does not change afterwards.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The confirmed act that it came of, by its case: the law of its place and day sets the limits.</summary>
    public Guid? DeedCaseId { get; init; }

    /// <summary>Where the person was treated; at most 100 characters.</summary>
    public required string Hospital { get; init; }

    /// <summary>The use of the green channel that it began with; each opens one case.</summary>
    public Guid? UseId { get; init; }

    /// <summary>The first day of treatment, in China.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; absent while it goes on.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The whole bill as known so far, in fen; never less than its lines.</summary>
    public required long BillFen { get; init; }

    internal static MedicalBody Example => new()
    {
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Hospital = "示范县人民医院",
        From = new DateOnly(2026, 5, 1),
        To = new DateOnly(2026, 5, 20),
        BillFen = 68_000_000
    };
}

/// <summary>The shape of a medical case; what needs the database is checked where it is written.</summary>
internal sealed class MedicalBodyRules : AbstractValidator<MedicalBody>
{
    /// <summary>A hundred million yuan, far above any bill.</summary>
    internal const long MostFen = 10_000_000_000;

    public MedicalBodyRules(TimeProvider clock)
    {
        RuleFor(m => m.HeroId).NotEmpty();
        RuleFor(m => m.Hospital).NotEmpty().Line(100);
        RuleFor(m => m.From).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(m => m.From).Must(day => day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(m => m.To).GreaterThanOrEqualTo(m => m.From);
        RuleFor(m => m.To).Must(day => day is null || day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(m => m.BillFen).InclusiveBetween(1, MostFen);
    }
}
