namespace HeroApi.Recognition;

/// <summary>The scopes of this module.</summary>
internal static class RecognitionScopes
{
    internal const string HeroesRead = "heroes:read";
    internal const string HeroesWrite = "heroes:write";
    internal const string HonoursDecide = "honours:decide";
    internal const string BonusesApprove = "bonuses:approve";
}
