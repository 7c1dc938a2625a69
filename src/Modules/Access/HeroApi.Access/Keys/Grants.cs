namespace HeroApi.Access.Keys;

/// <summary>What a caller may hand on: nothing beyond what it holds itself; an administrator holds everything.</summary>
internal static class Grants
{
    /// <summary>
    /// Refuses a key that exceeds the caller. Also asked before a rotation, since who gets a key's secret gets what it holds.
    /// </summary>
    internal static void MustCover(Caller caller, IEnumerable<string> scopes, IEnumerable<string> systems, int? perSecond, int? burst)
    {
        if (scopes.FirstOrDefault(scope => !caller.May(scope)) is { } scope)
            throw new Refusal(AccessErrors.ScopeExceeded, new { scope });
        if (caller.May(Scopes.Admin))
            return;
        if (systems.FirstOrDefault(system => !caller.Systems.Contains(system)) is { } system)
            throw new Refusal(AccessErrors.SystemExceeded, new { system });
        if (caller.RatePerSecond is { } most && (perSecond is null || perSecond > most || burst > caller.RateBurst))
            throw new Refusal(AccessErrors.RateExceeded, new { ratePerSecond = most, rateBurst = caller.RateBurst });
    }

    /// <summary>The limit of a key that names none: the installation's usual one, or the maker's when that is lower.</summary>
    internal static (int? PerSecond, int Burst) Rate(Caller caller, ApiKeyBody body, HeroSettings settings)
    {
        var bounded = !caller.May(Scopes.Admin) && caller.RatePerSecond is not null;
        return (body.RatePerSecond ?? (bounded ? Math.Min(settings.RatePerSecond, caller.RatePerSecond!.Value) : settings.RatePerSecond),
            body.RateBurst ?? (bounded ? Math.Min(settings.RateBurst, caller.RateBurst) : settings.RateBurst));
    }
}
