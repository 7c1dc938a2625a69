namespace HeroApi.Exchange.Vocabularies;

/// <summary>Shows one code list with labels in Chinese and English.</summary>
internal static class GetVocabulary
{
    internal sealed record Query(string Name) : IQuery<VocabularyView>;

    internal sealed class Handler(CodeLists lists) : IRequestHandler<Query, VocabularyView>
    {
        public Task<VocabularyView> Handle(Query query, CancellationToken cancellationToken) =>
            lists.ByName.TryGetValue(query.Name, out var vocabulary)
                ? Task.FromResult(VocabularyView.From(vocabulary))
                : throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder vocabularies) => vocabularies
        .MapGet("/{name}", Get)
        .WithName("GetVocabulary")
        .WithSummary("Show a code list with its labels")
        .RequireCredential(Problems.NotFound);

    /// <param name="name">Its name, as the list of vocabularies shows it.</param>
    private static async Task<Reply<VocabularyView>> Get(string name, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(name), ct));
}
