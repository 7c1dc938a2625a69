using System.Collections.Concurrent;
using Dapper;

namespace HeroApi.Access.Keys;

/// <summary>
/// Recognises API keys. An answer is believed for a few seconds, so that a request costs no look-up of its own and a
/// revocation still takes effect within 5 s on every host.
/// </summary>
internal sealed class Credentials(IEngine engine, HeroSettings settings, TimeProvider clock) : ICredentials
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (Caller? Caller, long Until)> remembered = new();

    public async ValueTask<Caller?> Find(string bearer, CancellationToken ct)
    {
        if (!bearer.StartsWith(Secret.Prefix, StringComparison.Ordinal))
            return null;

        if (remembered.TryGetValue(bearer, out var known) && clock.GetTimestamp() < known.Until)
            return known.Caller;

        var caller = await LookUp(bearer, ct);
        // A flood of made-up keys must not fill the memory.
        if (remembered.Count >= MostRemembered)
            remembered.Clear();
        remembered[bearer] = (caller, clock.GetTimestamp() + (long)(settings.CredentialCache.TotalSeconds * clock.TimestampFrequency));
        return caller;
    }

    /// <summary>Called on this host when a key changed, so that its own callers see the change at once.</summary>
    internal void Forget() => remembered.Clear();

    private async Task<Caller?> LookUp(string bearer, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var row = await lease.Connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            """
            SELECT k.id, k.org_id, k.scopes, k.systems, k.rate_per_second, k.rate_burst,
                   EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.ancestor_id = k.org_id AND kt.depth > 0) AS has_subtree
            FROM   access_api_secret s
            JOIN   access_api_key k ON k.id = s.key_id
            WHERE  s.hash = @hash AND s.retired_at IS NULL AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > @now)
            """, new { hash = Secret.Hash(bearer), now = clock.GetUtcNow() }, cancellationToken: ct));
        return row is null ? null : new Caller
        {
            KeyId = row.Id,
            OrgId = row.OrgId,
            HasSubtree = row.HasSubtree,
            Scopes = row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
            Systems = row.Systems.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
            RatePerSecond = row.RatePerSecond,
            RateBurst = row.RateBurst
        };
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public Guid? OrgId { get; init; }
        public required string Scopes { get; init; }
        public required string Systems { get; init; }
        public int? RatePerSecond { get; init; }
        public required int RateBurst { get; init; }
        public required bool HasSubtree { get; init; }
    }
}
