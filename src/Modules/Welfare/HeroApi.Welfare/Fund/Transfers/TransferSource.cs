namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>The one projection of a transfer.</summary>
internal sealed class TransferSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "fund_transfer";

    internal static readonly RecordTable Transfers = new(Name, WelfareScopes.Read, "welfare_transfer", "t", TransferRow.Columns)
    {
        OpenWork = "t.state IN ('proposed', 'first_approved', 'sent', 'returning')"
    };

    public RecordTable Table => Transfers;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<TransferRow>(Transfers, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<TransferRow>(Transfers, ids, ct));

    internal async Task<FundTransferView> Get(Guid id, CancellationToken ct) => (await db.SingleOrDefault<TransferRow>(
        $"SELECT {TransferRow.Columns} FROM welfare_transfer t WHERE t.id = @id AND SCOPE(t)", new { id }, ct) ?? throw new Refusal(Problems.NotFound)).View;

    private static List<RecordState> States(IEnumerable<TransferRow> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View))];
}
