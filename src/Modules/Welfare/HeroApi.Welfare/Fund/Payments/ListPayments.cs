namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Lists payments, by day or in the order they were proposed.</summary>
internal static class ListPayments
{
    private static readonly Listing Listing = new Listing("p")
        .Id("fund", "p.fund_id", "Out of this fund; index (fund_id, id)")
        .Code("use", "p.use_code", FundCodes.Uses, "What for")
        .Code("state", "p.state", FundCodes.PaymentStates, "Where it stands; index (state, id)")
        .Id("for", "p.for_id", "For this record; index (for_id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = p.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "About the person of this hero file, and of the files that went into it; index (hero_id, id)")
        .Date("on", "p.on_date", "p.on_date", "When it goes out; index (on_date, id)")
        .Organisations()
        .Sort("on", "p.on_date", SortKind.Date)
        .Sort("amountFen", "p.amount_fen", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<FundPaymentView>>;

    internal sealed class Handler(Pages pages, PaymentSource source) : IRequestHandler<Query, Page<FundPaymentView>>
    {
        public async Task<Page<FundPaymentView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<PaymentRow>(query.Asked, PaymentRow.Columns, PaymentSource.Payments.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapGet("", List)
        .WithName("ListPayments")
        .WithSummary("List payments")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<FundPaymentView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
