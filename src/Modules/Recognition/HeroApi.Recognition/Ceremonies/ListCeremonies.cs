namespace HeroApi.Recognition.Ceremonies;

/// <summary>Lists ceremonies by their day or in the order they were recorded.</summary>
internal static class ListCeremonies
{
    private static readonly Listing Listing = new Listing("c")
        .Code("kind", "c.kind", CeremonyCodes.Kinds, "What it was; index (kind, id)")
        .Date("on", "c.held_on", "c.held_on", "The day it was held; index (held_on, id)")
        .Region("region", "c.region_code", "Held in this region or below it: GB/T 2260; index (region_code, id)")
        .Where("honoured", "EXISTS (SELECT 1 FROM recognition_ceremony_hero m JOIN recognition_hero h ON h.id = m.hero_id WHERE m.ceremony_id = c.id AND h.id = @0 AND SCOPE(h))",
            text => Guid.TryParse(text, out var id) ? [id] : null, "Where the person of this hero file was honoured; index (hero_id, ceremony_id)")
        .Organisations()
        .Sort("on", "c.held_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CeremonyView>>;

    internal sealed class Handler(Pages pages, CeremonySource source) : IRequestHandler<Query, Page<CeremonyView>>
    {
        public async Task<Page<CeremonyView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<CeremonyRow>(query.Asked, CeremonyRow.Columns, CeremonySource.Ceremonies.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapGet("", List)
        .WithName("ListCeremonies")
        .WithSummary("List ceremonies")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<CeremonyView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
