namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>Shows one policy.</summary>
internal static class GetPolicy
{
    internal sealed record Query(Guid Id) : IQuery<PolicyView>;

    internal sealed class Handler(PolicySource source) : IRequestHandler<Query, PolicyView>
    {
        public Task<PolicyView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/{id:guid}", Get)
        .WithName("GetPolicy")
        .WithSummary("Show a policy")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<PolicyView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
