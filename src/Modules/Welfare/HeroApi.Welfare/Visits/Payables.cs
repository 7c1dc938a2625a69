using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.CheckIns;

namespace HeroApi.Welfare.Visits;

/// <summary>The cash of a visit, as the fund pays it out or gives it back to who laid it out.</summary>
internal sealed class PayableVisit(Records records) : IPayable
{
    public RecordTable Table => VisitSource.Visits;

    public async Task<Payable?> Find(Guid id, CancellationToken ct) =>
        await records.Held<VisitRow>(VisitSource.Visits, id, ct) is { State: "paid" } visit ? new Payable(visit.OwnerOrgId, visit.HeroId, "visit", visit.CashFen) : null;
}

/// <summary>What a campaign costs as a whole, such as the goods that are bought for it.</summary>
internal sealed class PayableCampaign(Records records) : IPayable
{
    public RecordTable Table => CampaignSource.Campaigns;

    public async Task<Payable?> Find(Guid id, CancellationToken ct) =>
        await records.Held<CampaignRow>(CampaignSource.Campaigns, id, ct) is { } campaign ? new Payable(campaign.OwnerOrgId, HeroId: null, "visit", campaign.BudgetFen) : null;
}
