namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Lists funds, by name in pinyin or in the order they were opened.</summary>
internal static class ListFunds
{
    private static readonly Listing Listing = new Listing("f")
        .Flag("open", "(f.closed_on IS NULL)", "Whether it is open")
        .Where("use", "(f.uses = '' OR f.uses LIKE @0)", use => FundCodes.Uses.Contains(use) ? [$"% {use} %"] : null, "May be spent for this: of the vocabulary fund_use")
        .Organisations()
        .Sort("name", "f.name_sort", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<FundView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<FundView>>
    {
        public async Task<Page<FundView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<FundRow>(query.Asked, FundRow.Columns, FundSource.Funds.Visible, cancellationToken)).Select(row => row.View);
    }

    internal static void Map(IEndpointRouteBuilder funds) => funds
        .MapGet("", List)
        .WithName("ListFunds")
        .WithSummary("List funds")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<FundView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
