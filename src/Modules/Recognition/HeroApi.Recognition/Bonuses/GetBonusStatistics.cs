namespace HeroApi.Recognition.Bonuses;

/// <summary>
/// Counts the bonuses that were granted by decisions of a period: persons (人), bonuses (笔) and money are three measures and are
/// never added. Only what the caller sees is counted, so secret ones only for holders of protected:read.
/// </summary>
internal static class GetBonusStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of what was approved, whatever became of it since. Money is in fen.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of decisions, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>How many persons (人); who has several bonuses counts once.</summary>
        public required long Persons { get; init; }

        /// <summary>How many bonuses (笔).</summary>
        public required long Bonuses { get; init; }

        public required long ApprovedFen { get; init; }

        /// <summary>What was paid of it, on whatever day.</summary>
        public required long PaidFen { get; init; }

        /// <summary>What was given back of that.</summary>
        public required long RecoveredFen { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            Region = "410000",
            Persons = 11,
            Bonuses = 14,
            ApprovedFen = 81_000_000,
            PaidFen = 76_000_000,
            RecoveredFen = 0
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (from, to) = DaySpan.Of(query.From, query.To, clock.Today());
            var span = RegionSpan.Of(query.Region);
            var counted = await db.Single<Counted>(
                $"""
                SELECT COUNT(DISTINCT b.hero_id) AS persons, COUNT(*) AS bonuses, CAST(COALESCE(SUM(b.amount_fen), 0) AS bigint) AS approved_fen,
                       CAST(COALESCE(SUM(b.paid_fen), 0) AS bigint) AS paid_fen, CAST(COALESCE(SUM(b.recovered_fen), 0) AS bigint) AS recovered_fen
                FROM   recognition_bonus b
                WHERE  SCOPE(b) AND b.deleted_at IS NULL AND b.state IN {BonusCodes.Granted} AND b.decided_on >= @from AND b.decided_on <= @to
                {(span.From.Length == 0 ? "" : "AND b.region >= @first AND b.region < @past")}
                """, new { from, to, first = span.From, past = span.Past }, cancellationToken);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                Persons = counted.Persons,
                Bonuses = counted.Bonuses,
                ApprovedFen = counted.ApprovedFen,
                PaidFen = counted.PaidFen,
                RecoveredFen = counted.RecoveredFen
            };
        }
    }

    private sealed record Counted
    {
        public required long Persons { get; init; }
        public required long Bonuses { get; init; }
        public required long ApprovedFen { get; init; }
        public required long PaidFen { get; init; }
        public required long RecoveredFen { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/bonus-statistics", Get)
        .WithTags("Bonuses")
        .WithName("GetBonusStatistics")
        .WithSummary("How many persons were granted how many bonuses and how much, by decisions of a period")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="from">The first day of decisions, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day of decisions; today unless said.</param>
    /// <param name="region">Counted for this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
