namespace HeroApi.Cases.Timeliness;

/// <summary>The timely steps that no step of the procedure takes by itself: praise and help.</summary>
internal static class TimelinessActions
{
    internal static readonly CaseAction TimelyStep = new("timely_step", "/timely-steps", CaseScopes.CasesWrite, "opened", "filed", "awaiting_material", "awaiting_consent", "disputed",
        "investigating", "concluded", "panel", "proposed", "noticed", "ready", "decided", "closed")
    {
        Unless = (file, _) => Open(file).Any() ? [] : [new Refusal(CaseErrors.TimelyStepTaken)]
    };

    internal static readonly IReadOnlyList<CaseAction> All = [TimelyStep];

    /// <summary>Those of the two that can be taken now: help at any time, praise of somebody who is confirmed.</summary>
    internal static IEnumerable<string> Open(CaseFile file)
    {
        if (file.Case.HelpedAt is null)
            yield return "help";
        if (file.Case.PraisedAt is null && file.Actors.Any(actor => actor.State == "confirmed"))
            yield return "praise";
    }
}
