namespace HeroApi.Welfare.Fund.Funds;

/// <summary>The one projection of a fund.</summary>
internal sealed class FundSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "fund";

    internal static readonly RecordTable Funds = new(Name, WelfareScopes.Read, "welfare_fund", "f", FundRow.Columns) { OpenWork = "f.closed_on IS NULL" };

    public RecordTable Table => Funds;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<FundRow>(Funds, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<FundRow>(Funds, ids, ct));

    internal async Task<FundView> Get(Guid id, CancellationToken ct) => (await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)).View;

    internal Task<FundRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<FundRow>($"SELECT {FundRow.Columns} FROM welfare_fund f WHERE f.id = @id AND SCOPE(f)", new { id }, ct);

    private static List<RecordState> States(IEnumerable<FundRow> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View))];
}
