using Dapper;
using HeroApi.Organisations.Contracts;
using HeroApi.Organisations.Organisations;
using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Integration;

/// <summary>Answers what other modules ask of organisations.</summary>
internal sealed class FindOrganisationsHandler(Db db)
    : IRequestHandler<FindOrganisations, IReadOnlyDictionary<Guid, OrganisationSummary>>
{
    public async Task<IReadOnlyDictionary<Guid, OrganisationSummary>> Handle(
        FindOrganisations query, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { query.Under });
        var under = query.Under is null
            ? ""
            : "AND EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.org_id = o.id AND kt.ancestor_id = @Under)";
        var rows = await db.Query<Row>(
            $"""
            SELECT o.id, o.code, o.name, o.kind, o.level, o.contact, o.merged_into
            FROM   organisations_organisation o
            WHERE  UNSCOPED('names of organisations are public') AND (o.deleted_at IS NULL OR o.merged_into IS NOT NULL)
            AND    o.id IN {parameters.In("id", query.Ids)} {under}
            """, parameters, cancellationToken);
        return rows.ToDictionary(row => row.Id, row =>
            new OrganisationSummary(row.Id, row.Code, row.Name, row.Kind, row.Level, row.Contact, row.MergedInto));
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public required string Level { get; init; }
        public string? Contact { get; init; }
        public Guid? MergedInto { get; init; }
    }
}

/// <summary>Answers whether an organisation is there to act.</summary>
internal sealed class FindLivingOrganisationHandler(Db db) : IRequestHandler<FindLivingOrganisation, Guid?>
{
    public Task<Guid?> Handle(FindLivingOrganisation query, CancellationToken cancellationToken) => db.SingleOrDefault<Guid?>(
        $"""
        SELECT o.id
        FROM   organisations_organisation o
        WHERE  UNSCOPED('names of organisations are public') AND o.deleted_at IS NULL AND {(query.Code is null ? "o.id = @Id" : "o.code = @Code")}
        """, query, cancellationToken);
}

/// <summary>Answers which regions there are and who answers for them on a day.</summary>
internal sealed class FindPlacesHandler(Competence competence)
    : IRequestHandler<FindPlaces, IReadOnlyDictionary<string, Place>>
{
    public async Task<IReadOnlyDictionary<string, Place>> Handle(FindPlaces query, CancellationToken cancellationToken)
    {
        var known = query.RegionCodes.Distinct().Where(code => RegionTable.Current.Find(code) is not null).ToList();
        var competent = await competence.Of(known, query.On, cancellationToken);
        return known.ToDictionary(code => code, code => new Place(code, RegionTable.Current.FullName(code)!,
            competent[code].FirstOrDefault()?.Living, competent[code].FirstOrDefault(found => found.Cares)?.Living));
    }
}
