using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>Whether what was filed came within the window of the law, and what the law makes of it when it did not; pure.</summary>
internal static class Lateness
{
    /// <summary>A filing with what the rules say of the day it was received on. The window is counted from the last day that the act can have been on.</summary>
    internal static FilingRow Judged(FilingRow filing, CaseRow row, RuleSet rules)
    {
        var unjudged = filing with { Lateness = null, WindowEndsOn = null, WindowRule = null, WindowBasis = null };
        var key = row.Complex && rules.Knows(RuleKeys.FilingWindowComplex) ? RuleKeys.FilingWindowComplex : RuleKeys.FilingWindow;
        if (filing.Kind == "ex_officio" || rules.Find(key) is not { } window)
            return unjudged;

        var judged = unjudged with { WindowRule = key, WindowBasis = rules.Article(key) };
        if (window.None)
            return judged with { Lateness = "in_time" };

        var last = WorkCalendar.China.Due(row.ActedTo, window.Period!.Value).On;
        return judged with
        {
            WindowEndsOn = last,
            Lateness = filing.ReceivedOn <= last ? "in_time" : Stopped(filing, rules) is { } days && filing.ReceivedOn <= last.AddDays(days) ? "excused" : "late"
        };
    }

    /// <summary>
    /// The lateness of a case: that of the timeliest of its filings, so that one beside it never makes it late. Null when there
    /// is nothing to be late, or nothing to judge it by.
    /// </summary>
    internal static string? Of(IReadOnlyList<FilingRow> judged, IReadOnlyList<ReferralRow> referrals)
    {
        if (judged.FirstOrDefault(filing => filing.Lateness == "in_time") is not null)
            return "in_time";
        if (judged.Any(filing => filing.Lateness == "excused"))
            return "excused";
        if (judged.Any(filing => filing.Kind == "ex_officio") || judged.All(filing => filing.Lateness is null))
            return null;
        return referrals.LastOrDefault(asked => asked.Kind == ReferralCodes.LateFiling)?.Answer switch { "given" => "consented", "denied" => "denied", _ => "late" };
    }

    /// <summary>The lateness of a case by the rules as they are known now.</summary>
    internal static string? Of(CaseFile file) => Of(Judged(file), file.Referrals);

    /// <summary>What stands against accepting it: nothing in time, and for what is late whatever the law of the place leaves open.</summary>
    internal static IEnumerable<Refusal> Against(CaseFile file)
    {
        if (file.Filings.Any(filing => filing.Kind == "ex_officio"))
            return [];

        return Of(file) switch
        {
            null => file.Rules.Missing(RuleKeys.FilingWindow),
            "late" => file.Rules.Find(RuleKeys.FilingStrictness)?.Code switch
            {
                null => file.Rules.Missing(RuleKeys.FilingStrictness),
                "soft" => [],
                "extendable" => WithinLongest(file),
                _ => [TooLate(file)]
            },
            "denied" => [TooLate(file)],
            _ => []
        };
    }

    /// <summary>The refusal of what came too late, with the day it should have come by.</summary>
    internal static Refusal TooLate(CaseFile file)
    {
        var filing = Judged(file).MinBy(filing => filing.ReceivedOn)!;
        return new Refusal(CaseErrors.FiledLate, new { windowEndsOn = filing.WindowEndsOn, filing.DaysLate, rule = filing.WindowRule, strictness = file.Rules.Find(RuleKeys.FilingStrictness)?.Code });
    }

    private static List<FilingRow> Judged(CaseFile file) => [.. file.Filings.Select(filing => Judged(filing, file.Case, file.Rules))];

    private static IEnumerable<Refusal> WithinLongest(CaseFile file)
    {
        if (file.Rules.Find(RuleKeys.FilingExtendableTo) is not { } longest)
            return file.Rules.Missing(RuleKeys.FilingExtendableTo);

        return longest.None || file.Filings.Min(filing => filing.ReceivedOn) <= WorkCalendar.China.Due(file.Case.ActedTo, longest.Period!.Value).On ? [] : [TooLate(file)];
    }

    /// <summary>For how many days a good cause stopped the window; only what the rule pack names does.</summary>
    private static int? Stopped(FilingRow filing, RuleSet rules) =>
        filing.Excuse is { } cause && rules.Find(RuleKeys.FilingStopsFor)?.Codes?.Contains(cause) == true ? filing.ExcusedDays : null;
}
