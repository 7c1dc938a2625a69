using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>The contents of a hero file, in the order in which they were put in; with volume the contents of that volume, by number.</summary>
internal static class ListHeroDocuments
{
    private static readonly Listing Listing = new Listing("p")
        .Code("volume", "p.volume", DocumentCodes.Volumes, "Only of this volume; index (hero_id, id)")
        .Code("kind", "p.kind", DocumentCodes.Kinds, "Only documents of this kind; index (hero_id, id)");

    internal sealed record Query(Guid HeroId, ListQuery Asked) : IQuery<Page<HeroDocumentView>>;

    internal sealed class Handler(HeroSource source, Pages pages, DocumentShelf shelf) : IRequestHandler<Query, Page<HeroDocumentView>>
    {
        public async Task<Page<HeroDocumentView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("hero", hero.Id);
            var page = await pages.Read<HeroDocumentRow>(query.Asked, HeroDocumentRow.Columns, "FROM recognition_document p WHERE p.hero_id = @hero AND p.removed_at IS NULL", cancellationToken);
            return page.With(await shelf.Shown(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/documents", List)
        .WithName("ListHeroDocuments")
        .WithSummary("The numbered contents of a hero file")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<HeroDocumentView>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
