namespace HeroApi.Cases.Investigation;

/// <summary>Lists the tasks of an investigation, open and closed.</summary>
internal static class ListTasks
{
    internal sealed record Query(Guid CaseId) : IQuery<Result>;

    /// <summary>The tasks of a case, the oldest first.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Tasks { get; init; }

        internal static Result Example => new() { Tasks = [Item.Example] };
    }

    /// <summary>One task.</summary>
    internal sealed record Item
    {
        public required Guid Id { get; init; }
        public required string What { get; init; }
        public required string Assignee { get; init; }
        public DateOnly? DueOn { get; init; }

        /// <summary>open, done or cancelled.</summary>
        public required string State { get; init; }

        public DateOnly? ClosedOn { get; init; }
        public string? Result { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c3"),
            What = "调取村口监控",
            Assignee = "示范办案人甲",
            DueOn = new DateOnly(2026, 5, 15),
            State = "open"
        };
    }

    internal sealed class Handler(Db db, CaseSource source) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return new Result
            {
                Tasks = await db.Query<Item>("SELECT id, what, assignee, due_on, state, closed_on, result FROM cases_task WHERE case_id = @Id ORDER BY id", new { row.Id }, cancellationToken)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/tasks", List)
        .WithName("ListTasks")
        .WithSummary("The tasks of an investigation")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<Result>> List(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
