using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>Whether a filing came within the window of the law, counted from the last day the act can have been on.</summary>
internal static class Lateness
{
    /// <returns>in_time, late or excused; null while nobody has configured the window.</returns>
    /// <param name="excusedDays">How long a good cause kept the filer from it; null without one.</param>
    internal static string? Of(RuleSet rules, CaseRow row, DateOnly receivedOn, int? excusedDays)
    {
        if (Window(rules, row) is not { } window)
            return null;
        if (window.None)
            return "in_time";

        var last = WorkCalendar.China.Due(row.ActedTo, window.Period!.Value).On;
        return receivedOn <= last ? "in_time" : excusedDays is { } days && receivedOn <= last.AddDays(days) ? "excused" : "late";
    }

    private static RuleValue? Window(RuleSet rules, CaseRow row) =>
        (row.Complex ? rules.Find(RuleKeys.FilingWindowComplex) : null) ?? rules.Find(RuleKeys.FilingWindow);
}
