namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>The one projection of an income.</summary>
internal sealed class IncomeSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "income";

    internal static readonly RecordTable Incomes = new(Name, WelfareScopes.Read, "welfare_income", "i", IncomeRow.Columns) { OpenWork = "FALSE" };

    public RecordTable Table => Incomes;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<IncomeRow>(Incomes, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<IncomeRow>(Incomes, ids, ct));

    internal async Task<IncomeView> Get(Guid id, CancellationToken ct) => (await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)).View;

    internal Task<IncomeRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<IncomeRow>($"SELECT {IncomeRow.Columns} FROM welfare_income i WHERE i.id = @id AND SCOPE(i)", new { id }, ct);

    private static List<RecordState> States(IEnumerable<IncomeRow> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View))];
}
