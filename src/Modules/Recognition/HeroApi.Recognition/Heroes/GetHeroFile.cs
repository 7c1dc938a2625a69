namespace HeroApi.Recognition.Heroes;

/// <summary>Shows one hero file; in clear with pii:read and X-Purpose, which is logged first.</summary>
internal static class GetHeroFile
{
    internal sealed record Query(Guid Id) : IQuery<HeroView>;

    internal sealed class Handler(HeroSource source) : IRequestHandler<Query, HeroView>
    {
        public Task<HeroView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}", Get)
        .WithName("GetHeroFile")
        .WithSummary("Show a hero file")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.PurposeNeeded);

    private static async Task<Reply<HeroView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
