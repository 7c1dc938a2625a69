using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>One act of a plaque's life: when, by whom, why, and what shows it.</summary>
internal sealed record PlaqueAct
{
    /// <summary>The day, in China; today when absent. Never before the last step.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Who did it, in words.</summary>
    public required string By { get; init; }

    /// <summary>Why, or what happened; at most 1,000 characters. Needed for damage, replacement, return and withdrawal.</summary>
    public string? Reason { get; init; }

    /// <summary>Photos and papers, at most 20.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];

    internal static PlaqueAct Example => new() { On = new DateOnly(2026, 6, 1), By = "示范县见义勇为协会、示范村村委会", Reason = "表彰大会后上门" };
}

/// <summary>The shape of an act.</summary>
internal sealed class PlaqueActValidator : AbstractValidator<PlaqueAct>
{
    public PlaqueActValidator(TimeProvider clock)
    {
        RuleFor(a => a.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(a => a.By).NotEmpty().Line(200);
        RuleFor(a => a.Reason).Prose(1000);
        RuleFor(a => a.FileIds.Count).LessThanOrEqualTo(HeroPapers.Most).OverridePropertyName(nameof(PlaqueAct.FileIds));
        RuleFor(a => a.FileIds).HeroFiles();
    }
}
