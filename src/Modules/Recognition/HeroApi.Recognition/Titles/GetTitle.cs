namespace HeroApi.Recognition.Titles;

/// <summary>Shows one title of the catalogue.</summary>
internal static class GetTitle
{
    internal sealed record Query(Guid Id) : IQuery<TitleView>;

    internal sealed class Handler(Db db) : IRequestHandler<Query, TitleView>
    {
        public async Task<TitleView> Handle(Query query, CancellationToken cancellationToken) =>
            await TitleView.Find(db, query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder titles) => titles
        .MapGet("/{id:guid}", Get)
        .WithName("GetTitle")
        .WithSummary("Show a title")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<TitleView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
