namespace HeroApi.Welfare.Entitlements;

/// <summary>Lists who is entitled, by name in pinyin or in the order they came onto the register.</summary>
internal static class ListEntitlements
{
    private static readonly Listing Listing = new Listing("e")
        .Id("hero", "e.hero_id", "Of the person of this hero file; unique index (hero_id)")
        .Id("person", "e.person_id", "Of the person of this hero file, and of the files that went into it; index (person_id)")
        .Code("state", "e.state", EntitlementCodes.States, "Whether the person is entitled, or the family, or nobody; index (state, id)")
        .Region("region", "e.household_region", "Registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Flag("actedElsewhere", "e.elsewhere", "Whether an act happened outside the city of household registration")
        .Organisations()
        .Sort("name", "e.name_sort", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<EntitlementView>>;

    internal sealed class Handler(Pages pages, EntitlementSource source) : IRequestHandler<Query, Page<EntitlementView>>
    {
        public async Task<Page<EntitlementView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<EntitlementRow>(query.Asked, EntitlementRow.Columns, EntitlementSource.Entitlements.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder entitlements) => entitlements
        .MapGet("", List)
        .WithName("ListEntitlements")
        .WithSummary("List who is entitled to be cared for")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<EntitlementView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
