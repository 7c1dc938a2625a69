namespace HeroApi.Exchange;

/// <summary>The ways out: the change feed, and the routes of dead letters and jobs, which the kernel keeps.</summary>
public static class ExchangeModule
{
    public static void AddExchange(IServiceCollection services)
    {
    }

    public static void MapExchange(IEndpointRouteBuilder api)
    {
        var exchange = api.MapGroup("/exchange").WithTags("Exchange");
        ReadChanges.Map(exchange);
    }
}
