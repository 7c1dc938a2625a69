namespace HeroApi.Host;

/// <summary>The few words of the command line that are not <c>--name value</c>.</summary>
internal static class Arguments
{
    /// <summary>Flags without a value become settings, so that the configuration reads them like every other.</summary>
    internal static string[] Normalise(string[] args) => [.. args.Where(arg => arg != "--").Select(arg => arg == "--demo" ? "--demo=true" : arg)];
}
