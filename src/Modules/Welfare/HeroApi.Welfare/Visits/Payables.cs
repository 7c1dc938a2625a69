using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.CheckIns;

namespace HeroApi.Welfare.Visits;

/// <summary>The cash of a visit, as the fund pays it out or gives it back to who laid it out.</summary>
internal sealed class PayableVisit(VisitSource visits, Db db) : IPayable
{
    public string Type => VisitSource.Name;

    public async Task<Payable?> Find(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_visit AS v SET version = version WHERE v.id = @id AND SCOPE(v)", new { id }, ct);
        return await visits.Seek(id, ct) is { State: "paid" } visit ? new Payable(visit.OwnerOrgId, visit.HeroId, "visit", visit.CashFen) : null;
    }
}

/// <summary>What a campaign costs as a whole, such as the goods that are bought for it.</summary>
internal sealed class PayableCampaign(CampaignSource campaigns, Db db) : IPayable
{
    public string Type => CampaignSource.Name;

    public async Task<Payable?> Find(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_visit_campaign AS c SET version = version WHERE c.id = @id AND SCOPE(c)", new { id }, ct);
        return await campaigns.Seek(id, ct) is { } campaign ? new Payable(campaign.OwnerOrgId, HeroId: null, "visit", campaign.BudgetFen) : null;
    }
}
