namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Lists benefit cases, such as those whose department has not replied in time.</summary>
internal static class ListBenefitCases
{
    private static readonly Listing Listing = new Listing("c")
        .Id("hero", "c.hero_id", "Written under this hero file; index (hero_id, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = c.hero_id AND e.person_id = @0 AND SCOPE(e))", One, "Of the person of this hero file, and of the files that went into it")
        .Code("kind", "c.kind", BenefitCodes.Kinds, "Of this kind; index (kind, id)")
        .Code("state", "c.state", BenefitCodes.States, "Where it stands; index (state, id)")
        .Code("department", "c.department", BenefitCodes.Departments, "Referred to this department")
        .Flag("overdue", "c.reply_overdue", "Whether the department has not replied in time")
        .Region("region", "c.region", "Given in this region or below it: GB/T 2260; index (region, id)")
        .Date("appliedOn", "c.applied_on", "c.applied_on", "When it was asked for; index (applied_on, id)")
        .Organisations()
        .Sort("appliedOn", "c.applied_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<BenefitView>>;

    internal sealed class Handler(Pages pages, BenefitSource source) : IRequestHandler<Query, Page<BenefitView>>
    {
        public async Task<Page<BenefitView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<BenefitRow>(query.Asked, BenefitRow.Columns, BenefitSource.Benefits.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    private static IReadOnlyList<object>? One(string text) => Guid.TryParse(text, out var id) ? [id] : null;

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapGet("", List)
        .WithName("ListBenefitCases")
        .WithSummary("List benefit cases")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<BenefitView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
