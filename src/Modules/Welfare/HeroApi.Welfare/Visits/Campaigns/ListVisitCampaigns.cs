namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>Lists campaigns of visits.</summary>
internal static class ListVisitCampaigns
{
    private static readonly Listing Listing = new Listing("c")
        .Code("occasion", "c.occasion", VisitCodes.Occasions, "On this occasion; index (owner_org_id, state)")
        .Code("state", "c.state", VisitCodes.CampaignStates, "Whether its list still follows the register; index (owner_org_id, state)")
        .Date("on", "c.from_on", "c.to_on", "Which run in these days; index (from_on, id)")
        .Organisations()
        .Sort("from", "c.from_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CampaignView>>;

    internal sealed class Handler(Pages pages, CampaignSource source) : IRequestHandler<Query, Page<CampaignView>>
    {
        public async Task<Page<CampaignView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<CampaignRow>(query.Asked, CampaignRow.Columns, CampaignSource.Campaigns.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder campaigns) => campaigns
        .MapGet("", List)
        .WithName("ListVisitCampaigns")
        .WithSummary("List campaigns of visits")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<CampaignView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
