namespace HeroApi.Welfare.Visits.Needs;

/// <summary>The one projection of a need.</summary>
internal sealed class NeedSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "visit_need";

    internal static readonly RecordTable Needs = new(Name, WelfareScopes.Read, "welfare_need", "n", NeedRow.Columns) { OpenWork = "n.state = 'open'" };

    public RecordTable Table => Needs;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<NeedRow>(Needs, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<NeedRow>(Needs, ids, ct), ct));

    internal async Task<NeedView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<NeedRow?> Seek(Guid id, CancellationToken ct) => db.SingleOrDefault<NeedRow>($"SELECT {NeedRow.Columns} FROM welfare_need n WHERE n.id = @id AND SCOPE(n)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<NeedView>> Views(IReadOnlyList<NeedRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<NeedView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
