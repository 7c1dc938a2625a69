namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Lists money that came in, by day or in the order it was recorded.</summary>
internal static class ListIncomes
{
    private static readonly Listing Listing = new Listing("i")
        .Id("fund", "i.fund_id", "Of this fund; index (fund_id, id)")
        .Code("kind", "i.kind", FundCodes.Incomes, "What kind of money it is")
        .Code("donorKind", "i.donor_kind", FundCodes.Donors, "Who gave it")
        .Code("state", "i.state", FundCodes.IncomeStates, "Whether it stands or was reversed")
        .Date("on", "i.on_date", "i.on_date", "When it came in; index (on_date, id)")
        .Organisations()
        .Sort("on", "i.on_date", SortKind.Date)
        .Sort("amountFen", "i.amount_fen", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<IncomeView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<IncomeView>>
    {
        public async Task<Page<IncomeView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<IncomeRow>(query.Asked, IncomeRow.Columns, IncomeSource.Incomes.Visible, cancellationToken)).Select(row => row.View);
    }

    internal static void Map(IEndpointRouteBuilder incomes) => incomes
        .MapGet("", List)
        .WithName("ListIncomes")
        .WithSummary("List money that came in")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<IncomeView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
