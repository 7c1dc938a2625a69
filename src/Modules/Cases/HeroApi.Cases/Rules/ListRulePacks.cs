namespace HeroApi.Cases.Rules;

/// <summary>Lists what places have published here; whoever reads cases may see all of it, since it is public law.</summary>
internal static class ListRulePacks
{
    private static readonly Listing Listing = new Listing("p")
        .Text("region", "p.region", "Whose rules: GB/T 2260, 6 digits; index (region, id)")
        .Where("on", "p.effective_from <= @0 AND (p.effective_to IS NULL OR p.effective_to > @0)", Day, "Those that hold for acts of this day; index (effective_from, id)")
        .Sort("effectiveFrom", "p.effective_from", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<RulePackView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<RulePackView>>
    {
        public async Task<Page<RulePackView>> Handle(Query query, CancellationToken cancellationToken) => (await pages.Read<RulePackRow>(query.Asked, RulePackRow.Columns,
            "FROM cases_rule_pack p WHERE UNSCOPED('published rules are public law') AND p.deleted_at IS NULL", cancellationToken)).Select(row => row.View);
    }

    private static IReadOnlyList<object>? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? [day] : null;

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapGet("", List)
        .WithName("ListRulePacks")
        .WithSummary("List published rule packs")
        .Lists(Listing)
        .RequireScope(CaseScopes.CasesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<RulePackView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
