namespace HeroApi.Recognition.BonusSchemes;

/// <summary>Lists the figures of one index in one region, the last year first: those that come with the program and those recorded here.</summary>
internal static class ListPublishedIndices
{
    internal sealed record Query(string Index, string Region) : IQuery<Page<IndexFigure>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Index).OneOf(SchemeCodes.Indices).OverridePropertyName("query.index");
            RuleFor(q => q.Region).Matches("^[0-9]{6}\\z").OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(PublishedIndices indices) : IRequestHandler<Query, Page<IndexFigure>>
    {
        public async Task<Page<IndexFigure>> Handle(Query query, CancellationToken cancellationToken) => new() { Items = await indices.Of(query.Index, query.Region, cancellationToken) };
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/published-indices", List)
        .WithTags("Bonus schemes")
        .WithName("ListPublishedIndices")
        .WithSummary("The published figures of one index in one region")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="index">Of the vocabulary published_index.</param>
    /// <param name="region">GB/T 2260, 6 digits; 000000 is the nation.</param>
    private static async Task<Reply<Page<IndexFigure>>> List(string index, string region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(index, region), ct));
}
