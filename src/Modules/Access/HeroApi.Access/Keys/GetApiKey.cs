namespace HeroApi.Access.Keys;

/// <summary>Shows one API key, without its secrets.</summary>
internal static class GetApiKey
{
    internal sealed record Query(Guid Id) : IQuery<ApiKeyView>;

    internal sealed class Handler(ApiKeys keys) : IRequestHandler<Query, ApiKeyView>
    {
        public Task<ApiKeyView> Handle(Query query, CancellationToken cancellationToken) => keys.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapGet("/{id:guid}", Get)
        .WithName("GetApiKey")
        .WithSummary("Show an API key")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound);

    private static async Task<Reply<ApiKeyView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
