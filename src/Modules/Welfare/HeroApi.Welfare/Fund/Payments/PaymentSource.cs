namespace HeroApi.Welfare.Fund.Payments;

/// <summary>The one projection of a payment.</summary>
internal sealed class PaymentSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "payment";

    internal static readonly RecordTable Payments = new(Name, WelfareScopes.Read, "welfare_payment", "p", PaymentRow.Columns) { OpenWork = "p.state IN ('proposed', 'first_approved')" };

    public RecordTable Table => Payments;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<PaymentRow>(Payments, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<PaymentRow>(Payments, ids, ct), ct));

    internal async Task<FundPaymentView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<PaymentRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<PaymentRow>($"SELECT {PaymentRow.Columns} FROM welfare_payment p WHERE p.id = @id AND SCOPE(p)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<FundPaymentView>> Views(IReadOnlyList<PaymentRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<FundPaymentView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
