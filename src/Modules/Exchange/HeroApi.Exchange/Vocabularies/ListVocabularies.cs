namespace HeroApi.Exchange.Vocabularies;

/// <summary>Lists the code lists with their versions, so that a client fetches only those that changed.</summary>
internal static class ListVocabularies
{
    internal sealed record Query : IQuery<Page<Row>>;

    internal sealed record Row
    {
        public required string Name { get; init; }
        public required long Version { get; init; }

        internal static Row Example => new() { Name = Protection.All.Name, Version = Protection.All.Version };
    }

    internal sealed class Handler(CodeLists lists) : IRequestHandler<Query, Page<Row>>
    {
        public Task<Page<Row>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Page<Row>
        {
            Items = [.. lists.ByName.Values.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new Row { Name = one.Name, Version = one.Version })]
        });
    }

    internal static void Map(IEndpointRouteBuilder vocabularies) => vocabularies
        .MapGet("", List)
        .WithName("ListVocabularies")
        .WithSummary("List the code lists and their versions")
        .RequireCredential();

    private static async Task<Reply<Page<Row>>> List(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));
}
