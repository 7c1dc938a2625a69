using HeroApi.Recognition.Contracts;

namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>Counts the persons (人) on the register on a day and how many of them were insured. Only whom the caller sees is counted.</summary>
internal static class GetInsuranceStatistics
{
    private const int AtOnce = 500;

    internal sealed record Query(DateOnly? On, string? Region) : IQuery<Result>;

    /// <summary>Persons, each once.</summary>
    internal sealed record Result
    {
        /// <summary>The day, in China.</summary>
        public required DateOnly On { get; init; }

        public string? Region { get; init; }

        /// <summary>Persons on the register on that day (在册).</summary>
        public required long Registered { get; init; }

        /// <summary>Those of them whom a policy covered, by name or as anybody on the register.</summary>
        public required long Insured { get; init; }

        /// <summary>The rest, whom /coverage-gaps names.</summary>
        public required long Uninsured { get; init; }

        internal static Result Example => new() { On = new DateOnly(2026, 6, 1), Region = "371502", Registered = 84, Insured = 82, Uninsured = 2 };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(q => q.On).Must(on => on is null || on <= clock.Today()).OverridePropertyName("query.on").Refuses(ValueProblems.InFuture);
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (on, span) = (query.On ?? clock.Today(), RegionSpan.Of(query.Region));
            var persons = await db.Query<Person>(
                $"""
                SELECT e.hero_id, CASE WHEN {CoverSql.Insured} THEN 1 ELSE 0 END AS insured
                {CoverSql.Persons}
                {(span.From.Length == 0 ? "" : "AND e.household_region >= @first AND e.household_region < @past")}
                """, new { on, first = span.From, past = span.Past }, cancellationToken);
            var (registered, insured) = (0L, 0L);
            foreach (var chunk in persons.Chunk(AtOnce))
            {
                var there = await mediator.Send(new FindOnRegister([.. chunk.Select(person => person.HeroId)], on), cancellationToken);
                registered += there.Count;
                insured += chunk.Count(person => person.Insured == 1 && there.Contains(person.HeroId));
            }

            return new Result { On = on, Region = query.Region, Registered = registered, Insured = insured, Uninsured = registered - insured };
        }

        private sealed record Person
        {
            public required Guid HeroId { get; init; }
            public required long Insured { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/insurance-statistics", Get)
        .WithTags("Insurance")
        .WithName("GetInsuranceStatistics")
        .WithSummary("How many persons on the register are insured")
        .RequireScope(WelfareScopes.Read);

    /// <param name="on">The day, in China; today unless said.</param>
    /// <param name="region">Only persons registered in this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? on, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(on, region), ct));
}
