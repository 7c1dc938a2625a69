namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Lists visits that are or were due: the list of a campaign, the route of a township, what an assignee has before him, which appointments come up.</summary>
internal static class ListDueVisits
{
    private static readonly Listing Listing = new Listing("d")
        .Id("campaign", "d.campaign_id", "On the list of this campaign; index (campaign_id, region, id)")
        .Where("person", "e.person_id = @0", text => Guid.TryParse(text, out var id) ? [id] : null, "Of the person of this hero file, and of the files that went into it; index (hero_id, id)")
        .Code("occasion", "d.occasion", VisitCodes.Occasions, "On this occasion; index (due_on, id)")
        .Code("state", "d.state", VisitCodes.DueStates, "Where it stands; index (campaign_id, region, id)")
        .Region("region", "d.region", "To go to in this region or below it: GB/T 2260; index (campaign_id, region, id)")
        .Text("assignee", "d.assignee", "Whom it was given to, by name; index (campaign_id, region, id)")
        .Id("assigneeOrg", "d.assignee_org_id", "Given to this organisation; index (assignee_org_id, id)")
        .Date("dueOn", "d.due_on", "d.due_on", "Until when it is due; index (due_on, id)")
        .Sort("dueOn", "d.due_on", SortKind.Date)
        .Sort("region", "d.region", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<DueVisitView>>;

    internal sealed class Handler(Pages pages, Call call) : IRequestHandler<Query, Page<DueVisitView>>
    {
        public Task<Page<DueVisitView>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("assigned", DueVisitView.Assigned(call));
            return pages.Read<DueVisitView>(query.Asked, DueVisitView.Columns, DueVisitView.Visible, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder due) => due
        .MapGet("", List)
        .WithName("ListDueVisits")
        .WithSummary("List visits that are due, or were")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<DueVisitView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
