namespace HeroApi.Welfare.MedicalCases;

/// <summary>Lists medical cases, such as those whose bill nobody has covered yet.</summary>
internal static class ListMedicalCases
{
    private static readonly Listing Listing = new Listing("m")
        .Id("hero", "m.hero_id", "Written under this hero file; index (hero_id, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = m.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "Of the person of this hero file, and of the files that went into it")
        .Code("state", "m.state", MedicalCodes.States, "Where it stands; index (state, id)")
        .Date("from", "m.from_on", "m.from_on", "Treated from these days on; index (from_on, id)")
        .Organisations()
        .Sort("from", "m.from_on", SortKind.Date)
        .Sort("billFen", "m.bill_fen", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<MedicalView>>;

    internal sealed class Handler(Pages pages, MedicalSource source) : IRequestHandler<Query, Page<MedicalView>>
    {
        public async Task<Page<MedicalView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<MedicalRow>(query.Asked, MedicalRow.Columns, MedicalSource.MedicalCases.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapGet("", List)
        .WithName("ListMedicalCases")
        .WithSummary("List medical cases")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<MedicalView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
