using Dapper;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>The one projection of a grant.</summary>
internal sealed class GrantSource(Db db, Records records, PaidFor paid) : IRecordSource
{
    internal const string Name = "grant";

    internal static readonly RecordTable Grants = new(Name, WelfareScopes.Read, "welfare_grant", "g", GrantRow.Columns) { OpenWork = "g.state = 'proposed'" };

    public RecordTable Table => Grants;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<GrantRow>(Grants, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<GrantRow>(Grants, ids, ct), ct));

    internal async Task<GrantView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<GrantRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<GrantRow>($"SELECT {GrantRow.Columns} FROM welfare_grant g WHERE g.id = @id AND SCOPE(g)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<GrantView>> Views(IReadOnlyList<GrantRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var (of, limits) = (new DynamicParameters(), new DynamicParameters());
        var parts = (await db.Query<GrantPartRow>($"SELECT {GrantPartRow.Columns} FROM welfare_grant_part WHERE grant_id IN {of.In("id", ids)} ORDER BY grant_id, position", of, ct))
            .ToLookup(part => part.GrantId, part => part.View);
        var deadlines = (await db.Query<GrantDeadline>($"SELECT {GrantDeadline.Columns} FROM welfare_grant_deadline WHERE grant_id IN {limits.In("id", ids)} ORDER BY id", limits, ct))
            .ToLookup(deadline => deadline.GrantId, deadline => deadline.View);
        var (fen, homes) = (await paid.Of(Name, ids, ct), await records.Homes(ids, ct));
        return [.. rows.Select(row => row.View with
        {
            Parts = [.. parts[row.Id]],
            Deadlines = [.. deadlines[row.Id]],
            PaidFen = fen.GetValueOrDefault(row.Id),
            HomeOrgIds = [.. homes[row.Id]]
        })];
    }

    private static List<RecordState> States(IReadOnlyList<GrantView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}

/// <summary>The fund pays what was granted out of it, once and no more; what it pays every month or year has no end that is known.</summary>
internal sealed class PayableGrant(Db db, Records records) : IPayable
{
    public RecordTable Table => GrantSource.Grants;

    public async Task<Payable?> Find(Guid id, CancellationToken ct)
    {
        if (await records.Held<GrantRow>(GrantSource.Grants, id, ct) is not { State: "granted" } grant)
            return null;

        var parts = await db.Query<GrantPartRow>($"SELECT {GrantPartRow.Columns} FROM welfare_grant_part WHERE grant_id = @id AND payer = 'bravery_fund'", new { id }, ct);
        return new Payable(grant.OwnerOrgId, grant.HeroId, "grant", parts.Any(part => part.Per != "once") ? null : parts.Sum(part => part.AmountFen));
    }
}
