namespace HeroApi.Welfare;

/// <summary>The scopes of this module.</summary>
internal static class WelfareScopes
{
    internal const string Read = "welfare:read";
    internal const string Write = "welfare:write";
}
