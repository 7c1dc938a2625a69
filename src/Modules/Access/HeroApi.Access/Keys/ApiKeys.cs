using Dapper;

namespace HeroApi.Access.Keys;

/// <summary>Reads the keys that the caller may manage: those of its organisation and below; of all, for the installation's own.</summary>
internal sealed class ApiKeys(Db db, Call call, TimeProvider clock)
{
    internal const string Columns =
        "k.id, k.version, k.name, k.org_id, k.scopes, k.systems, k.rate_per_second, k.rate_burst, k.created_by, k.created_at, k.updated_at, k.expires_at, k.revoked_at, k.last_used_at";

    /// <summary>Needs the parameter <c>within</c>.</summary>
    internal string Managed => call.Caller.OrgId is null
        ? "TRUE"
        : "EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.org_id = k.org_id AND kt.ancestor_id = @within)";

    internal async Task<ApiKeyView> Get(Guid id, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<Row>(
            $"SELECT {Columns} FROM access_api_key k WHERE k.id = @id AND {Managed}", new { id, within = call.Caller.OrgId }, ct)
            ?? throw new Refusal(Problems.NotFound);
        return row.View((await LiveSecrets([id], ct))[id], (await Roles([id], ct))[id]);
    }

    /// <summary>A key that can still be changed, at the version the caller has seen.</summary>
    internal async Task<ApiKeyView> GetForChange(Guid id, long version, CancellationToken ct)
    {
        var key = await Get(id, ct);
        if (key.Version != version)
            throw Stale.At(key.Version);
        return key.RevokedAt is null ? key : throw new Refusal(AccessErrors.Revoked);
    }

    /// <summary>Raises the version before anything else is written, so that two changes of one key come one after the other.</summary>
    internal async Task Raise(ApiKeyView key, CancellationToken ct)
    {
        var raised = await db.Execute(
            "UPDATE access_api_key SET version = version + 1, updated_at = @now WHERE id = @Id AND version = @Version",
            new { key.Id, key.Version, now = clock.GetUtcNow() }, ct);
        if (raised == 0)
            throw Stale.At(key.Version + 1);
    }

    internal async Task<ILookup<Guid, SecretView>> LiveSecrets(IReadOnlyCollection<Guid> keyIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { now = clock.GetUtcNow() });
        return (await db.Query<SecretRow>(
            $"""
            SELECT id, key_id, hint, created_at, retired_at
            FROM   access_api_secret
            WHERE  key_id IN {parameters.In("key", keyIds)} AND (retired_at IS NULL OR retired_at > @now)
            ORDER  BY created_at DESC, id DESC
            """, parameters, ct))
            .ToLookup(row => row.KeyId, row => new SecretView { Id = row.Id, Hint = row.Hint, CreatedAt = row.CreatedAt, RetiresAt = row.RetiredAt });
    }

    internal async Task<ILookup<Guid, string>> Roles(IReadOnlyCollection<Guid> keyIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return (await db.Query<RoleRow>($"SELECT key_id, role FROM access_api_key_role WHERE key_id IN {parameters.In("key", keyIds)} ORDER BY role", parameters, ct))
            .ToLookup(row => row.KeyId, row => row.Role);
    }

    internal async Task GiveRoles(Guid id, IEnumerable<string> roles, CancellationToken ct)
    {
        await db.Execute("DELETE FROM access_api_key_role WHERE key_id = @id", new { id }, ct);
        foreach (var role in roles.Distinct())
            await db.Execute("INSERT INTO access_api_key_role (key_id, role) VALUES (@id, @role)", new { id, role }, ct);
    }

    internal sealed record Row : Listed
    {
        public required long Version { get; init; }
        public required string Name { get; init; }
        public Guid? OrgId { get; init; }
        public required string Scopes { get; init; }
        public required string Systems { get; init; }
        public int? RatePerSecond { get; init; }
        public required int RateBurst { get; init; }
        public Guid? CreatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }

        internal ApiKeyView View(IEnumerable<SecretView> secrets, IEnumerable<string> roles) => new()
        {
            Id = Id,
            Version = Version,
            Name = Name,
            OrgId = OrgId,
            Scopes = Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Roles = [.. roles],
            Systems = Systems.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RatePerSecond = RatePerSecond,
            RateBurst = RatePerSecond is null ? null : RateBurst,
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            ExpiresAt = ExpiresAt,
            RevokedAt = RevokedAt,
            Secrets = [.. secrets]
        };
    }

    private sealed record RoleRow
    {
        public required Guid KeyId { get; init; }
        public required string Role { get; init; }
    }

    private sealed record SecretRow
    {
        public required Guid Id { get; init; }
        public required Guid KeyId { get; init; }
        public required string Hint { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? RetiredAt { get; init; }
    }
}
