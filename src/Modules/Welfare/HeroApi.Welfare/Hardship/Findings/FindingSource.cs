namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>The one projection of a finding.</summary>
internal sealed class FindingSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "hardship_finding";

    internal static readonly RecordTable Findings = new(Name, WelfareScopes.Read, "welfare_hardship_finding", "g", FindingRow.Columns) { OpenWork = "FALSE" };

    public RecordTable Table => Findings;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await Views(await records.After<FindingRow>(Findings, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await Views(await records.Of<FindingRow>(Findings, ids, ct), ct));

    internal async Task<HardshipFindingView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    /// <summary>A finding for a step: visible, the caller's, at the version he knows; held for the rest of the command.</summary>
    internal Task<FindingRow> Take(Guid id, long version, CancellationToken ct) => records.Take<FindingRow>(Findings, id, version, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<HardshipFindingView>> Views(IReadOnlyList<FindingRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    private Task<FindingRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<FindingRow>($"SELECT {FindingRow.Columns} FROM welfare_hardship_finding g WHERE g.id = @id AND SCOPE(g)", new { id }, ct);

    private static List<RecordState> States(IReadOnlyList<HardshipFindingView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
