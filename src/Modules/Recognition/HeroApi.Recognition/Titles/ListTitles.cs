using System.Globalization;

namespace HeroApi.Recognition.Titles;

/// <summary>Lists the titles of the catalogue: those that come with the program, and those that organisations have added.</summary>
internal static class ListTitles
{
    private static readonly Listing Listing = new Listing("t")
        .Code("level", "t.level", TitleCodes.Levels, "Of this level; a catalogue is short, so no index serves it")
        .Code("kind", "t.kind", TitleCodes.Kinds, "Of this kind")
        .Code("subject", "t.subject", TitleCodes.Subjects, "Who may have it, as written in the title")
        .Where("region", "t.region_code IN (@0, @1, @2, @3, @4)", text => text.Length is 6 or 9 && text.All(char.IsAsciiDigit) ? [.. TitleCodes.Chain(text)] : null,
            "Titles of this region, of those it lies in, and of the nation: GB/T 2260")
        .Where("on", "t.valid_from <= @0 AND t.valid_to >= @0", text =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? [day] : null, "Granted on this day, as far as it is known");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<TitleView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<TitleView>>
    {
        public Task<Page<TitleView>> Handle(Query query, CancellationToken cancellationToken) =>
            pages.Read<TitleView>(query.Asked, TitleView.Columns, "FROM recognition_title t WHERE TRUE", cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder titles) => titles
        .MapGet("", List)
        .WithName("ListTitles")
        .WithSummary("List the titles of the catalogue")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<TitleView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
