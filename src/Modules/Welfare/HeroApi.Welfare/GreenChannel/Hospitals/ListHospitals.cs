namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Lists hospitals of the green channel.</summary>
internal static class ListHospitals
{
    private static readonly Listing Listing = new Listing("h")
        .Region("region", "h.region", "In this region or below it: GB/T 2260; index (region, id)")
        .Where("on", "h.valid_from <= @0 AND (h.valid_to IS NULL OR h.valid_to >= @0)", Day, "Whose agreement holds on this day")
        .Text("creditCode", "h.credit_code", "Of this unified social credit code")
        .Organisations()
        .Sort("name", "h.name_sort", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<HospitalView>>;

    internal sealed class Handler(Pages pages, HospitalSource source) : IRequestHandler<Query, Page<HospitalView>>
    {
        public async Task<Page<HospitalView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<HospitalRow>(query.Asked, HospitalRow.Columns, HospitalSource.Hospitals.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    private static IReadOnlyList<object>? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? [day] : null;

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapGet("", List)
        .WithName("ListHospitals")
        .WithSummary("List hospitals of the green channel")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<HospitalView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
