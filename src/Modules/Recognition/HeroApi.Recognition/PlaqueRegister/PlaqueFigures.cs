using Dapper;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.PlaqueRegister;

/// <summary>Counts households and those at which a plaque hangs.</summary>
internal sealed class PlaqueFigures(Db db)
{
    private const string Household = $"{Coverage.Household} AS household, {Coverage.Hangs} AS hangs";
    private const string Entitled = $"WHERE SCOPE(h) AND h.deleted_at IS NULL AND {Coverage.Entitled}";
    private const string Everywhere = $"FROM recognition_hero h {Entitled}";
    private const string Below = $"FROM recognition_hero h JOIN kernel_org_tree o ON o.org_id = h.owner_org_id AND o.ancestor_id = @org {Entitled}";

    /// <summary>The unit of a keeper is whichever of those above it stands directly below the organisation.</summary>
    private const string Units =
        $"""
        FROM recognition_hero h
        JOIN kernel_org_tree o ON o.org_id = h.owner_org_id AND o.ancestor_id = @org
        JOIN kernel_org_tree u ON u.org_id = h.owner_org_id AND u.depth = CASE WHEN o.depth = 0 THEN 0 ELSE o.depth - 1 END
        {Entitled}
        """;

    private const string Registered = " AND h.household_region >= @From AND h.household_region < @Past";
    private const string Counts = "COUNT(DISTINCT household) AS entitled, COUNT(DISTINCT household) FILTER (WHERE hangs) AS hung FROM recognition_home";

    internal async Task<GetPlaqueStatistics.CoverageFigures> All(string? region, Guid? org, CancellationToken ct) => (await db.Single<Row>(
        $"WITH recognition_home AS (SELECT {Household} {From(org)}{In(region)}) SELECT {Counts}", Asked(region, org), ct)).Figures;

    internal async Task<IReadOnlyList<(string? Region, GetPlaqueStatistics.CoverageFigures Figures)>> ByRegion(string? region, Guid? org, CancellationToken ct) =>
    [
        .. (await db.Query<RegionRow>(
            $"WITH recognition_home AS (SELECT substr(h.household_region, 1, @Digits) AS unit, {Household} {From(org)}{In(region)}) SELECT unit, {Counts} GROUP BY unit ORDER BY unit",
            Asked(region, org), ct)).Select(row => (row.Unit is null ? null : RegionSpan.Code(row.Unit), row.Figures))
    ];

    internal async Task<IReadOnlyList<(Guid OrgId, GetPlaqueStatistics.CoverageFigures Figures)>> ByOrganisation(string? region, Guid org, CancellationToken ct) =>
    [
        .. (await db.Query<OrganisationRow>(
            $"WITH recognition_home AS (SELECT u.ancestor_id AS unit, {Household} {Units}{In(region)}) SELECT unit, {Counts} GROUP BY unit ORDER BY unit",
            Asked(region, org), ct)).Select(row => (row.Unit, row.Figures))
    ];

    private static string From(Guid? org) => org is null ? Everywhere : Below;

    private static string In(string? region) => region is null ? "" : Registered;

    private static DynamicParameters Asked(string? region, Guid? org)
    {
        var units = RegionSpan.Of(region);
        return new DynamicParameters(new { units.From, units.Past, units.Digits, org });
    }

    private record Row
    {
        public required long Entitled { get; init; }
        public required long Hung { get; init; }

        internal GetPlaqueStatistics.CoverageFigures Figures => GetPlaqueStatistics.CoverageFigures.Of(Entitled, Hung);
    }

    private sealed record RegionRow : Row
    {
        public string? Unit { get; init; }
    }

    private sealed record OrganisationRow : Row
    {
        public required Guid Unit { get; init; }
    }
}
