using Dapper;

namespace HeroApi.Access.Roles;

/// <summary>Reads the installation's roles. Everybody may know them; only its own credentials change them.</summary>
internal sealed class RoleSource(Db db)
{
    internal const string Columns = "r.id, r.code, r.version, r.zh, r.en, r.scopes, r.shipped, r.created_at, r.updated_at";

    internal async Task<RoleView> Get(string code, CancellationToken ct) => await Seek(code, ct) ?? throw new Refusal(Problems.NotFound);

    internal async Task<RoleView?> Seek(string code, CancellationToken ct) =>
        (await db.SingleOrDefault<Row>($"SELECT {Columns} FROM access_role r WHERE r.code = @code", new { code }, ct))?.View;

    /// <summary>A role of the installation's own, at the version the caller has seen.</summary>
    internal async Task<RoleView> GetForChange(string code, long version, CancellationToken ct)
    {
        var role = await Get(code, ct);
        if (role.Shipped)
            throw new Refusal(AccessErrors.RoleShipped);
        return role.Version == version ? role : throw Stale.At(role.Version);
    }

    /// <summary>
    /// Everything that a key holds by its scopes and roles. The roles stay as they are until the command ends, so that
    /// none is deleted while a key is given it.
    /// </summary>
    internal async Task<IReadOnlyCollection<string>> Held(IEnumerable<string> scopes, IReadOnlyList<string> roles, CancellationToken ct)
    {
        if (roles.Count == 0)
            return [.. scopes];

        var parameters = new DynamicParameters();
        var found = await db.Query<RoleCodes.Row>(
            $"UPDATE access_role SET version = version WHERE code IN {parameters.In("code", [.. roles.Distinct()])} RETURNING code, scopes", parameters, ct);
        var unknown = roles.Index().Where(role => found.All(known => known.Code != role.Item)).ToList();
        if (unknown.Count > 0)
            throw new Invalid([.. unknown.Select(role => new InputError($"/roles/{role.Index}", AccessErrors.RoleUnknown.Code, AccessErrors.RoleUnknown.Text()))]);
        return [.. scopes.Concat(found.SelectMany(role => role.Held)).Distinct()];
    }

    internal sealed record Row : Listed
    {
        public required string Code { get; init; }
        public required long Version { get; init; }
        public required string Zh { get; init; }
        public required string En { get; init; }
        public required string Scopes { get; init; }
        public required bool Shipped { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }

        internal RoleView View => new()
        {
            Id = Id,
            Code = Code,
            Version = Version,
            Zh = Zh,
            En = En,
            Scopes = Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Shipped = Shipped,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }
}
