namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Lists visits that were paid.</summary>
internal static class ListVisits
{
    private static readonly Listing Listing = new Listing("v")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = v.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "To the person of this hero file, and of the files that went into it; index (hero_id, on_date)")
        .Code("occasion", "v.occasion", VisitCodes.Occasions, "On this occasion; index (on_date, id)")
        .Code("state", "v.state", VisitCodes.VisitStates, "Whether it counts; index (on_date, id)")
        .Id("campaign", "v.campaign_id", "Of this campaign; index (campaign_id, id)")
        .Date("on", "v.on_date", "v.on_date", "The day that it counts on; index (on_date, id)")
        .Organisations()
        .Sort("on", "v.on_date", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CareVisitView>>;

    internal sealed class Handler(Pages pages, VisitSource source) : IRequestHandler<Query, Page<CareVisitView>>
    {
        public async Task<Page<CareVisitView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<VisitRow>(query.Asked, VisitRow.Columns, VisitSource.Visits.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapGet("", List)
        .WithName("ListVisits")
        .WithSummary("List visits that were paid")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<CareVisitView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
