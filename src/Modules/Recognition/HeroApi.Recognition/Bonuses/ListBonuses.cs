namespace HeroApi.Recognition.Bonuses;

/// <summary>Lists bonuses; secret ones only to holders of protected:read.</summary>
internal static class ListBonuses
{
    private static readonly Listing Listing = new Listing("b")
        .Id("hero", "b.hero_id", "Of the person of this hero file; index (hero_id, id)")
        .Code("state", "b.state", BonusCodes.States, "Where it stands; index (state, id)")
        .Region("region", "b.region", "Counted for this region or below it: GB/T 2260; index (region, id)")
        .Date("decidedOn", "b.decided_on", "b.decided_on", "When it was decided; index (decided_on, id)")
        .Id("scheme", "b.scheme_id", "Decided by this scheme")
        .Organisations()
        .Sort("decidedOn", "b.decided_on", SortKind.Date)
        .Sort("amountFen", "b.amount_fen", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<BonusView>>;

    internal sealed class Handler(Pages pages, BonusSource source) : IRequestHandler<Query, Page<BonusView>>
    {
        public async Task<Page<BonusView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<BonusRow>(query.Asked, BonusRow.Columns, BonusSource.Bonuses.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapGet("", List)
        .WithName("ListBonuses")
        .WithSummary("List bonuses")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<BonusView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
