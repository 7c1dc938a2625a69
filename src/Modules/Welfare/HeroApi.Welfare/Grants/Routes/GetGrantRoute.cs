namespace HeroApi.Welfare.Grants.Routes;

/// <summary>Shows one route, published or shipped; whoever reads welfare may see every one.</summary>
internal static class GetGrantRoute
{
    internal sealed record Query(Guid Id) : IQuery<GrantRouteView>;

    internal sealed class Handler(RouteBook book) : IRequestHandler<Query, GrantRouteView>
    {
        public async Task<GrantRouteView> Handle(Query query, CancellationToken cancellationToken) =>
            await book.Find(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/{id:guid}", Get)
        .WithName("GetGrantRoute")
        .WithSummary("Show a grant route")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<GrantRouteView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
