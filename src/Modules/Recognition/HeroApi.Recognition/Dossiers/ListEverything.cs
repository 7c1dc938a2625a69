using System.Globalization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Dossiers;

/// <summary>Lists everything about a hero file as one story: acts, honours, contacts, consents, history; the newest first unless asked otherwise. Only what the reader may see.</summary>
internal static class ListEverything
{
    private static readonly Listing Listing = new Listing("e")
        .Code("type", "e.type", DossierPart.Listed, "Only of these kinds; index (hero_id, id) of each")
        .Sort("on", "e.on_text", SortKind.Text)
        .First("on");

    private static readonly string From = $"FROM ({string.Join("\nUNION ALL\n", DossierPart.All.Select(part => part.Lines).OfType<string>())}) e WHERE TRUE";

    private static readonly IReadOnlyDictionary<string, string> Hrefs = DossierPart.All.ToDictionary(part => part.Type, part => part.Href);

    internal sealed record Query(Guid HeroId, ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>One thing about the file.</summary>
    internal sealed record Item
    {
        public required Guid Id { get; init; }

        /// <summary>deed, contact, consent, history, and so on.</summary>
        public required string Type { get; init; }

        /// <summary>The day in China, as well as it is known; absent where nothing tells it.</summary>
        public PartialDate? On { get; init; }

        /// <summary>A code of the kind's vocabulary, or its title.</summary>
        public required string What { get; init; }

        /// <summary>Where it is shown in full.</summary>
        public required string Href { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000081"),
            Type = "consent",
            On = PartialDate.Parse("2026-05-20", null),
            What = "publicity_name",
            Href = "/api/v1/heroes/01980d2c-5a00-7000-8000-000000000021/consents"
        };
    }

    internal sealed class Handler(HeroSource source, Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("hero", hero.Id);
            var page = await pages.Read<Row>(query.Asked, "e.id, e.type, e.at, e.on_text, e.what", From, cancellationToken);
            return page.Select(row => row.Of(hero.Id));
        }
    }

    private sealed record Row : Listed
    {
        public required string Type { get; init; }
        public DateTimeOffset? At { get; init; }
        public required string OnText { get; init; }
        public required string What { get; init; }

        internal Item Of(Guid heroId) => new()
        {
            Id = Id,
            Type = Type,
            On = At is { } at ? PartialDate.Of(ChinaTime.DateOf(at)) : PartialDate.TryParse(OnText, null, out var on) ? on : null,
            What = What,
            Href = string.Format(CultureInfo.InvariantCulture, Hrefs[Type], heroId, Id)
        };
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/everything", List)
        .WithName("ListEverything")
        .WithSummary("Everything about a hero file, the newest first")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(Guid id, HttpContext http, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, http.Request.Query.ContainsKey("sort") ? asked : asked with { Descending = true }), ct));
}
