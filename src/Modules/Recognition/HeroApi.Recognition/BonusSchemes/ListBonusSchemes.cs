using System.Globalization;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>Lists what places have published here; whoever reads hero files may see all of it.</summary>
internal static class ListBonusSchemes
{
    private static readonly Listing Listing = new Listing("s")
        .Region("region", "s.region", "Of this region or below it: GB/T 2260; index (region, id)")
        .Code("level", "s.level", SchemeCodes.Levels, "For titles of this level")
        .Where("on", "s.valid_from <= @0 AND (s.valid_to IS NULL OR s.valid_to > @0)", Day, "Those that hold for decisions of this day");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<BonusSchemeView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<BonusSchemeView>>
    {
        public async Task<Page<BonusSchemeView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<BonusSchemeRow>(query.Asked, BonusSchemeRow.Columns, "FROM recognition_bonus_scheme s WHERE TRUE", cancellationToken)).Select(row => row.View);
    }

    private static IReadOnlyList<object>? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? [day] : null;

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapGet("", List)
        .WithName("ListBonusSchemes")
        .WithSummary("List published bonus schemes")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<BonusSchemeView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
