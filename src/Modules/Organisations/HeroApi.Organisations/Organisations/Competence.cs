using Dapper;
using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>
/// Who answers for a place on a day: the narrowest jurisdiction that holds the place wins, since development zones run
/// townships whose codes belong to the county next door.
/// </summary>
internal sealed class Competence(Db db)
{
    /// <summary>For each region, the organisations that answer for it, the most competent first.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<Found>>> Of(
        IReadOnlyCollection<string> regionCodes, DateOnly on, CancellationToken ct)
    {
        var holding = regionCodes.ToDictionary(code => code,
            code => RegionTable.Current.Ancestors(code).Select(region => region.Code).Append(code).ToHashSet());
        var parameters = new DynamicParameters(new { on });
        var rows = holding.Count == 0 ? [] : await db.Query<Found>(
            $"""
            SELECT o.id AS org_id, o.merged_into, o.code, o.name, o.kind, o.level, j.region_code
            FROM   organisations_jurisdiction j
            JOIN   organisations_organisation o ON o.id = j.org_id
            WHERE  UNSCOPED('who is competent for a place is public') AND (o.deleted_at IS NULL OR o.merged_into IS NOT NULL)
            AND    j.region_code IN {parameters.In("code", [.. holding.Values.SelectMany(codes => codes).Distinct()])}
            AND    j.valid_from <= @on AND (j.valid_to IS NULL OR j.valid_to >= @on)
            """, parameters, ct);

        return holding.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<Found>)
        [
            .. rows.Where(row => entry.Value.Contains(row.RegionCode))
                .OrderByDescending(row => RegionTable.Level(row.RegionCode))
                .ThenBy(row => row.Rank)
                .ThenBy(row => row.Code, StringComparer.Ordinal)
        ]);
    }

    internal sealed record Found
    {
        public required Guid OrgId { get; init; }

        /// <summary>Where it went since.</summary>
        public Guid? MergedInto { get; init; }

        /// <summary>Who does its work today.</summary>
        internal Guid Living => MergedInto ?? OrgId;

        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public required string Level { get; init; }

        /// <summary>The region of the jurisdiction, which holds the place asked for.</summary>
        public required string RegionCode { get; init; }

        /// <summary>At one level the confirming authority comes first, then who does the work.</summary>
        internal int Rank => Kind switch
        {
            "confirming_authority" => 0,
            "working_committee" => 1,
            "association" => 2,
            _ => 3
        };

        internal bool Cares => Kind is "association" or "foundation";
    }
}
