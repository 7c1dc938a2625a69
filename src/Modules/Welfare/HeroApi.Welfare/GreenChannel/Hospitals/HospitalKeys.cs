namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>What a hospital's key is like.</summary>
internal static class HospitalKeys
{
    internal const string Scope = "green_channel:verify";

    /// <summary>A key that may verify and nothing else: whoever finds it in a hospital can do no harm with it.</summary>
    internal static bool IsNarrow(IReadOnlyCollection<string> scopes) => scopes.Count == 1 && scopes.Contains(Scope);
}
