namespace HeroApi.Recognition.BonusSchemes;

/// <summary>Lists the schemes that come with the program: amounts whose source could be read. What is not among them a place publishes itself.</summary>
internal static class ListShippedBonusSchemes
{
    internal sealed record Query : IQuery<Page<BonusSchemeView>>;

    internal sealed class Handler : IRequestHandler<Query, Page<BonusSchemeView>>
    {
        public Task<Page<BonusSchemeView>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Page<BonusSchemeView> { Items = SchemeBook.Shipped });
    }

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapGet("/shipped", List)
        .WithName("ListShippedBonusSchemes")
        .WithSummary("List the bonus schemes that come with the program")
        .RequireScope(RecognitionScopes.HeroesRead);

    private static async Task<Reply<Page<BonusSchemeView>>> List(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));
}
