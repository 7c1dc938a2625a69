namespace HeroApi.Welfare;

/// <summary>The scopes of this module.</summary>
internal static class WelfareScopes
{
    internal const string Read = "welfare:read";
    internal const string Write = "welfare:write";
    internal const string FundPost = "fund:post";
    internal const string FundApprove = "fund:approve";
    internal const string Decide = "welfare:decide";
}
