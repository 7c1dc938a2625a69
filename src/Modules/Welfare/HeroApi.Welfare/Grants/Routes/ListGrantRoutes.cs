using System.Globalization;

namespace HeroApi.Welfare.Grants.Routes;

/// <summary>Lists what places have published here; whoever reads welfare may see all of it.</summary>
internal static class ListGrantRoutes
{
    private static readonly Listing Listing = new Listing("r")
        .Region("region", "r.region", "Of this region or below it: GB/T 2260; index (region, id)")
        .Code("code", "r.code", GrantCodes.Routes, "Of this code")
        .Where("on", "r.valid_from <= @0 AND (r.valid_to IS NULL OR r.valid_to > @0)", Day, "Those that hold for what happened on this day");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<GrantRouteView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<GrantRouteView>>
    {
        public async Task<Page<GrantRouteView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<GrantRouteRow>(query.Asked, GrantRouteRow.Columns, "FROM welfare_grant_route r WHERE TRUE", cancellationToken)).Select(row => row.View);
    }

    private static IReadOnlyList<object>? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? [day] : null;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("", List)
        .WithName("ListGrantRoutes")
        .WithSummary("List published grant routes")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<GrantRouteView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
