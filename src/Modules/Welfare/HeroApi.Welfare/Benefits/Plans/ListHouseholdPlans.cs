namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>Lists household plans.</summary>
internal static class ListHouseholdPlans
{
    private static readonly Listing Listing = new Listing("h")
        .Id("hero", "h.hero_id", "Written under this hero file; index (hero_id, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = h.hero_id AND e.person_id = @0 AND SCOPE(e))", One, "Of the person of this hero file, and of the files that went into it")
        .Where("year", "h.year = @0", YearFilter.Read, "Of this year; index (year, id)")
        .Code("hardship", "h.hardship", BenefitCodes.Hardships, "Of households that have it so hard")
        .Where("open", "EXISTS (SELECT 1 FROM welfare_plan_measure m WHERE m.plan_id = h.id AND m.state = 'open' AND m.due_on < @0)", Day, "Those with something open that was due before this day")
        .Organisations();

    internal sealed record Query(ListQuery Asked) : IQuery<Page<PlanView>>;

    internal sealed class Handler(Pages pages, PlanSource plans) : IRequestHandler<Query, Page<PlanView>>
    {
        public async Task<Page<PlanView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<PlanRow>(query.Asked, PlanRow.Columns, PlanSource.Plans.Visible, cancellationToken);
            return page.With(await plans.Views(page.Items, cancellationToken));
        }
    }

    private static IReadOnlyList<object>? One(string text) => Guid.TryParse(text, out var id) ? [id] : null;

    private static IReadOnlyList<object>? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? [day] : null;

    internal static void Map(IEndpointRouteBuilder plans) => plans
        .MapGet("", List)
        .WithName("ListHouseholdPlans")
        .WithSummary("List household plans")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<PlanView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
