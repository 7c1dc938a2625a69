using Dapper;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>The one projection of a claim.</summary>
internal sealed class ClaimSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "insurance_claim";

    internal static readonly RecordTable Claims = new(Name, WelfareScopes.Read, "welfare_claim", "c", ClaimRow.Columns) { OpenWork = "c.state NOT IN ('closed', 'withdrawn')" };

    public RecordTable Table => Claims;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<ClaimRow>(Claims, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<ClaimRow>(Claims, ids, ct), ct));

    internal async Task<ClaimView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<ClaimRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<ClaimRow>($"SELECT {ClaimRow.Columns} FROM welfare_claim c WHERE c.id = @id AND SCOPE(c)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<ClaimView>> Views(IReadOnlyList<ClaimRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var (parameters, ids) = (new DynamicParameters(), rows.Select(row => row.Id).ToList());
        var payments = (await db.Query<ClaimPayment>(
            $"SELECT {ClaimPayment.Columns} FROM welfare_claim_payment WHERE claim_id IN {parameters.In("id", ids)} ORDER BY on_date, id", parameters, ct)).ToLookup(payment => payment.ClaimId);
        var homes = await records.Homes(ids, ct);
        return [.. rows.Select(row => row.View(payments[row.Id], homes[row.Id]))];
    }

    private static List<RecordState> States(IReadOnlyList<ClaimView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
