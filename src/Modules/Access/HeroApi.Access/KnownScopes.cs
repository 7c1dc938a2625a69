namespace HeroApi.Access;

/// <summary>Every scope that a key may hold (design.md §7); modules to come add theirs in the same form.</summary>
internal static class KnownScopes
{
    internal const string KeysManage = "keys:manage";

    internal static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "leads:read", "leads:write", "leads:triage", "cases:read", "cases:write", "cases:decide", "heroes:read", "heroes:write", "honours:decide",
        "welfare:read", "welfare:write", "fund:post", "fund:approve", "orgs:read", "orgs:write", KeysManage,
        Scopes.AuditRead, Scopes.FeedRead, Scopes.PiiRead, Scopes.ProtectedRead, Scopes.Admin
    };
}
