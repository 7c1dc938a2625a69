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

    /// <summary>How often it has had an owner.</summary>
    public required long OwnerEpoch { get; init; }

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
        OwnerEpoch = 1,
        HomeOrgIds = LeadView.Example.HomeOrgIds,
        Protection = "none",
        ExternalIds = [],
        CreatedAt = LeadView.Example.CreatedAt,
        UpdatedAt = LeadView.Example.UpdatedAt
    };
}

/// <summary>The one projection of a case.</summary>
internal sealed class CaseSource(Records records) : IRecordSource
{
    internal const string Name = "case";

    internal static readonly RecordTable Cases = new(Name, CaseScopes.CasesRead, "cases_case", "c",
        "c.id, c.version, c.state, c.lead_id, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at");

    public RecordTable Table => Cases;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        await States(await records.After<Row>(Cases, after, limit, ct), ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await States(await records.Of<Row>(Cases, ids, ct), ct);

    private async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View([.. homes[row.Id]])))];
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required string State { get; init; }
        public required Guid LeadId { get; init; }
        public required Guid OwnerOrgId { get; init; }
        public required long OwnerEpoch { get; init; }
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
            OwnerEpoch = OwnerEpoch,
            HomeOrgIds = homes,
            Protection = Protection,
            ExternalIds = [],
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }
}
