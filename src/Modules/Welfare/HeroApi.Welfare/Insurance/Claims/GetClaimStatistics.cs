namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>
/// Counts the claims that were reported in a period, by kind and by where they stand: persons (人) and claims (件) are two measures and are
/// never added. Withdrawn ones are counted apart from the whole. Only what the caller sees is counted.
/// </summary>
internal static class GetClaimStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of a period. Money is in fen.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of reports, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>How many persons (人) have a claim that was not withdrawn; who has several counts once.</summary>
        public required long Persons { get; init; }

        /// <summary>How many claims (件) were not withdrawn.</summary>
        public required long Claims { get; init; }

        /// <summary>How many of these were reported late.</summary>
        public required long Late { get; init; }

        /// <summary>How many persons (人) were paid something.</summary>
        public required long PaidPersons { get; init; }

        /// <summary>What is claimed by those that were not withdrawn.</summary>
        public required long ClaimedFen { get; init; }

        /// <summary>What was granted.</summary>
        public required long ApprovedFen { get; init; }

        /// <summary>What was paid.</summary>
        public required long PaidFen { get; init; }

        /// <summary>By kind and where they stand, withdrawn ones too.</summary>
        public required IReadOnlyList<Share> Kinds { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            Persons = 1,
            Claims = 1,
            Late = 0,
            PaidPersons = 1,
            ClaimedFen = 12_500_000,
            ApprovedFen = 10_000_000,
            PaidFen = 4_000_000,
            Kinds = [Share.Example]
        };
    }

    /// <summary>The claims of one kind in one state.</summary>
    internal sealed record Share
    {
        /// <summary>Of the vocabulary cover_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>Of the vocabulary claim_state.</summary>
        public required string State { get; init; }

        public required long Persons { get; init; }
        public required long Claims { get; init; }
        public required long ClaimedFen { get; init; }
        public required long ApprovedFen { get; init; }
        public required long PaidFen { get; init; }

        internal static Share Example => new() { Kind = ClaimCodes.Disability, State = ClaimCodes.Approved, Persons = 1, Claims = 1, ClaimedFen = 12_500_000, ApprovedFen = 10_000_000, PaidFen = 4_000_000 };
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
        private const string Sums =
            """
            CAST(COALESCE(SUM(c.claimed_fen), 0) AS bigint) AS claimed_fen, CAST(COALESCE(SUM(c.approved_fen), 0) AS bigint) AS approved_fen,
            CAST(COALESCE(SUM(c.paid_fen), 0) AS bigint) AS paid_fen
            """;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ((from, to), span) = (DaySpan.Of(query.From, query.To, clock.Today()), RegionSpan.Of(query.Region));
            var parameters = new { from, to, first = span.From, past = span.Past };
            var within = span.From.Length == 0 ? "" : "AND e.household_region >= @first AND e.household_region < @past";
            var counted = await db.Single<Counted>(
                $"""
                SELECT COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS claims, COUNT(*) FILTER (WHERE c.late_days > 0) AS late,
                       COUNT(DISTINCT CASE WHEN c.paid_fen > 0 THEN e.person_id END) AS paid_persons, {Sums}
                FROM   welfare_claim c
                JOIN   welfare_entitlement e ON e.hero_id = c.hero_id AND UNSCOPED('who sees a claim may count its person')
                WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.state <> 'withdrawn' AND c.reported_on >= @from AND c.reported_on <= @to {within}
                """, parameters, cancellationToken);
            var kinds = await db.Query<Share>(
                $"""
                SELECT c.kind, c.state, COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS claims, {Sums}
                FROM   welfare_claim c
                JOIN   welfare_entitlement e ON e.hero_id = c.hero_id AND UNSCOPED('who sees a claim may count its person')
                WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.reported_on >= @from AND c.reported_on <= @to {within}
                GROUP  BY c.kind, c.state
                ORDER  BY c.kind, c.state
                """, parameters, cancellationToken);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                Persons = counted.Persons,
                Claims = counted.Claims,
                Late = counted.Late,
                PaidPersons = counted.PaidPersons,
                ClaimedFen = counted.ClaimedFen,
                ApprovedFen = counted.ApprovedFen,
                PaidFen = counted.PaidFen,
                Kinds = kinds
            };
        }
    }

    private sealed record Counted
    {
        public required long Persons { get; init; }
        public required long Claims { get; init; }
        public required long Late { get; init; }
        public required long PaidPersons { get; init; }
        public required long ClaimedFen { get; init; }
        public required long ApprovedFen { get; init; }
        public required long PaidFen { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/insurance-claim-statistics", Get)
        .WithTags("Insurance")
        .WithName("GetClaimStatistics")
        .WithSummary("How many persons claimed how much, and what was granted and paid")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day of reports, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day of reports; today unless said.</param>
    /// <param name="region">Only of persons registered in this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
