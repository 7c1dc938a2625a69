namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Lists transfers, sent and received ones, by day or in the order they were proposed.</summary>
internal static class ListTransfers
{
    private static readonly Listing Listing = new Listing("t")
        .Id("fund", "t.from_fund_id", "Out of this fund; index (from_fund_id, id)")
        .Id("toFund", "t.to_fund_id", "Received into this fund; index (to_fund_id, id)")
        .Code("state", "t.state", FundCodes.TransferStates, "Where it stands; index (state, id)")
        .Date("on", "t.on_date", "t.on_date", "When it goes out; index (on_date, id)")
        .Organisations()
        .Sort("on", "t.on_date", SortKind.Date)
        .Sort("amountFen", "t.amount_fen", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<FundTransferView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<FundTransferView>>
    {
        public async Task<Page<FundTransferView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<TransferRow>(query.Asked, TransferRow.Columns, TransferSource.Transfers.Visible, cancellationToken)).Select(row => row.View);
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapGet("", List)
        .WithName("ListTransfers")
        .WithSummary("List money on its way from fund to fund")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<FundTransferView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
