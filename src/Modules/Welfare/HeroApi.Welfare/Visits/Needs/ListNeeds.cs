namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Lists needs: what is open, whose it is, what is overdue.</summary>
internal static class ListNeeds
{
    private static readonly Listing Listing = new Listing("n")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = n.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "Of the person of this hero file, and of the files that went into it; index (hero_id, id)")
        .Code("kind", "n.kind", VisitCodes.NeedKinds, "What is needed; index (state, due_on, id)")
        .Code("state", "n.state", VisitCodes.NeedStates, "Where it stands; index (state, due_on, id)")
        .Text("assignee", "n.assignee", "Who sees to it, by name; index (state, due_on, id)")
        .Id("assigneeOrg", "n.assignee_org_id", "Which organisation sees to it; index (state, due_on, id)")
        .Date("dueOn", "n.due_on", "n.due_on", "Until when; index (state, due_on, id)")
        .Organisations()
        .Sort("dueOn", "n.due_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<NeedView>>;

    internal sealed class Handler(Pages pages, NeedSource source) : IRequestHandler<Query, Page<NeedView>>
    {
        public async Task<Page<NeedView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<NeedRow>(query.Asked, NeedRow.Columns, NeedSource.Needs.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder needs) => needs
        .MapGet("", List)
        .WithName("ListNeeds")
        .WithSummary("List what persons need")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<NeedView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
