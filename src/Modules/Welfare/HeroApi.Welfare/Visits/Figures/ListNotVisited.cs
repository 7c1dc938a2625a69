using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Visits.Campaigns;

namespace HeroApi.Welfare.Visits.Figures;

/// <summary>Lists who is entitled, himself or by his family, and was not visited in a year by anybody.</summary>
internal static class ListNotVisited
{
    /// <summary>A visit in the year to the person e, by whichever file; recorded by whomever.</summary>
    private const string Visited =
        """
        EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_visit v ON v.hero_id = f.hero_id
                WHERE f.person_id = e.person_id AND v.state = 'paid' AND v.on_date >= @first AND v.on_date < @next
                AND UNSCOPED('whoever cares for a person hears of every visit to him'))
        """;

    private static readonly Listing Listing = new Listing("e")
        .Code("state", "e.state", VisitRule.Entitled, "Whether the person or the family is cared for; index (state, id)")
        .Region("region", "e.household_region", "Registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Organisations()
        .Sort("name", "e.name_sort", SortKind.Text);

    internal sealed record Query(ListQuery Asked, int? Year) : IQuery<Page<EntitlementView>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Year).InclusiveBetween(1990, 2999).OverridePropertyName("query.year");
    }

    internal sealed class Handler(Pages pages, EntitlementSource source, TimeProvider clock) : IRequestHandler<Query, Page<EntitlementView>>
    {
        public async Task<Page<EntitlementView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var year = query.Year ?? clock.Today().Year;
            query.Asked.Parameters.Add("first", new DateOnly(year, 1, 1));
            query.Asked.Parameters.Add("next", new DateOnly(year + 1, 1, 1));
            var page = await pages.Read<EntitlementRow>(query.Asked, EntitlementRow.Columns,
                $"FROM welfare_entitlement e WHERE SCOPE(e) AND e.deleted_at IS NULL AND e.state <> 'ended' AND e.registered_from < @next AND NOT {Visited}", cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapGet("/not-visited", List)
        .WithName("ListNotVisited")
        .WithSummary("List who was not visited in a year")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    /// <param name="asked">Filters, sort and page.</param>
    /// <param name="year">The year, in China; this one unless said.</param>
    private static async Task<Reply<Page<EntitlementView>>> List(ListQuery asked, int? year, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked, year), ct));
}
