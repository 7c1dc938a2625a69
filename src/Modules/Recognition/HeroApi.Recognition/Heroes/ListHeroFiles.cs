using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Plaques;
using HeroApi.Recognition.Sections;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Heroes;

/// <summary>Lists hero files, masked, by name in pinyin or in the order they were opened.</summary>
internal static class ListHeroFiles
{
    private static readonly Listing Listing = new Listing("h")
        .Search(HeroSource.Name, "Parts of the name, also in pinyin or initials, of the file number, of the place, the employer or the note; the search index")
        .Text("fileNumber", "h.file_number", "The number of the file in its organisation; unique index (owner_org_id, file_number)")
        .Where("formerFileNumber", "EXISTS (SELECT 1 FROM recognition_former_number n WHERE n.hero_id = h.id AND n.number = @0)",
            text => text.Length is > 0 and <= 50 ? [text] : null, "The number of a file that went into it; index (number)")
        .Region("region", "h.household_region", "Registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Code("contactState", "h.contact_state", ContactCodes.States, "Whether the person can be reached; index (contact_state, id)")
        .Date("verifiedOn", "h.verified_on", "h.verified_on", "When it was last verified with the person, or opened; index (verified_on, id)")
        .Code("politicalStatus", "h.political_status", HeroCodes.PoliticalStatuses, "GB/T 4762; index (political_status, id)")
        .Where("category", "EXISTS (SELECT 1 FROM recognition_deed d WHERE d.hero_id = h.id AND d.state = 'confirmed' AND d.category = @0)",
            text => text.Length is > 0 and <= 40 ? [text] : null, "The kind of act that the person was confirmed for; index (hero_id, id)")
        .BySections()
        .Flag("hasPlaque", Coverage.Hangs, "Whether a plaque 见义勇为光荣之家 hangs at the door of the household; index (hero_id, plaque_id)")
        .Flag("plaqueEntitled", Coverage.Entitled, "Whether the household is entitled to one; with hasPlaque=false those that still miss it")
        .Where("honour", $"{Honoured} AND a.level = @0 AND a.kind <> 'external')", text => TitleCodes.Levels.Contains(text) ? [text] : null,
            "Has any honour of this level, of the vocabulary honour_level; index (hero_id, award_id)")
        .Where("honourTitle", $"{Honoured} AND a.title_id = @0)", text => Guid.TryParse(text, out var id) ? [id] : null, "Has this title of the catalogue; index (hero_id, award_id)")
        .Where("honouredOn", $"{Honoured} AND a.granted_to >= @0 AND a.granted_from <= @1)", Days, "Was honoured then: 2024, 2024-07, 2024-07-15, or two of them as 2020/2024; index (hero_id, award_id)")
        .Organisations()
        .Sort("name", "h.name_sort", SortKind.Text)
        .Sort("missing", "h.missing_count", SortKind.Number)
        .Sort("verifiedOn", "h.verified_on", SortKind.Date);

    /// <summary>An honour that stands and that the caller sees.</summary>
    private const string Honoured =
        """
        EXISTS (SELECT 1 FROM recognition_recipient r JOIN recognition_award a ON a.id = r.award_id
                WHERE r.hero_id = h.id AND r.state <> 'revoked' AND a.deleted_at IS NULL AND SCOPE(a)
        """;

    private static IReadOnlyList<object>? Days(string text) => text.Split('/') is { Length: <= 2 } parts && PartialDate.TryParse(parts[0], null, out var first) && PartialDate.TryParse(parts[^1], null, out var last)
        ? [first.From, last.To]
        : null;

    internal sealed record Query(ListQuery Asked) : IQuery<Page<HeroView>>;

    internal sealed class Handler(Pages pages, HeroSource source) : IRequestHandler<Query, Page<HeroView>>
    {
        public async Task<Page<HeroView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<HeroRow>(query.Asked, HeroSource.Columns, HeroSource.Heroes.Visible, cancellationToken);
            var heroes = await source.States(page.Items, reveal: null, cancellationToken);
            return page.With<HeroView>([.. heroes.Select(hero => (HeroView)hero.Body)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("", List)
        .WithName("ListHeroFiles")
        .WithSummary("List hero files")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<HeroView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
