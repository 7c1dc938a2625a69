using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Nominations;

/// <summary>Lists nominations, made or asked about.</summary>
internal static class ListNominations
{
    private static readonly Listing Listing = new Listing("n")
        .Code("state", "n.state", NominationCodes.States, "Where it stands with the body that is asked")
        .Code("level", "n.level", TitleCodes.Levels, "For titles of this level")
        .Id("title", "n.title_id", "For this title of the catalogue")
        .Id("asked", "n.asked_org_id", "Those that this body is asked about now; index (asked_org_id, id)")
        .Where("hero", "EXISTS (SELECT 1 FROM recognition_nominee e JOIN recognition_hero h ON h.id = e.hero_id AND SCOPE(h) WHERE e.nomination_id = n.id AND e.hero_id = @0)",
            text => Guid.TryParse(text, out var id) ? [id] : null, "Of the person of this file; index (hero_id, id)")
        .Organisations();

    internal sealed record Query(ListQuery Asked) : IQuery<Page<NominationView>>;

    internal sealed class Handler(Pages pages, NominationSource source) : IRequestHandler<Query, Page<NominationView>>
    {
        public async Task<Page<NominationView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<NominationRow>(query.Asked, NominationSource.Nominations.Columns, NominationSource.Nominations.Visible, cancellationToken);
            var nominations = await source.States(page.Items, cancellationToken);
            return page.With<NominationView>([.. nominations.Select(nomination => (NominationView)nomination.Body)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapGet("", List)
        .WithName("ListNominations")
        .WithSummary("List nominations")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<NominationView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
