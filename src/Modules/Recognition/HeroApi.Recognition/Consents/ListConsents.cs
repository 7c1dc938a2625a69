using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Consents;

/// <summary>Every consent in a file, those that ended too: what proves on which basis data was used (PIPL articles 13 and 55).</summary>
internal static class ListConsents
{
    private static readonly Listing Listing = new Listing("c")
        .Code("purpose", "c.purpose", ConsentCodes.Purposes, "Only consents to this; index (hero_id, id)")
        .Code("state", "c.state", ConsentCodes.States, "Only consents in this state; index (hero_id, id)");

    internal sealed record Query(Guid HeroId, ListQuery Asked) : IQuery<Page<ConsentView>>;

    internal sealed class Handler(HeroSource source, HeroPapers papers, Pages pages, TimeProvider clock) : IRequestHandler<Query, Page<ConsentView>>
    {
        public async Task<Page<ConsentView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("hero", hero.Id);
            var page = await pages.Read<ConsentRow>(query.Asked, ConsentRow.Columns, "FROM recognition_consent c WHERE c.hero_id = @hero", cancellationToken);
            var files = await papers.Of([.. page.Items.Select(consent => consent.Id)], cancellationToken);
            return page.Select(consent => consent.View(files[consent.Id], hero.WishesNoName, clock.Today()));
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/consents", List)
        .WithName("ListConsents")
        .WithSummary("Every consent in a hero file, also those that ended")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<ConsentView>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
