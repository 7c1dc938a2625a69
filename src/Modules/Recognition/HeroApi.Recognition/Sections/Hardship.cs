namespace HeroApi.Recognition.Sections;

/// <summary>Whether the household is in need, as it was last assessed.</summary>
internal sealed record HardshipBody
{
    /// <summary>Of the vocabulary hardship_kind; none when it was looked into and there is no need.</summary>
    public required string Kind { get; init; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    public PartialDate? AssessedOn { get; init; }

    internal static HardshipBody Example => new() { Kind = "low_income", Reason = "独自赡养年迈父母。", AssessedOn = PartialDate.Parse("2026-03", null) };

    internal static HardshipBody? Of(string? kind, string? reason, PartialDate? on) => kind is null ? null : new HardshipBody { Kind = kind, Reason = reason, AssessedOn = on };
}

/// <summary>The shape of a hardship.</summary>
internal sealed class HardshipValidator : AbstractValidator<HardshipBody>
{
    public HardshipValidator(TimeProvider clock)
    {
        RuleFor(h => h.Kind).OneOf(SectionCodes.Hardships);
        RuleFor(h => h.Reason).Prose(1000);
        RuleFor(h => h.AssessedOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
    }
}
