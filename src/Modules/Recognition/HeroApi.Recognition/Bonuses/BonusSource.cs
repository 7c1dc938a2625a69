using Dapper;
using HeroApi.Recognition.BonusPayments;

namespace HeroApi.Recognition.Bonuses;

/// <summary>The one projection of a bonus.</summary>
internal sealed class BonusSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "bonus";

    internal static readonly RecordTable Bonuses = new(Name, RecognitionScopes.HeroesRead, "recognition_bonus", "b", BonusRow.Columns)
    {
        OpenWork = "b.state IN ('proposed', 'approved', 'to_recover')"
    };

    public RecordTable Table => Bonuses;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<BonusRow>(Bonuses, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<BonusRow>(Bonuses, ids, ct), ct));

    internal async Task<BonusView> Get(Guid id, CancellationToken ct) =>
        (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<BonusRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<BonusRow>($"SELECT {BonusRow.Columns} FROM recognition_bonus b WHERE b.id = @id AND SCOPE(b)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<BonusView>> Views(IReadOnlyList<BonusRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var parameters = new DynamicParameters();
        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var money = (await db.Query<PaymentRow>(
            $"SELECT {PaymentRow.Columns} FROM recognition_bonus_payment WHERE bonus_id IN {parameters.In("id", ids)} ORDER BY id", parameters, ct)).ToLookup(payment => payment.BonusId);
        var homes = await records.Homes(ids, ct);
        return [.. rows.Select(row => row.View with
        {
            Payments = [.. money[row.Id].Where(payment => payment.Direction == PaymentRow.Out).Select(payment => payment.View)],
            Recoveries = [.. money[row.Id].Where(payment => payment.Direction == PaymentRow.Back).Select(payment => payment.View)],
            HomeOrgIds = [.. homes[row.Id]]
        })];
    }

    private static List<RecordState> States(IReadOnlyList<BonusView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
