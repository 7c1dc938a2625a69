namespace HeroApi.Welfare.Grants.Routes;

/// <summary>Lists the routes that come with the program: amounts whose source could be read. What is not among them a place publishes itself.</summary>
internal static class ListShippedGrantRoutes
{
    internal sealed record Query : IQuery<Page<GrantRouteView>>;

    internal sealed class Handler : IRequestHandler<Query, Page<GrantRouteView>>
    {
        public Task<Page<GrantRouteView>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Page<GrantRouteView> { Items = RouteBook.Shipped });
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/shipped", List)
        .WithName("ListShippedGrantRoutes")
        .WithSummary("List the grant routes that come with the program")
        .RequireScope(WelfareScopes.Read);

    private static async Task<Reply<Page<GrantRouteView>>> List(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));
}
