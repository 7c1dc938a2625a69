namespace HeroApi.Recognition.Verification;

/// <summary>Lists verification rounds, without how far they have come.</summary>
internal static class ListVerificationRounds
{
    private static readonly Listing Listing = new Listing("r")
        .Code("state", "r.state", VerificationCodes.RoundStates, "Open or closed; index (due_on, id)")
        .Date("dueOn", "r.due_on", "r.due_on", "The last day; index (due_on, id)")
        .Organisations()
        .Sort("dueOn", "r.due_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<RoundView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<RoundView>>
    {
        public async Task<Page<RoundView>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<RoundRow>(query.Asked, RoundSource.Columns, RoundSource.Rounds.Visible, cancellationToken)).Select(round => round.View);
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapGet("", List)
        .WithName("ListVerificationRounds")
        .WithSummary("List verification rounds")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<RoundView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
