namespace HeroApi.Welfare.Fund.Funds;

/// <summary>What a caller writes of a fund: the same for POST and, merged, PATCH.</summary>
internal sealed record FundBody
{
    /// <summary>At most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it may be spent for: of the vocabulary fund_use. Empty for anything.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>The project or the donor's condition that it is tied to, in words; at most 500 characters.</summary>
    public string? Restriction { get; init; }

    /// <summary>The first day, in China; today when absent.</summary>
    public DateOnly? OpenedOn { get; init; }

    internal static FundBody Example => new() { Name = "示范见义勇为奖励金", Uses = [FundCodes.Bonus, "commendation"], Restriction = "示范企业定向捐赠", OpenedOn = new DateOnly(2026, 1, 1) };
}

/// <summary>The shape of a fund.</summary>
internal sealed class FundBodyRules : AbstractValidator<FundBody>
{
    public FundBodyRules(TimeProvider clock)
    {
        RuleFor(f => f.Name).NotEmpty().Line(100);
        RuleFor(f => f.Uses).NotNull();
        RuleFor(f => f.Uses.Count).LessThanOrEqualTo(FundCodes.Uses.Count).OverridePropertyName(nameof(FundBody.Uses));
        RuleForEach(f => f.Uses).NotEmpty().OneOf(FundCodes.Uses);
        RuleFor(f => f.Restriction).Prose(500);
        RuleFor(f => f.OpenedOn).Must(day => day is null || day.Value.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(f => f.OpenedOn).Must(day => day is null || day <= clock.Today()).Refuses(ValueProblems.InFuture);
    }
}
