using Dapper;

namespace HeroApi.Welfare.Visits.Figures;

/// <summary>
/// Counts the visits of a period: persons (人), person-times (人次), households (户) and recipients' times are four measures that are never added,
/// and cash and goods are kept apart. Only visits that the caller sees count; cancelled ones do not.
/// </summary>
internal static class GetVisitStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region, Guid? Campaign) : IQuery<Result>;

    /// <summary>The figures of all visits, by occasion and by who paid them.</summary>
    internal sealed record Result
    {
        /// <summary>The first day, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>Who was visited on two occasions is one person here.</summary>
        public required VisitFigures All { get; init; }

        /// <summary>Those occasions that there were.</summary>
        public required IReadOnlyList<OfOccasion> Occasions { get; init; }

        /// <summary>Those organisations, such as stations, that paid visits themselves.</summary>
        public required IReadOnlyList<OfOrganisation> Organisations { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            All = VisitFigures.Example,
            Occasions = [new OfOccasion { Occasion = "spring_festival", Figures = VisitFigures.Example }],
            Organisations = [new OfOrganisation { OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"), Figures = VisitFigures.Example }]
        };
    }

    /// <summary>The figures of one occasion.</summary>
    internal sealed record OfOccasion
    {
        /// <summary>Of the vocabulary visit_occasion.</summary>
        public required string Occasion { get; init; }

        public required VisitFigures Figures { get; init; }
    }

    /// <summary>The figures of one organisation.</summary>
    internal sealed record OfOrganisation
    {
        public required Guid OrgId { get; init; }
        public required VisitFigures Figures { get; init; }
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
        private const string Counts =
            """
            COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS person_times, COUNT(DISTINCT COALESCE(v.household_id, e.person_id)) AS households,
            CAST(COALESCE(SUM(v.recipient_count), 0) AS bigint) AS recipient_times, CAST(COALESCE(SUM(v.cash_fen), 0) AS bigint) AS cash_fen,
            CAST(COALESCE(SUM(v.goods_value_fen), 0) AS bigint) AS goods_value_fen
            """;

        private const string Paid =
            """
            FROM   welfare_visit v
            JOIN   welfare_entitlement e ON e.hero_id = v.hero_id
            WHERE  SCOPE(v) AND v.state = 'paid' AND v.on_date >= @from AND v.on_date <= @to AND UNSCOPED('of a person only that a visit which is seen was paid to him')
            """;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, (from, to), span) = (cancellationToken, DaySpan.Of(query.From, query.To, clock.Today()), RegionSpan.Of(query.Region));
            var asked = (span.From.Length == 0 ? "" : "\nAND e.household_region >= @First AND e.household_region < @Past") + (query.Campaign is null ? "" : "\nAND v.campaign_id = @Campaign");
            DynamicParameters Asked() => new(new { from, to, First = span.From, span.Past, query.Campaign });
            var occasions = await db.Query<OccasionRow>($"SELECT v.occasion, {Counts}\n{Paid}{asked}\nGROUP BY v.occasion ORDER BY v.occasion", Asked(), ct);
            var organisations = await db.Query<OrganisationRow>($"SELECT v.owner_org_id, {Counts}\n{Paid}{asked}\nGROUP BY v.owner_org_id ORDER BY v.owner_org_id", Asked(), ct);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                All = await db.Single<VisitFigures>($"SELECT {Counts}\n{Paid}{asked}", Asked(), ct),
                Occasions = [.. occasions.Select(row => new OfOccasion { Occasion = row.Occasion, Figures = row.Figures })],
                Organisations = [.. organisations.Select(row => new OfOrganisation { OrgId = row.OwnerOrgId, Figures = row.Figures })]
            };
        }

        private sealed record OccasionRow : Counted
        {
            public required string Occasion { get; init; }
        }

        private sealed record OrganisationRow : Counted
        {
            public required Guid OwnerOrgId { get; init; }
        }

        private abstract record Counted
        {
            public required long Persons { get; init; }
            public required long PersonTimes { get; init; }
            public required long Households { get; init; }
            public required long RecipientTimes { get; init; }
            public required long CashFen { get; init; }
            public required long GoodsValueFen { get; init; }

            internal VisitFigures Figures => new()
            {
                Persons = Persons,
                PersonTimes = PersonTimes,
                Households = Households,
                RecipientTimes = RecipientTimes,
                CashFen = CashFen,
                GoodsValueFen = GoodsValueFen
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/visit-statistics", Get)
        .WithTags("Visits")
        .WithName("GetVisitStatistics")
        .WithSummary("How many persons and households were visited how often in a period, and with what")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    /// <param name="region">Of persons registered in this region or below it: GB/T 2260.</param>
    /// <param name="campaign">Of this campaign.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, Guid? campaign, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region, campaign), ct));
}

/// <summary>What was counted: measures that are never added, and money apart.</summary>
internal sealed record VisitFigures
{
    /// <summary>How many persons of the register (人) were visited, or their families: each once.</summary>
    public required long Persons { get; init; }

    /// <summary>How often (人次): each once for a visit.</summary>
    public required long PersonTimes { get; init; }

    /// <summary>How many households (户): who shares one with another hero counts with him; everybody else is one of his own.</summary>
    public required long Households { get; init; }

    /// <summary>How often somebody was met and given to, members of the family among them.</summary>
    public required long RecipientTimes { get; init; }

    public required long CashFen { get; init; }

    /// <summary>What goods were worth, in fen.</summary>
    public required long GoodsValueFen { get; init; }

    internal static VisitFigures Example => new() { Persons = 12, PersonTimes = 15, Households = 11, RecipientTimes = 21, CashFen = 2_400_000, GoodsValueFen = 240_000 };
}
