using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.CheckIns;
using HeroApi.Welfare.Visits.DueVisits;
using HeroApi.Welfare.Visits.Figures;
using HeroApi.Welfare.Visits.Needs;

namespace HeroApi.Welfare.Visits;

/// <summary>Visits (慰问): who is owed one, which were paid, what was found to be needed.</summary>
internal static class VisitsArea
{
    internal static IServiceCollection AddVisits(this IServiceCollection services) => services
        .AddScoped<VisitLists>().AddScoped<IFollowsEntitlements>(provider => provider.GetRequiredService<VisitLists>())
        .AddScoped<DueVisitDesk>().AddScoped<VisitWriter>().AddScoped<NeedDesk>()
        .AddScoped<IPayable, PayableVisit>().AddScoped<IPayable, PayableCampaign>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/visit-campaigns").WithTags("Visits");
        OpenVisitCampaign.Map(campaigns);
        ListVisitCampaigns.Map(campaigns);
        GetVisitCampaign.Map(campaigns);
        CloseVisitCampaign.Map(campaigns);
        GetVisitRoute.Map(campaigns);

        var due = api.MapGroup("/due-visits").WithTags("Visits");
        ScheduleVisit.Map(due);
        ListDueVisits.Map(due);
        GetDueVisit.Map(due);
        AssignDueVisits.Map(due);
        CloseDueVisit.Map(due);

        var visits = api.MapGroup("/visits").WithTags("Visits");
        RecordVisit.Map(visits);
        PutVisit.Map(visits);
        ListVisits.Map(visits);
        GetVisit.Map(visits);
        CorrectVisit.Map(visits);
        CancelVisit.Map(visits);
        GetVisitHistory.Map(visits);

        ListNotVisited.Map(visits);
        GetVisitStatistics.Map(api);

        var needs = api.MapGroup("/visit-needs").WithTags("Visits");
        RecordNeed.Map(needs);
        ListNeeds.Map(needs);
        GetNeed.Map(needs);
        AmendNeed.Map(needs);
        CloseNeed.Map(needs);
    }
}
