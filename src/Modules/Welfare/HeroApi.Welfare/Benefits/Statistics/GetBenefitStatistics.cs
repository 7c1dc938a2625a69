namespace HeroApi.Welfare.Benefits.Statistics;

/// <summary>
/// Counts the benefits that were asked for in a period by kind and by where they stand: persons (人) and cases (件) are two measures and
/// are never added; households (户) that were surveyed in the year are a third. Only what the caller sees is counted.
/// </summary>
internal static class GetBenefitStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of a period.</summary>
    internal sealed record Result
    {
        /// <summary>The first day on which it was asked for, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>How many persons (人); who has several cases counts once.</summary>
        public required long Persons { get; init; }

        /// <summary>How many cases (件).</summary>
        public required long Cases { get; init; }

        /// <summary>By kind and where they stand.</summary>
        public required IReadOnlyList<Share> Kinds { get; init; }

        /// <summary>How many households (户) have a plan of the year of the last day; not narrowed by region.</summary>
        public required long PlannedHouseholds { get; init; }

        internal static Result Example => new() { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 6, 30), Persons = 12, Cases = 15, Kinds = [Share.Example], PlannedHouseholds = 105 };
    }

    /// <summary>The cases of one kind in one state.</summary>
    internal sealed record Share
    {
        /// <summary>Of the vocabulary benefit_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>Of the vocabulary benefit_state.</summary>
        public required string State { get; init; }

        public required long Persons { get; init; }
        public required long Cases { get; init; }

        internal static Share Example => new() { Kind = "study_aid", State = "granted", Persons = 3, Cases = 3 };
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
            var ((from, to), span) = (DaySpan.Of(query.From, query.To, clock.Today()), RegionSpan.Of(query.Region));
            var parameters = new { from, to, year = to.Year, first = span.From, past = span.Past };
            var within = span.From.Length == 0 ? "" : "AND c.region >= @first AND c.region < @past";
            var counted = await db.Single<Counted>(
                $"""
                SELECT COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS cases
                FROM   welfare_benefit c
                JOIN   welfare_entitlement e ON e.hero_id = c.hero_id AND UNSCOPED('who sees a case may count its person')
                WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.applied_on >= @from AND c.applied_on <= @to {within}
                """, parameters, cancellationToken);
            var kinds = await db.Query<Share>(
                $"""
                SELECT c.kind, c.state, COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS cases
                FROM   welfare_benefit c
                JOIN   welfare_entitlement e ON e.hero_id = c.hero_id AND UNSCOPED('who sees a case may count its person')
                WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.applied_on >= @from AND c.applied_on <= @to {within}
                GROUP  BY c.kind, c.state
                ORDER  BY c.kind, c.state
                """, parameters, cancellationToken);
            var households = await db.Single<long>(
                """
                SELECT COUNT(DISTINCT e.person_id)
                FROM   welfare_household_plan h
                JOIN   welfare_entitlement e ON e.hero_id = h.hero_id AND UNSCOPED('who sees a plan may count its household')
                WHERE  SCOPE(h) AND h.deleted_at IS NULL AND h.year = @year
                """, parameters, cancellationToken);
            return new Result { From = from, To = to, Region = query.Region, Persons = counted.Persons, Cases = counted.Cases, Kinds = kinds, PlannedHouseholds = households };
        }
    }

    private sealed record Counted
    {
        public required long Persons { get; init; }
        public required long Cases { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/benefit-statistics", Get)
        .WithTags("Benefits")
        .WithName("GetBenefitStatistics")
        .WithSummary("How many persons asked for how many benefits, by kind and result")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day on which it was asked for, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    /// <param name="region">Given in this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
