using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Visits.DueVisits;

namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>The one projection of a campaign. Seen by who opened it, by those above, and by who keeps files of those on its list.</summary>
internal sealed class CampaignSource(Db db, Records records, PaidFor paid, Call call) : IRecordSource
{
    internal const string Name = "visit_campaign";

    internal static readonly RecordTable Campaigns = new(Name, WelfareScopes.Read, "welfare_visit_campaign", "c", CampaignRow.Columns) { OpenWork = "c.state = 'open'" };

    public RecordTable Table => Campaigns;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<CampaignRow>(Campaigns, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<CampaignRow>(Campaigns, ids, ct), ct));

    /// <summary>The visible campaign, or null.</summary>
    internal Task<CampaignRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<CampaignRow>($"SELECT {CampaignRow.Columns} FROM welfare_visit_campaign c WHERE c.id = @id AND SCOPE(c)", new { id }, ct);

    /// <summary>A campaign for a step: visible, the caller's, at the version he knows, open; held for the rest of the command.</summary>
    internal async Task<CampaignRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<CampaignRow>(Campaigns, id, version, ct);
        return row.State == "open" ? row : throw new Refusal(VisitErrors.CampaignClosed);
    }

    /// <summary>One campaign with how far it has come.</summary>
    internal async Task<CampaignView> Get(Guid id, CancellationToken ct)
    {
        var row = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        var list = await db.Single<Counted>(
            $"""
            SELECT COUNT(*) FILTER (WHERE d.state = 'due') AS due, COUNT(*) FILTER (WHERE d.state = 'done') AS done, COUNT(*) FILTER (WHERE d.state = 'not_met') AS not_met
            {DueVisitView.Visible} AND d.campaign_id = @id
            """, new { id, assigned = DueVisitView.Assigned(call) }, ct);
        var given = await db.Single<Given>(
            """
            SELECT CAST(COALESCE(SUM(v.cash_fen), 0) AS bigint) AS cash_fen, CAST(COALESCE(SUM(v.goods_value_fen), 0) AS bigint) AS goods_value_fen
            FROM   welfare_visit v
            WHERE  SCOPE(v) AND v.campaign_id = @id AND v.state = 'paid'
            """, new { id }, ct);
        return (await Views([row], ct)).Single() with
        {
            Progress = new CampaignProgress
            {
                Due = list.Due,
                Done = list.Done,
                NotMet = list.NotMet,
                PlannedFen = (list.Due + list.Done + list.NotMet) * (row.CashFen + row.GoodsValueFen),
                CashFen = given.CashFen,
                GoodsValueFen = given.GoodsValueFen,
                PaidFen = (await paid.Of(Name, [id], ct)).GetValueOrDefault(id)
            }
        };
    }

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<CampaignView>> Views(IReadOnlyList<CampaignRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<CampaignView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];

    private sealed record Counted
    {
        public required long Due { get; init; }
        public required long Done { get; init; }
        public required long NotMet { get; init; }
    }

    private sealed record Given
    {
        public required long CashFen { get; init; }
        public required long GoodsValueFen { get; init; }
    }
}
