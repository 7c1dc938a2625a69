namespace HeroApi.Welfare.Grants.Applications;

/// <summary>
/// Counts the grants that were decided in a period: persons (人), grants (笔), and money once, by month and by year are measures of
/// their own and are never added. Only what the caller sees is counted.
/// </summary>
internal static class GetGrantStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of what stands granted. Money is in fen.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of decisions, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>How many persons (人); who has several grants counts once.</summary>
        public required long Persons { get; init; }

        /// <summary>How many grants (笔).</summary>
        public required long Grants { get; init; }

        /// <summary>What is granted, by route, payer and period.</summary>
        public required IReadOnlyList<Share> Amounts { get; init; }

        internal static Result Example => new() { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 6, 30), Region = "370000", Persons = 3, Grants = 4, Amounts = [Share.Example] };
    }

    /// <summary>What one payer pays by grants of one route.</summary>
    internal sealed record Share
    {
        /// <summary>Of the vocabulary grant_route.</summary>
        public required string Route { get; init; }

        /// <summary>Of the vocabulary grant_payer.</summary>
        public required string Payer { get; init; }

        /// <summary>Of the vocabulary grant_period.</summary>
        public required string Per { get; init; }

        public required long Persons { get; init; }
        public required long AmountFen { get; init; }

        internal static Share Example => new() { Route = "other_death", Payer = GrantCodes.Fund, Per = "once", Persons = 1, AmountFen = 134_376_000 };
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
            var parameters = new { from, to, first = span.From, past = span.Past };
            var within = span.From.Length == 0 ? "" : "AND g.region >= @first AND g.region < @past";
            var counted = await db.Single<Counted>(
                $"""
                SELECT COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS grants
                FROM   welfare_grant g
                JOIN   welfare_entitlement e ON e.hero_id = g.hero_id AND UNSCOPED('who sees a grant may count its person')
                WHERE  SCOPE(g) AND g.deleted_at IS NULL AND g.state = 'granted' AND g.decided_on >= @from AND g.decided_on <= @to {within}
                """, parameters, cancellationToken);
            var amounts = await db.Query<Share>(
                $"""
                SELECT g.route, p.payer, p.per, COUNT(DISTINCT e.person_id) AS persons, CAST(SUM(p.amount_fen) AS bigint) AS amount_fen
                FROM   welfare_grant g
                JOIN   welfare_entitlement e ON e.hero_id = g.hero_id AND UNSCOPED('who sees a grant may count its person')
                JOIN   welfare_grant_part p ON p.grant_id = g.id
                WHERE  SCOPE(g) AND g.deleted_at IS NULL AND g.state = 'granted' AND g.decided_on >= @from AND g.decided_on <= @to {within}
                GROUP  BY g.route, p.payer, p.per
                ORDER  BY g.route, p.payer, p.per
                """, parameters, cancellationToken);
            return new Result { From = from, To = to, Region = query.Region, Persons = counted.Persons, Grants = counted.Grants, Amounts = amounts };
        }
    }

    private sealed record Counted
    {
        public required long Persons { get; init; }
        public required long Grants { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/grant-statistics", Get)
        .WithTags("Grants")
        .WithName("GetGrantStatistics")
        .WithSummary("How many persons were granted how much, by route and payer")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day of decisions, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day of decisions; today unless said.</param>
    /// <param name="region">Of acts in this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
