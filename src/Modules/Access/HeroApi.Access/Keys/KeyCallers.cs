using Dapper;
using HeroApi.Access.Roles;

namespace HeroApi.Access.Keys;

/// <summary>Makes a caller of an API key's secret.</summary>
internal sealed class KeyCallers(IEngine engine, TimeProvider clock)
{
    internal async Task<Found> Find(string bearer, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var row = await lease.Connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            """
            SELECT k.id, k.org_id, k.scopes, k.systems, k.rate_per_second, k.rate_burst, k.expires_at,
                   EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.ancestor_id = k.org_id AND kt.depth > 0) AS has_subtree
            FROM   access_api_secret s
            JOIN   access_api_key k ON k.id = s.key_id
            WHERE  s.hash = @hash AND (s.retired_at IS NULL OR s.retired_at > @now) AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > @now)
            """, new { hash = Secret.Hash(bearer), now = clock.GetUtcNow() }, cancellationToken: ct));
        if (row is null)
            return new Found(null);

        var roles = await RoleCodes.OfKey(lease.Connection, row.Id, ct);
        return new Found(new Caller
        {
            KeyId = row.Id,
            OrgId = row.OrgId,
            HasSubtree = row.HasSubtree,
            Scopes = row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(roles.SelectMany(role => role.Held)).ToHashSet(),
            Roles = [.. roles.Select(role => role.Code)],
            Systems = row.Systems.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
            RatePerSecond = row.RatePerSecond,
            RateBurst = row.RateBurst,
            ExpiresAt = row.ExpiresAt
        }, Lasts: row.ExpiresAt - clock.GetUtcNow());
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public Guid? OrgId { get; init; }
        public required string Scopes { get; init; }
        public required string Systems { get; init; }
        public int? RatePerSecond { get; init; }
        public required int RateBurst { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public required bool HasSubtree { get; init; }
    }
}
