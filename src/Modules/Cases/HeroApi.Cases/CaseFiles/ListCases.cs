using HeroApi.Cases.Clock;

namespace HeroApi.Cases.CaseFiles;

/// <summary>Lists cases, masked, newest last unless asked otherwise.</summary>
internal static class ListCases
{
    private const string Clocked = "EXISTS (SELECT 1 FROM cases_deadline d WHERE d.case_id = c.id AND d.state = @0)";

    private static readonly Listing Listing = new Listing("c")
        .Search(CaseSource.Name, "Parts of the names of its actors, also in pinyin or initials, of its place, or of its summary; the search index")
        .Code("state", "c.state", CaseCodes.States, "Where it stands; index (state, id)")
        .Code("category", "c.category", CaseCodes.Categories, "What kind of act it was; index (category, id)")
        .Code("outcome", "c.outcome", CaseCodes.Outcomes, "What was decided; index (outcome, id)")
        .Region("region", "c.region_code", "A region with everything below it: GB/T 2260; index (region_code, id)")
        .Where("clockState", Clocked, text => ClockCodes.States.Contains(text) ? [text] : null, "A state that one of its limits is in; index (case_id, rule)")
        .Text("rulePack", "c.rule_pack", "The region whose rule pack decides; index (rule_pack, id)")
        .Flag("hasInjury", "c.has_injury", "Whether somebody who stepped in was hurt or died; index (has_injury, id)")
        .Where("actors", "c.actors = @0", text => int.TryParse(text, out var count) && count is >= 0 and <= CaseBody.MostActors ? [(long)count] : null, "How many stepped in")
        .Id("leadId", "c.lead_id", "The lead it was opened from; unique index (lead_id)")
        .Instant("discoveredAt", "c.discovered_at", "When it became known; index (discovered_at, id)")
        .Date("actedOn", "c.acted_from", "c.acted_to", "The days it can have happened on; index (acted_from, id)")
        .Organisations()
        .Sort("discoveredAt", "c.discovered_at", SortKind.Instant)
        .Sort("actedOn", "c.acted_from", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CaseView>>;

    internal sealed class Handler(Pages pages, CaseSource source) : IRequestHandler<Query, Page<CaseView>>
    {
        public async Task<Page<CaseView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<CaseRow>(query.Asked, CaseSource.Columns, CaseSource.Cases.Visible, cancellationToken);
            var cases = await source.States(page.Items, reveal: null, cancellationToken);
            return page.With<CaseView>([.. cases.Select(known => (CaseView)known.Body)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("", List)
        .WithName("ListCases")
        .WithSummary("List cases")
        .Lists(Listing)
        .RequireScope(CaseScopes.CasesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<CaseView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
