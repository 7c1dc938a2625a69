using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Awards;

/// <summary>Lists awards, those taken back included.</summary>
internal static class ListAwards
{
    private static readonly Listing Listing = new Listing("a")
        .Code("state", "a.state", AwardCodes.States, "Where it stands")
        .Code("level", "a.level", TitleCodes.Levels, "Of this level")
        .Code("kind", "a.kind", TitleCodes.Kinds, "Of this kind")
        .Code("source", "a.source", AwardCodes.Sources, "Decided here, granted outside, or known from old papers")
        .Id("title", "a.title_id", "Of this title of the catalogue; index (title_id, id)")
        .Where("hero", "EXISTS (SELECT 1 FROM recognition_recipient r JOIN recognition_hero h ON h.id = r.hero_id AND SCOPE(h) WHERE r.award_id = a.id AND r.hero_id = @0)",
            text => Guid.TryParse(text, out var id) ? [id] : null, "Of the person of this file; index (hero_id, award_id)")
        .Where("group", "CASE WHEN a.group_name IS NULL THEN 'false' ELSE 'true' END = @0", text => text is "true" or "false" ? [text] : null, "Whether it is to a group")
        .Flag("posthumous", "a.posthumous", "Granted after death")
        .Date("grantedOn", "a.granted_from", "a.granted_to", "When it was granted, as well as it is known; index (granted_from, id)")
        .Organisations()
        .Sort("grantedOn", "a.granted_from", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<AwardView>>;

    internal sealed class Handler(Pages pages, AwardSource source) : IRequestHandler<Query, Page<AwardView>>
    {
        public async Task<Page<AwardView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<AwardRow>(query.Asked, AwardSource.Awards.Columns, AwardSource.Awards.Visible, cancellationToken);
            var awards = await source.States(page.Items, cancellationToken);
            return page.With<AwardView>([.. awards.Select(award => (AwardView)award.Body)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapGet("", List)
        .WithName("ListAwards")
        .WithSummary("List awards")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<AwardView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
