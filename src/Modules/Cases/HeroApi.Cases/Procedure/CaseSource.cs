using Dapper;

namespace HeroApi.Cases.Procedure;

/// <summary>A case as callers see it: what was opened from an accepted lead.</summary>
internal sealed record CaseView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>opened.</summary>
    public required string State { get; init; }

    /// <summary>The lead it was opened from.</summary>
    public required Guid LeadId { get; init; }

    public required Guid OwnerOrgId { get; init; }

    /// <summary>The organisations of the persons' household registration, which see the case too.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required IReadOnlyList<ExternalId> ExternalIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static CaseView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000a"),
        Version = 1,
        State = "opened",
        LeadId = LeadView.Example.Id,
        OwnerOrgId = LeadView.Example.OwnerOrgId,
        HomeOrgIds = LeadView.Example.HomeOrgIds,
        Protection = "none",
        ExternalIds = [],
        CreatedAt = LeadView.Example.CreatedAt,
        UpdatedAt = LeadView.Example.UpdatedAt
    };
}

/// <summary>The one projection of a case.</summary>
internal sealed class CaseSource(Db db, TimeProvider clock) : IRecordSource
{
    internal const string Name = "case";

    private const string Columns = "c.id, c.version, c.state, c.lead_id, c.owner_org_id, c.protection, c.created_at, c.updated_at";

    public string Type => Name;

    public string Scope => CaseScopes.CasesRead;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => await States(await db.Query<Row>(
        $"""
        SELECT {Columns}
        FROM   cases_case c
        WHERE  SCOPE(c) AND c.deleted_at IS NULL {(after is null ? "" : "AND c.id > @after")}
        ORDER  BY c.id
        LIMIT  @limit
        """, new { after, limit }, ct), ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return await States(await db.Query<Row>(
            $"SELECT {Columns} FROM cases_case c WHERE SCOPE(c) AND c.deleted_at IS NULL AND c.id IN {parameters.In("id", ids)}", parameters, ct), ct);
    }

    public async Task<IReadOnlyList<Raised>> Raise(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { now = clock.GetUtcNow() });
        return await db.Query<Raised>(
            $"""
            UPDATE cases_case
            SET    version = version + 1, updated_at = @now
            WHERE  UNSCOPED('a moved organisation tells readers on both sides') AND deleted_at IS NULL AND id IN {parameters.In("id", ids)}
            RETURNING id, version, protection
            """, parameters, ct);
    }

    private async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var parameters = new DynamicParameters();
        var homes = (await db.Query<Home>(
            $"SELECT record_id, org_id FROM kernel_scope WHERE axis = 'home' AND record_id IN {parameters.In("id", [.. rows.Select(row => row.Id)])} ORDER BY org_id", parameters, ct))
            .ToLookup(home => home.RecordId, home => home.OrgId);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View([.. homes[row.Id]])))];
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required string State { get; init; }
        public required Guid LeadId { get; init; }
        public required Guid OwnerOrgId { get; init; }
        public required string Protection { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }

        internal CaseView View(IReadOnlyList<Guid> homes) => new()
        {
            Id = Id,
            Version = Version,
            State = State,
            LeadId = LeadId,
            OwnerOrgId = OwnerOrgId,
            HomeOrgIds = homes,
            Protection = Protection,
            ExternalIds = [],
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }

    private sealed record Home
    {
        public required Guid RecordId { get; init; }
        public required Guid OrgId { get; init; }
    }
}
