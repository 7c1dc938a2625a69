namespace HeroApi.Recognition.Awards;

/// <summary>Shows one award.</summary>
internal static class GetAward
{
    internal sealed record Query(Guid Id) : IQuery<AwardView>;

    internal sealed class Handler(AwardSource source) : IRequestHandler<Query, AwardView>
    {
        public Task<AwardView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapGet("/{id:guid}", Get)
        .WithName("GetAward")
        .WithSummary("Show an award")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<AwardView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
