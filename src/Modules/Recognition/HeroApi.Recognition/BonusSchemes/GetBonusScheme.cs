namespace HeroApi.Recognition.BonusSchemes;

/// <summary>Shows one scheme, published or shipped; whoever reads hero files may see every one.</summary>
internal static class GetBonusScheme
{
    internal sealed record Query(Guid Id) : IQuery<BonusSchemeView>;

    internal sealed class Handler(SchemeBook book) : IRequestHandler<Query, BonusSchemeView>
    {
        public async Task<BonusSchemeView> Handle(Query query, CancellationToken cancellationToken) =>
            await book.Find(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapGet("/{id:guid}", Get)
        .WithName("GetBonusScheme")
        .WithSummary("Show a bonus scheme")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<BonusSchemeView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
