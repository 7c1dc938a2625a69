namespace HeroApi.Cases.Procedure;

/// <summary>Tells the course of a case: every step in order, who took it, when, why, and by which article.</summary>
internal static class GetCaseTimeline
{
    internal sealed record Query(Guid CaseId) : IQuery<Result>;

    /// <summary>The steps of a case, the oldest first.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Steps { get; init; }

        internal static Result Example => new() { Steps = [Item.Example] };
    }

    /// <summary>One step.</summary>
    internal sealed record Item
    {
        public required DateTimeOffset At { get; init; }

        /// <summary>The name that <c>/actions</c> gives it.</summary>
        public required string Action { get; init; }

        public required string StateFrom { get; init; }
        public required string StateTo { get; init; }
        public Guid? ActorId { get; init; }

        /// <summary>The business date it counts for, in China.</summary>
        public DateOnly? OnDate { get; init; }

        public string? Reason { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        public Guid? OrgId { get; init; }

        /// <summary>The key that took it; all zeroes for the system itself.</summary>
        public required Guid Principal { get; init; }

        internal static Item Example => new()
        {
            At = CaseView.Example.UpdatedAt,
            Action = "acceptance",
            StateFrom = "filed",
            StateTo = "investigating",
            OnDate = new DateOnly(2026, 5, 12),
            OrgId = CaseView.Example.OwnerOrgId,
            Principal = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1")
        };
    }

    internal sealed class Handler(Db db, CaseSource source) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return new Result
            {
                Steps = await db.Query<Item>(
                    """
                    SELECT at, action, state_from, state_to, actor_id, on_date, reason, basis, org_id, principal
                    FROM   cases_step
                    WHERE  case_id = @Id
                    ORDER  BY id
                    """, new { row.Id }, cancellationToken)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/timeline", Get)
        .WithName("GetCaseTimeline")
        .WithSummary("The course of a case, step by step")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<Result>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
