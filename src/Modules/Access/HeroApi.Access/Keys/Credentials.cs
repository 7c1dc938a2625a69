using System.Collections.Concurrent;
using Dapper;

namespace HeroApi.Access.Keys;

/// <summary>
/// Recognises API keys. An answer is believed for a few seconds, so that a request costs no look-up of its own and a
/// revocation still takes effect within 5 s on every host.
/// </summary>
internal sealed class Credentials : ICredentials
{
    private const int MostRemembered = 10_000;
    private readonly IEngine engine;
    private readonly LastUse uses;
    private readonly HeroSettings settings;
    private readonly TimeProvider clock;
    private volatile ConcurrentDictionary<string, (Caller? Caller, long Until)> remembered = new();

    public Credentials(IEngine engine, LastUse uses, Standing standing, HeroSettings settings, TimeProvider clock)
    {
        (this.engine, this.uses, this.settings, this.clock) = (engine, uses, settings, clock);
        // A new book instead of an emptied one: a look-up under way writes into the old one what may no longer hold.
        standing.Changed += () => remembered = new();
    }

    public async ValueTask<Caller?> Find(string bearer, CancellationToken ct)
    {
        if (!bearer.StartsWith(Secret.Prefix, StringComparison.Ordinal))
            return null;

        var book = remembered;
        if (!book.TryGetValue(bearer, out var known) || clock.GetTimestamp() >= known.Until)
        {
            known = (await LookUp(bearer, ct), clock.GetTimestamp() + (long)(settings.CredentialCache.TotalSeconds * clock.TimestampFrequency));
            // A flood of made-up keys must not fill the memory.
            if (book.Count >= MostRemembered)
                book.Clear();
            book[bearer] = known;
        }

        if (known.Caller is { } caller)
            uses.Note(caller.KeyId);
        return known.Caller;
    }

    private async Task<Caller?> LookUp(string bearer, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var row = await lease.Connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            """
            SELECT k.id, k.org_id, k.scopes, k.systems, k.rate_per_second, k.rate_burst,
                   EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.ancestor_id = k.org_id AND kt.depth > 0) AS has_subtree
            FROM   access_api_secret s
            JOIN   access_api_key k ON k.id = s.key_id
            WHERE  s.hash = @hash AND (s.retired_at IS NULL OR s.retired_at > @now) AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > @now)
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
