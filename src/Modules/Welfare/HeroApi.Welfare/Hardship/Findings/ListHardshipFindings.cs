using HeroApi.Welfare.Benefits;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Lists what the surveys found; with withoutPlan=true the households in hardship that nobody has made a plan for: one household, one plan (一户一策).</summary>
internal static class ListHardshipFindings
{
    private static readonly Listing Listing = new Listing("g")
        .Where("year", "g.year = @0", YearFilter.Read, "Of this year; index (year, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = g.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null, "Of the person of this hero file, and of the files that went into it; index (hero_id, year)")
        .Code("hardship", "g.hardship", BenefitCodes.Hardships, "Of households that have it so hard")
        .Flag("withoutPlan", Household.WithoutPlan, "In hardship, and without a plan of the year")
        .Organisations();

    internal sealed record Query(ListQuery Asked) : IQuery<Page<HardshipFindingView>>;

    internal sealed class Handler(Pages pages, FindingSource source) : IRequestHandler<Query, Page<HardshipFindingView>>
    {
        public async Task<Page<HardshipFindingView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<FindingRow>(query.Asked, FindingRow.Columns, FindingSource.Findings.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder findings) => findings
        .MapGet("", List)
        .WithName("ListHardshipFindings")
        .WithSummary("List what the yearly surveys found, and who is in hardship without a plan")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<HardshipFindingView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
