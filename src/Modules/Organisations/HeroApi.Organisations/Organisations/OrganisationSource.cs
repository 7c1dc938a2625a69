using Dapper;
using HeroApi.Kernel.Text;
using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>The one projection of an organisation.</summary>
internal sealed class OrganisationSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "organisation";

    internal static readonly RecordTable Organisations = new(Name, OrganisationScopes.Read, "organisations_organisation", "o",
        "o.id, o.version, o.code, o.name, o.kind, o.level, o.parent_id, o.merging_into, o.region_code, o.contact, o.owner_org_id, o.protection, o.created_at, o.updated_at");

    public RecordTable Table => Organisations;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        await States(await records.After<Row>(Organisations, after, limit, ct), ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await States(await records.Of<Row>(Organisations, ids, ct), ct);

    public async Task<IReadOnlyList<Searched>> Searched(Guid? after, int limit, CancellationToken ct) =>
        [.. (await Snapshot(after, limit, ct)).Select(state => Searched((OrganisationView)state.Body))];

    /// <summary>What an organisation is found by.</summary>
    internal static Searched Searched(OrganisationView organisation) => new(organisation.Id, organisation.Version,
        new SearchTerms().Name(organisation.Name).Text(organisation.Code).Text(RegionTable.Current.FullName(organisation.RegionCode)));

    /// <summary>One organisation; 410 with where it went for a merged one, 404 for what is absent or out of scope.</summary>
    internal async Task<OrganisationView> Get(Guid id, CancellationToken ct) =>
        await Seek(id, ct) ?? throw await Gone(id, ct) ?? new Refusal(Problems.NotFound);

    internal async Task<OrganisationView?> Seek(Guid id, CancellationToken ct) => await Read([id], ct) is [var found] ? (OrganisationView)found.Body : null;

    /// <summary>The refusal of a merged organisation that the caller may see; else null.</summary>
    internal async Task<Refusal?> Gone(Guid id, CancellationToken ct) => await db.SingleOrDefault<Merged>(
        "SELECT o.code, o.name, o.merged_into, o.merged_at FROM organisations_organisation o WHERE o.id = @id AND o.merged_into IS NOT NULL AND SCOPE(o)", new { id }, ct) is { } merged
        ? new Refusal(OrganisationErrors.Merged, merged)
        : null;

    private async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var parameters = new DynamicParameters();
        var places = (await db.Query<JurisdictionRow>(
            $"""
            SELECT org_id, region_code, valid_from, valid_to
            FROM   organisations_jurisdiction
            WHERE  org_id IN {parameters.In("id", [.. rows.Select(row => row.Id)])}
            ORDER  BY region_code, valid_from
            """, parameters, ct)).ToLookup(place => place.OrgId);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View(places[row.Id])))];
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public required string Level { get; init; }
        public Guid? ParentId { get; init; }
        public Guid? MergingInto { get; init; }
        public required string RegionCode { get; init; }
        public string? Contact { get; init; }
        public required Guid OwnerOrgId { get; init; }
        public required string Protection { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }

        internal OrganisationView View(IEnumerable<JurisdictionRow> places) => new()
        {
            Id = Id,
            Version = Version,
            Code = Code,
            Name = Name,
            Kind = Kind,
            Level = Level,
            ParentId = ParentId,
            MergingInto = MergingInto,
            RegionCode = RegionCode,
            Contact = Contact,
            Jurisdictions = [.. places.Select(place => new JurisdictionView { RegionCode = place.RegionCode, ValidFrom = place.ValidFrom, ValidTo = place.ValidTo })],
            OwnerOrgId = OwnerOrgId,
            Protection = Protection,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }

    private sealed record Merged
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required Guid MergedInto { get; init; }
        public required DateTimeOffset MergedAt { get; init; }
    }

    private sealed record JurisdictionRow
    {
        public required Guid OrgId { get; init; }
        public required string RegionCode { get; init; }
        public required DateOnly ValidFrom { get; init; }
        public DateOnly? ValidTo { get; init; }
    }
}

/// <summary>The scopes of this module.</summary>
internal static class OrganisationScopes
{
    internal const string Read = "orgs:read";
    internal const string Write = "orgs:write";
}
