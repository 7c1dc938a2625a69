namespace HeroApi.Cases.Investigation;

/// <summary>The steps of the investigation.</summary>
internal static class InvestigationActions
{
    internal static readonly CaseAction Conclusion = new("conclusion", "/conclusion", CaseScopes.CasesWrite, "investigating");

    internal static readonly IReadOnlyList<CaseAction> All = [Conclusion];
}
