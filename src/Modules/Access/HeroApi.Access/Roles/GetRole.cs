namespace HeroApi.Access.Roles;

/// <summary>Shows one role and what its holders may do.</summary>
internal static class GetRole
{
    internal sealed record Query(string Code) : IQuery<RoleView>;

    internal sealed class Handler(RoleSource roles) : IRequestHandler<Query, RoleView>
    {
        public Task<RoleView> Handle(Query query, CancellationToken cancellationToken) => roles.Get(query.Code, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder roles) => roles
        .MapGet("/{code}", Get)
        .WithName("GetRole")
        .WithSummary("Show a role")
        .RequireCredential(Problems.NotFound);

    /// <param name="code">The role's code.</param>
    private static async Task<Reply<RoleView>> Get(string code, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(code), ct));
}
