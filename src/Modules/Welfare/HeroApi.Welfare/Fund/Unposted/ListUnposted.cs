namespace HeroApi.Welfare.Fund.Unposted;

/// <summary>Lists the bonuses that were paid, or came back, and that no fund could take: the work of an officer.</summary>
internal static class ListUnposted
{
    private static readonly Listing Listing = new Listing("u")
        .Flag("settled", "(u.settled_at IS NOT NULL)", "Whether it was posted or dismissed")
        .Code("because", "u.because", FundCodes.Unposted, "Why it is on the list")
        .Id("org", "u.org_id", "Paid by this organisation; index (org_id, id)")
        .Sort("on", "u.on_date", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<UnpostedView>>;

    internal sealed class Handler(Pages pages, Call call) : IRequestHandler<Query, Page<UnpostedView>>
    {
        public async Task<Page<UnpostedView>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("own", call.Caller.OrgId);
            var below = call.Caller.OrgId is null ? "" : UnpostedDesk.Below;
            return (await pages.Read<UnpostedRow>(query.Asked, UnpostedRow.Columns, $"FROM welfare_unposted u WHERE TRUE {below}", cancellationToken)).Select(row => row.View);
        }
    }

    internal static void Map(IEndpointRouteBuilder unposted) => unposted
        .MapGet("", List)
        .WithName("ListUnposted")
        .WithSummary("List bonuses that no fund could take")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<UnpostedView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
