namespace HeroApi.Recognition.BonusSchemes;

/// <summary>What a place pays for which title, as it is published.</summary>
internal sealed record BonusSchemeBody
{
    /// <summary>Whose scheme it is: GB/T 2260, 6 digits, of a county, a city or a province.</summary>
    public required string Region { get; init; }

    /// <summary>As people call it; at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The level of the titles that it is for, of the vocabulary bonus_level; any when absent.</summary>
    public string? Level { get; init; }

    /// <summary>The title that it is for, such as 见义勇为模范; any when absent.</summary>
    public string? Title { get; init; }

    /// <summary>Only for who died, or who was disabled: of the vocabulary bonus_harm; for everybody when absent.</summary>
    public string? Harm { get; init; }

    /// <summary>The first day of decisions that it holds for.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day that it no longer holds.</summary>
    public DateOnly? ValidTo { get; init; }

    public required BonusFormula Formula { get; init; }

    /// <summary>What it rests on: the paper, where and when it was published; at most 1,000 characters.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Where it stands, such as 第二十条; at most 100 characters.</summary>
    public string? Article { get; init; }

    internal static BonusSchemeBody Example => new()
    {
        Region = "350582",
        Name = "示范县见义勇为表扬奖金",
        Level = "county",
        Title = "见义勇为表扬",
        ValidFrom = new DateOnly(2026, 1, 1),
        Formula = BonusFormula.Example,
        LegalBasis = "示范县人民政府通知，2025年12月20日在县政府网站公布",
        Article = "第三条"
    };
}

internal sealed class BonusSchemeRules : AbstractValidator<BonusSchemeBody>
{
    private const int FurthestYears = 10;

    public BonusSchemeRules(TimeProvider clock)
    {
        RuleFor(s => s.Region).NotEmpty().Matches("^[0-9]{6}\\z");
        RuleFor(s => s.Name).NotEmpty().Line(100);
        RuleFor(s => s.Level).OneOf(SchemeCodes.Levels);
        RuleFor(s => s.Title).Line(100);
        RuleFor(s => s.Harm).OneOf(SchemeCodes.Harms);
        RuleFor(s => s.ValidFrom).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(s => s.ValidFrom).Must(day => day <= clock.Today().AddYears(FurthestYears)).Refuses(ValueProblems.OutOfRange);
        RuleFor(s => s.ValidTo).Must((scheme, to) => to is null || to > scheme.ValidFrom).Refuses(ValueProblems.OutOfRange);
        RuleFor(s => s.Formula).SetValidator(new BonusFormulaRules());
        RuleFor(s => s.LegalBasis).NotEmpty().Prose(1000);
        RuleFor(s => s.Article).Line(100);
    }
}
