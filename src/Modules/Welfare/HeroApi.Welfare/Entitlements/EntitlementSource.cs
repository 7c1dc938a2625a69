using Dapper;

namespace HeroApi.Welfare.Entitlements;

/// <summary>The one projection of an entitlement.</summary>
internal sealed class EntitlementSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "entitlement";

    internal static readonly RecordTable Entitlements = new(Name, WelfareScopes.Read, "welfare_entitlement", "e", EntitlementRow.Columns);

    public RecordTable Table => Entitlements;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<EntitlementRow>(Entitlements, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<EntitlementRow>(Entitlements, ids, ct), ct));

    /// <summary>The entitlement of the person of a hero file, when the caller sees it.</summary>
    internal Task<EntitlementRow?> OfHero(Guid heroId, CancellationToken ct) => db.SingleOrDefault<EntitlementRow>(
        $"SELECT {EntitlementRow.Columns} FROM welfare_entitlement e WHERE e.hero_id = @heroId AND e.deleted_at IS NULL AND SCOPE(e)", new { heroId }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<EntitlementView>> Views(IReadOnlyList<EntitlementRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        var parameters = new DynamicParameters();
        var found = (await db.Query<Found>(
            $"""
            SELECT f.person_id, g.hardship, g.surveyed_on
            FROM   welfare_entitlement f
            JOIN   welfare_hardship_finding g ON g.hero_id = f.hero_id
            WHERE  UNSCOPED('who sees a person sees how hard the household has it') AND f.person_id IN {parameters.In("person", [.. rows.Select(row => row.PersonId).Distinct()])} AND g.deleted_at IS NULL
            ORDER  BY g.surveyed_on, g.id
            """, parameters, ct)).ToLookup(finding => finding.PersonId);
        return [.. rows.Select(row => (Row: row, Found: found[row.PersonId].LastOrDefault()))
            .Select(one => one.Row.View with { HomeOrgIds = [.. homes[one.Row.Id]], HouseholdHardship = one.Found?.Hardship, SurveyedOn = one.Found?.SurveyedOn })];
    }

    private sealed record Found
    {
        public required Guid PersonId { get; init; }
        public required string Hardship { get; init; }
        public required DateOnly SurveyedOn { get; init; }
    }

    private static List<RecordState> States(IReadOnlyList<EntitlementView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
