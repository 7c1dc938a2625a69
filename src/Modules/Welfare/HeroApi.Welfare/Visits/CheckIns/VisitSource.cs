using Dapper;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>The one projection of a visit.</summary>
internal sealed class VisitSource(Db db, Records records, PaidFor paid) : IRecordSource
{
    internal const string Name = "visit";

    internal static readonly RecordTable Visits = new(Name, WelfareScopes.Read, "welfare_visit", "v", VisitRow.Columns) { OpenWork = "FALSE" };

    public RecordTable Table => Visits;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<VisitRow>(Visits, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<VisitRow>(Visits, ids, ct), ct));

    internal async Task<CareVisitView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<VisitRow?> Seek(Guid id, CancellationToken ct) => db.SingleOrDefault<VisitRow>($"SELECT {VisitRow.Columns} FROM welfare_visit v WHERE v.id = @id AND SCOPE(v)", new { id }, ct);

    /// <summary>A visit for a step: visible, the caller's, at the version he knows, not cancelled; held for the rest of the command.</summary>
    internal async Task<VisitRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<VisitRow>(Visits, id, version, ct);
        return row.State == "paid" ? row : throw new Refusal(VisitErrors.VisitCancelled);
    }

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<CareVisitView>> Views(IReadOnlyList<VisitRow> rows, CancellationToken ct)
    {
        var (parameters, ids) = (new DynamicParameters(), rows.Select(row => row.Id).ToList());
        var needs = (await db.Query<Found>($"SELECT n.id, n.visit_id FROM welfare_need n WHERE SCOPE(n) AND n.visit_id IN {parameters.In("visit", ids)} ORDER BY n.id", parameters, ct))
            .ToLookup(need => need.VisitId, need => need.Id);
        var homes = await records.Homes(ids, ct);
        var money = await paid.Of(Name, ids, ct);
        return [.. rows.Select(row => row.View(needs[row.Id], homes[row.Id], money.GetValueOrDefault(row.Id)))];
    }

    private static List<RecordState> States(IReadOnlyList<CareVisitView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];

    private sealed record Found
    {
        public required Guid Id { get; init; }
        public required Guid VisitId { get; init; }
    }
}
