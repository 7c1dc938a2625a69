namespace HeroApi.Cases;

/// <summary>The scopes of this module.</summary>
internal static class CaseScopes
{
    internal const string LeadsRead = "leads:read";
    internal const string LeadsWrite = "leads:write";
    internal const string LeadsTriage = "leads:triage";
    internal const string CasesRead = "cases:read";
    internal const string CasesWrite = "cases:write";
    internal const string CasesDecide = "cases:decide";
    internal const string RulesWrite = "rules:write";
}
