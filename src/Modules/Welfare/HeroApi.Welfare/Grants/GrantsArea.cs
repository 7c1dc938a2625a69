using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Grants.Applications;
using HeroApi.Welfare.Grants.Calculations;
using HeroApi.Welfare.Grants.Deadlines;
using HeroApi.Welfare.Grants.Routes;

namespace HeroApi.Welfare.Grants;

/// <summary>Grants for death and disability: the routes of the law, what they come to, and what was decided.</summary>
internal static class GrantsArea
{
    internal static IServiceCollection AddGrants(this IServiceCollection services) => services
        .AddScoped<RouteBook>().AddScoped<GrantCalculator>().AddScoped<GrantDesk>().AddScoped<GrantDeadlines>()
        .AddScoped<IPayable, PayableGrant>().AddScoped<IFollowsEntitlements, GrantsFollow>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/grant-routes").WithTags("Grants");
        PublishGrantRoute.Map(routes);
        ListGrantRoutes.Map(routes);
        ListShippedGrantRoutes.Map(routes);
        GetGrantRoute.Map(routes);
        EndGrantRoute.Map(routes);
        CalculateGrant.Map(api);

        var grants = api.MapGroup("/grants").WithTags("Grants");
        ProposeGrant.Map(grants);
        ListGrants.Map(grants);
        GetGrant.Map(grants);
        ReviseGrant.Map(grants);
        DecideGrant.Map(grants);
        RefuseGrant.Map(grants);
        RevokeGrant.Map(grants);
        GetGrantStatistics.Map(api);

        RecordGrantFiling.Map(grants);
        PauseGrantFinding.Map(grants);
        ResumeGrantFinding.Map(grants);
        RecordGrantFinding.Map(grants);
    }
}
