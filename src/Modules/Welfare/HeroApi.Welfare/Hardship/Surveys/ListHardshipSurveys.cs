namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>Lists the yearly surveys.</summary>
internal static class ListHardshipSurveys
{
    private static readonly Listing Listing = new Listing("s")
        .Where("year", "s.year = @0", YearFilter.Read, "Of this year; index (year, id)")
        .Code("state", "s.state", HardshipCodes.SurveyStates, "Whether its list still follows the register")
        .Organisations();

    internal sealed record Query(ListQuery Asked) : IQuery<Page<SurveyView>>;

    internal sealed class Handler(Pages pages, SurveySource source) : IRequestHandler<Query, Page<SurveyView>>
    {
        public async Task<Page<SurveyView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<SurveyRow>(query.Asked, SurveyRow.Columns, SurveySource.Surveys.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder surveys) => surveys
        .MapGet("", List)
        .WithName("ListHardshipSurveys")
        .WithSummary("List the yearly surveys")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<SurveyView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
