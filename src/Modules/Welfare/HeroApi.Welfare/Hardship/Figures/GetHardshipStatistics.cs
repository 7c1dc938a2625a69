using HeroApi.Welfare.Hardship.Findings;

namespace HeroApi.Welfare.Hardship.Figures;

/// <summary>
/// Counts the survey of a year: persons on its lists by where they stand, and how hard households have it. Persons (人) and households (户) are two
/// measures and are never added. Only what the caller sees is counted.
/// </summary>
internal static class GetHardshipStatistics
{
    internal sealed record Query(int? Year, string? Region, Guid? Survey) : IQuery<Result>;

    /// <summary>The figures of a year.</summary>
    internal sealed record Result
    {
        public required int Year { get; init; }

        /// <summary>Where the households live; absent for everywhere.</summary>
        public string? Region { get; init; }

        /// <summary>How many persons (人) are on the lists of the year, each once though several surveys ask for him; who has left a list is not counted.</summary>
        public required long Listed { get; init; }

        public required long Done { get; init; }
        public required long Due { get; init; }
        public required long Refused { get; init; }
        public required long NotFound { get; init; }

        /// <summary>Still due when the survey was closed.</summary>
        public required long Missed { get; init; }

        /// <summary>What was found, by class; only classes that there are.</summary>
        public required IReadOnlyList<OfClass> Classes { get; init; }

        internal static Result Example => new()
        {
            Year = 2026,
            Region = "371500",
            Listed = 103,
            Done = 100,
            Due = 0,
            Refused = 1,
            NotFound = 2,
            Missed = 0,
            Classes = [new OfClass { Hardship = "near_minimum", Persons = 12, Households = 11, WithoutPlan = 2 }]
        };
    }

    /// <summary>Households of one class of hardship.</summary>
    internal sealed record OfClass
    {
        /// <summary>Of the vocabulary household_hardship.</summary>
        public required string Hardship { get; init; }

        /// <summary>How many persons on the register (人) live in them.</summary>
        public required long Persons { get; init; }

        /// <summary>How many households (户): who shares one with another hero counts with him.</summary>
        public required long Households { get; init; }

        /// <summary>How many of the households are in hardship and have no plan of the year.</summary>
        public required long WithoutPlan { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Year).InclusiveBetween(1990, 2999).OverridePropertyName("query.year");
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private const string Lives = "COALESCE(e.living_region, e.household_region)";

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (year, span) = (query.Year ?? clock.Today().Year, RegionSpan.Of(query.Region));
            var asked = new { year, span.From, span.Past, query.Survey };
            var within = span.From.Length == 0 ? "" : $"AND {Lives} >= @From AND {Lives} < @Past";
            var listed = (await db.Query<Standing>(
                $"""
                SELECT l.best, COUNT(*) AS persons
                FROM  (SELECT MIN(CASE x.state WHEN 'done' THEN 0 WHEN 'due' THEN 1 WHEN 'refused' THEN 2 WHEN 'not_found' THEN 3 ELSE 4 END) AS best
                       FROM   welfare_survey_entry x
                       JOIN   welfare_hardship_survey s ON s.id = x.survey_id AND UNSCOPED('whoever opened it')
                       JOIN   welfare_entitlement e ON e.hero_id = x.hero_id
                       WHERE  SCOPE(e) AND s.year = @year AND x.state <> 'left' {within} {(query.Survey is null ? "" : "AND x.survey_id = @Survey")}
                       GROUP  BY e.person_id) AS l
                GROUP  BY l.best
                """, asked, cancellationToken)).ToDictionary(standing => standing.Best, standing => standing.Persons);
            var classes = await db.Query<OfClass>(
                $"""
                SELECT c.hardship, COUNT(DISTINCT c.person_id) AS persons, COUNT(DISTINCT c.household) AS households, COUNT(DISTINCT CASE WHEN c.unplanned THEN c.household END) AS without_plan
                FROM  (SELECT g.hardship, e.person_id, COALESCE(g.household_id, e.person_id) AS household, {Household.WithoutPlan} AS unplanned
                       FROM   welfare_hardship_finding g
                       JOIN   welfare_entitlement e ON e.hero_id = g.hero_id AND UNSCOPED('who sees a finding may count its household')
                       WHERE  SCOPE(g) AND g.deleted_at IS NULL AND g.year = @year {within}
                       {(query.Survey is null ? "" : "AND EXISTS (SELECT 1 FROM welfare_survey_entry x WHERE x.finding_id = g.id AND x.survey_id = @Survey)")}) AS c
                GROUP  BY c.hardship
                ORDER  BY c.hardship
                """, asked, cancellationToken);
            return new Result
            {
                Year = year,
                Region = query.Region,
                Listed = listed.Values.Sum(),
                Done = listed.GetValueOrDefault(0),
                Due = listed.GetValueOrDefault(1),
                Refused = listed.GetValueOrDefault(2),
                NotFound = listed.GetValueOrDefault(3),
                Missed = listed.GetValueOrDefault(4),
                Classes = classes
            };
        }

        private sealed record Standing
        {
            public required long Best { get; init; }
            public required long Persons { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hardship-statistics", Get)
        .WithTags("Hardship")
        .WithName("GetHardshipStatistics")
        .WithSummary("How far the survey of a year has come, and how hard households have it")
        .RequireScope(WelfareScopes.Read);

    /// <param name="year">The year of the survey; this one unless said.</param>
    /// <param name="region">Of persons who live, or as far as that is not known are registered, in this region or below it: GB/T 2260.</param>
    /// <param name="survey">Of this survey alone.</param>
    private static async Task<Reply<Result>> Get(int? year, string? region, Guid? survey, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(year, region, survey), ct));
}
