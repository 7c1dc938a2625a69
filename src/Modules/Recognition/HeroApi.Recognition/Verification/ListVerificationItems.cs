namespace HeroApi.Recognition.Verification;

/// <summary>Lists the files of a round that the caller sees: what is due, what is done, and with what outcome.</summary>
internal static class ListVerificationItems
{
    private static readonly Listing Listing = new Listing("i")
        .Code("state", "i.state", VerificationCodes.ItemStates, "Due or done; primary key (round_id, id)")
        .Code("outcome", "i.outcome", VerificationCodes.Outcomes, "With what outcome it was done; primary key (round_id, id)")
        .Region("region", "h.household_region", "Registered in this region or below it: GB/T 2260; primary key (round_id, id)")
        .Region("livingRegion", "h.living_region", "Living in this region, such as a township, or below it: GB/T 2260; primary key (round_id, id)")
        .Organisations("h");

    internal sealed record Query(Guid RoundId, ListQuery Asked, bool? Overdue) : IQuery<Page<ItemView>>;

    internal sealed class Handler(RoundSource source, Pages pages, TimeProvider clock) : IRequestHandler<Query, Page<ItemView>>
    {
        public async Task<Page<ItemView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var round = await source.Seek(query.RoundId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var (asked, late) = (query.Asked, round.DueOn < clock.Today());
            asked.Parameters.Add("round", round.Id);
            var only = query.Overdue switch
            {
                null => "",
                true => late ? "\nAND i.state = 'due'" : "\nAND FALSE",
                false => late ? "\nAND i.state = 'done'" : ""
            };
            return await pages.Read<ItemView>(asked, ItemView.Columns, ItemView.Visible + only, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapGet("/{id:guid}/items", List)
        .WithName("ListVerificationItems")
        .WithSummary("List the files of a verification round")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.CursorInvalid);

    /// <param name="overdue">true: only files that are due though the last day is over; false: only the others.</param>
    private static async Task<Reply<Page<ItemView>>> List(Guid id, ListQuery asked, bool? overdue, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked, overdue), ct));
}
