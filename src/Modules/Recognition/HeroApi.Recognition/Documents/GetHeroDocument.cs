using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>Shows one document of a hero file.</summary>
internal static class GetHeroDocument
{
    internal sealed record Query(Guid HeroId, Guid DocumentId) : IQuery<HeroDocumentView>;

    internal sealed class Handler(HeroSource source, DocumentShelf shelf) : IRequestHandler<Query, HeroDocumentView>
    {
        public async Task<HeroDocumentView> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return await shelf.Find(hero.Id, query.DocumentId, version: null, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/documents/{documentId:guid}", Get)
        .WithName("GetHeroDocument")
        .WithSummary("Show a document of a hero file")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged);

    private static async Task<Reply<HeroDocumentView>> Get(Guid id, Guid documentId, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, documentId), ct));
}
