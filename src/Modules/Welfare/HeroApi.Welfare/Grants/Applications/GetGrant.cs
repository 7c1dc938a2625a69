namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Shows one grant with its amounts, payers and deadlines.</summary>
internal static class GetGrant
{
    internal sealed record Query(Guid Id) : IQuery<GrantView>;

    internal sealed class Handler(GrantSource source) : IRequestHandler<Query, GrantView>
    {
        public Task<GrantView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapGet("/{id:guid}", Get)
        .WithName("GetGrant")
        .WithSummary("Show a grant")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<GrantView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
