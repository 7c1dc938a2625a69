using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The one projection of a policy.</summary>
internal sealed class PolicySource(Db db, Records records, PaidFor paid) : IRecordSource
{
    internal const string Name = "policy";

    internal static readonly RecordTable Policies = new(Name, WelfareScopes.Read, "welfare_policy", "p", PolicyRow.Columns) { OpenWork = "p.state IN ('draft', 'in_force')" };

    public RecordTable Table => Policies;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<PolicyRow>(Policies, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<PolicyRow>(Policies, ids, ct), ct));

    internal async Task<PolicyView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<PolicyRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<PolicyRow>($"SELECT {PolicyRow.Columns} FROM welfare_policy p WHERE p.id = @id AND SCOPE(p)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<PolicyView>> Views(IReadOnlyList<PolicyRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var (fen, homes) = (await paid.Of(Name, ids, ct), await records.Homes(ids, ct));
        return [.. rows.Select(row => row.View with { PaidFen = fen.GetValueOrDefault(row.Id), HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<PolicyView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
