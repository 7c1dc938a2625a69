namespace HeroApi.Access.Roles;

/// <summary>Lists the roles of the installation: those that come with HeroApi, and its own.</summary>
internal static class ListRoles
{
    private static readonly Listing Asks = new Listing("r")
        .Text("code", "r.code", "The role of this code")
        .Flag("shipped", "r.shipped", "Whether it comes with HeroApi");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<RoleView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<RoleView>>
    {
        public async Task<Page<RoleView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<RoleSource.Row>(query.Asked, RoleSource.Columns, "FROM access_role r WHERE TRUE", cancellationToken)).Select(role => role.View);
    }

    internal static void Map(IEndpointRouteBuilder roles) => roles
        .MapGet("", List)
        .WithName("ListRoles")
        .WithSummary("List roles")
        .Lists(Asks)
        .RequireCredential();

    private static async Task<Reply<Page<RoleView>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
