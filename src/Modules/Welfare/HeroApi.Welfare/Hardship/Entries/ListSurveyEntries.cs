namespace HeroApi.Welfare.Hardship.Entries;

/// <summary>Lists households that are to be surveyed, or were: the list of a survey, a township's part of it, what is still due.</summary>
internal static class ListSurveyEntries
{
    private static readonly Listing Listing = new Listing("x")
        .Id("survey", "x.survey_id", "On the list of this survey; index (survey_id, region, id)")
        .Where("year", "s.year = @0", YearFilter.Read, "On the lists of this year")
        .Where("person", "e.person_id = @0", text => Guid.TryParse(text, out var id) ? [id] : null, "Of the person of this hero file, and of the files that went into it; index (hero_id, id)")
        .Code("state", "x.state", HardshipCodes.EntryStates, "Where it stands; index (state, id)")
        .Region("region", "x.region", "To go to in this region or below it: GB/T 2260; index (survey_id, region, id)")
        .Sort("region", "x.region", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<EntryView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<EntryView>>
    {
        public Task<Page<EntryView>> Handle(Query query, CancellationToken cancellationToken) =>
            pages.Read<EntryView>(query.Asked, EntryView.Columns, EntryView.Visible, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder entries) => entries
        .MapGet("", List)
        .WithName("ListSurveyEntries")
        .WithSummary("List households that are to be surveyed, or were")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<EntryView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
