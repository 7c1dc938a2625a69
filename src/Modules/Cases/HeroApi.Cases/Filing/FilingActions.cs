using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>The steps from the first filing to acceptance.</summary>
internal static class FilingActions
{
    internal static readonly CaseAction Filing = new("filing", "/filings", CaseScopes.CasesWrite, "opened", "filed", "awaiting_material", "investigating");

    internal static readonly CaseAction Acceptance = new("acceptance", "/acceptance", CaseScopes.CasesDecide, "filed")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.DecideStarts), .. Late(file)]
    };

    internal static readonly CaseAction NonAcceptance = new("non_acceptance", "/non-acceptance", CaseScopes.CasesDecide, "filed", "awaiting_material");

    internal static readonly IReadOnlyList<CaseAction> All = [Filing, Acceptance, NonAcceptance];

    /// <summary>What came after the window needs the window to be known, and a way past it.</summary>
    private static IEnumerable<Refusal> Late(CaseFile file)
    {
        if (file.Case.Initiation == "ex_officio")
            return [];
        if (file.Case.Lateness is "late")
            return [new Refusal(CaseErrors.FiledLate)];
        return file.Rules.Missing(RuleKeys.FilingWindow);
    }
}
