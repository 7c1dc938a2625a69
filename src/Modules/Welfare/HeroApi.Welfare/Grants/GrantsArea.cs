using HeroApi.Welfare.Grants.Calculations;
using HeroApi.Welfare.Grants.Routes;

namespace HeroApi.Welfare.Grants;

/// <summary>Grants for death and disability: the routes of the law, what they come to, and what was decided.</summary>
internal static class GrantsArea
{
    internal static IServiceCollection AddGrants(this IServiceCollection services) => services.AddScoped<RouteBook>().AddScoped<GrantCalculator>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/grant-routes").WithTags("Grants");
        PublishGrantRoute.Map(routes);
        ListGrantRoutes.Map(routes);
        ListShippedGrantRoutes.Map(routes);
        GetGrantRoute.Map(routes);
        EndGrantRoute.Map(routes);
        CalculateGrant.Map(api);
    }
}
