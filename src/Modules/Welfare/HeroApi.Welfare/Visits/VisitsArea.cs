using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.DueVisits;

namespace HeroApi.Welfare.Visits;

/// <summary>Visits (慰问): who is owed one, which were paid, what was found to be needed.</summary>
internal static class VisitsArea
{
    internal static IServiceCollection AddVisits(this IServiceCollection services) => services
        .AddScoped<VisitLists>().AddScoped<IFollowsEntitlements>(provider => provider.GetRequiredService<VisitLists>());

    internal static void Map(IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/visit-campaigns").WithTags("Visits");
        OpenVisitCampaign.Map(campaigns);
        ListVisitCampaigns.Map(campaigns);
        GetVisitCampaign.Map(campaigns);
        CloseVisitCampaign.Map(campaigns);

        var due = api.MapGroup("/due-visits").WithTags("Visits");
        ListDueVisits.Map(due);
    }
}
