namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Lists grants.</summary>
internal static class ListGrants
{
    private static readonly Listing Listing = new Listing("g")
        .Id("hero", "g.hero_id", "Written under this hero file; index (hero_id, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = g.hero_id AND e.person_id = @0 AND SCOPE(e))", One, "Of the person of this hero file, and of the files that went into it")
        .Code("state", "g.state", GrantStates.States, "Where it stands; index (state, id)")
        .Code("harm", "g.harm", GrantCodes.Harms, "What the act did")
        .Code("route", "g.route", GrantCodes.Routes, "By this route")
        .Region("region", "g.region", "Of an act in this region or below it: GB/T 2260; index (region, id)")
        .Date("on", "g.happened_on", "g.happened_on", "When it happened; index (happened_on, id)")
        .Organisations()
        .Sort("on", "g.happened_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<GrantView>>;

    internal sealed class Handler(Pages pages, GrantSource source) : IRequestHandler<Query, Page<GrantView>>
    {
        public async Task<Page<GrantView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<GrantRow>(query.Asked, GrantRow.Columns, GrantSource.Grants.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    private static IReadOnlyList<object>? One(string text) => Guid.TryParse(text, out var id) ? [id] : null;

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapGet("", List)
        .WithName("ListGrants")
        .WithSummary("List grants")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<GrantView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
