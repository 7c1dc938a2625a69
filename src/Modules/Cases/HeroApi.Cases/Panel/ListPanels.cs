namespace HeroApi.Cases.Panel;

/// <summary>Lists the panels of a case, those that another has replaced too, with who voted how; only for those who decide.</summary>
internal static class ListPanels
{
    internal sealed record Query(Guid CaseId) : IQuery<Result>;

    /// <summary>The panels of a case, the oldest first.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Panels { get; init; }

        internal static Result Example => new() { Panels = [new Item { Panel = PanelView.Example, Votes = MinuteVotes.Command.Example.Votes }] };
    }

    /// <summary>A panel and the votes as they were minuted, those of members recused since included.</summary>
    internal sealed record Item
    {
        public required PanelView Panel { get; init; }
        public required IReadOnlyList<PanelVote> Votes { get; init; }
    }

    internal sealed class Handler(Db db, CaseSource source) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var panels = await db.Query<PanelRow>($"SELECT {PanelRow.Columns} FROM cases_panel WHERE case_id = @Id ORDER BY id", new { row.Id }, cancellationToken);
            return new Result { Panels = [.. panels.Select(Of)] };
        }

        private static Item Of(PanelRow panel)
        {
            var cast = panel.Cast;
            return new Item { Panel = panel.View(cast.Select(vote => vote.ActorId).Distinct()), Votes = cast };
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/panels", List)
        .WithName("ListPanels")
        .WithSummary("The panels of a case, with who voted how")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<Result>> List(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
