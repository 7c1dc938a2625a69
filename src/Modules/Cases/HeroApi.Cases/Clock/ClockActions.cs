using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>The steps that move the clock of a case: stopping it for what others have to find, letting it run on, and extending it.</summary>
internal static class ClockActions
{
    private static readonly string[] Underway = ["filed", "investigating", "concluded", "panel", "proposed", "noticed", "ready"];

    internal static readonly CaseAction Pause = new("clock_pause", "/clock-pause", CaseScopes.CasesWrite, Underway)
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.ClockStopsFor), .. NeverStops(file), .. NotRunning(file, "running", "not_configured")]
    };

    internal static readonly CaseAction Resumption = new("clock_resumption", "/clock-resumption", CaseScopes.CasesWrite, Underway)
    {
        Unless = (file, _) => Decide(file) is { State: "paused", PausedFor: "appraisal" or "other_body" } ? [] : [new Refusal(CaseErrors.ClockNotPaused)]
    };

    internal static readonly CaseAction Extension = new("extension", "/extension", CaseScopes.CasesDecide, Underway)
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.DecideWithin, RuleKeys.ExtensionMode), .. NotProvided(file), .. NotRunning(file, "running", "paused"), .. Spent(file)]
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Pause, Resumption, Extension];

    /// <summary>What the clock of a case is about, and what the pack lets an officer stop it for.</summary>
    internal static IEnumerable<string> StopsFor(CaseFile file) => (file.Rules.Find(RuleKeys.ClockStopsFor)?.Codes ?? []).Intersect(ClockCodes.Pauses);

    /// <summary>The limit as long as it can be made; null where the approver alone says how long, and where it cannot be extended now.</summary>
    internal static DeadlineRow? Longest(CaseFile file)
    {
        if (Decide(file) is not { DueOn: not null } deadline || file.Rules.Find(RuleKeys.ExtensionPeriod)?.Period is not { } period)
            return null;
        return file.Rules.Find(RuleKeys.ExtensionMode)?.Code switch
        {
            "total_cap" => deadline.InAll(period),
            "added" => deadline.Plus(period),
            _ => null
        };
    }

    internal static DeadlineRow? Decide(CaseFile file) => file.Deadline(RuleKeys.DecideWithin);

    private static IEnumerable<Refusal> NeverStops(CaseFile file) =>
        file.Rules.Knows(RuleKeys.ClockStopsFor) && !StopsFor(file).Any() ? [new Refusal(CaseErrors.ClockNeverStops)] : [];

    private static IEnumerable<Refusal> NotRunning(CaseFile file, params string[] states) => Decide(file) switch
    {
        { } deadline when states.Contains(deadline.State) && deadline.InTime(file.Today) => [],
        { Open: true, State: "breached" or "running" } late => [new Refusal(CaseErrors.ClockRunOut, new { late.DueOn })],
        _ => [new Refusal(CaseErrors.ClockNotRunning)]
    };

    private static IEnumerable<Refusal> NotProvided(CaseFile file) => file.Rules.Find(RuleKeys.ExtensionMode) switch
    {
        { None: true } or { Code: "none" } => [new Refusal(CaseErrors.ExtensionNotProvided)],
        { Code: "total_cap" or "added" } => file.Rules.Missing(RuleKeys.ExtensionPeriod),
        _ => []
    };

    private static IEnumerable<Refusal> Spent(CaseFile file) =>
        Decide(file) is { State: "running" or "paused", DueOn: { } last } deadline && (deadline.Extended >= Times(file) || Longest(file)?.DueOn <= last)
            ? [new Refusal(CaseErrors.ExtensionSpent, new { dueOn = last })]
            : [];

    /// <summary>How often it may be extended: what is added is added once, unless the rules say otherwise.</summary>
    private static int Times(CaseFile file) =>
        file.Rules.Find(RuleKeys.ExtensionMaxTimes)?.Number ?? (file.Rules.Find(RuleKeys.ExtensionMode)?.Code == "added" ? 1 : int.MaxValue);
}
