using Dapper;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>
/// Counts ceremonies (场次), persons honoured (人) and how often persons were honoured (人次) in a period. The three are different measures and never
/// added. Only ceremonies and hero files that the caller sees count.
/// </summary>
internal static class GetCeremonyStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of all kinds together, and of each.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of the period, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>Its last day.</summary>
        public required DateOnly To { get; init; }

        /// <summary>Held here or below: GB/T 2260; absent for everywhere.</summary>
        public string? Region { get; init; }

        /// <summary>Who was honoured at two kinds of ceremonies is one person here.</summary>
        public required CeremonyFigures All { get; init; }

        /// <summary>Those kinds that there were.</summary>
        public required IReadOnlyList<OfKind> Kinds { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 1),
            Region = "371500",
            All = CeremonyFigures.Example,
            Kinds = [new OfKind { Kind = "commendation_meeting", Figures = CeremonyFigures.Example }]
        };
    }

    /// <summary>The figures of one kind.</summary>
    internal sealed record OfKind
    {
        /// <summary>Of the vocabulary ceremony_kind.</summary>
        public required string Kind { get; init; }

        public required CeremonyFigures Figures { get; init; }
    }

    /// <summary>Three measures that are never added together.</summary>
    internal sealed record CeremonyFigures
    {
        /// <summary>How many were held (场次).</summary>
        public required long Ceremonies { get; init; }

        /// <summary>How many persons were honoured (人): each once.</summary>
        public required long Persons { get; init; }

        /// <summary>How often persons were honoured (人次): each once for a ceremony.</summary>
        public required long PersonTimes { get; init; }

        internal static CeremonyFigures Example => new() { Ceremonies = 3, Persons = 12, PersonTimes = 15 };
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
        private const string Held = "FROM recognition_ceremony c WHERE SCOPE(c) AND c.deleted_at IS NULL AND c.held_on >= @first AND c.held_on <= @last";
        private const string There = " AND c.region_code >= @From AND c.region_code < @Past";
        private const string Honoured = "SELECT DISTINCT m.ceremony_id, h.id FROM recognition_ceremony_hero m JOIN recognition_hero h ON h.id = m.hero_id WHERE SCOPE(h) AND h.deleted_at IS NULL";
        private const string Counts =
            """
            COUNT(DISTINCT recognition_held.id) AS ceremonies, COUNT(DISTINCT recognition_seen.id) AS persons, COUNT(recognition_seen.id) AS person_times
            FROM recognition_held LEFT JOIN recognition_seen ON recognition_seen.ceremony_id = recognition_held.id
            """;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (from, to) = DaySpan.Of(query.From, query.To, clock.Today());
            var span = RegionSpan.Of(query.Region);
            var named = $"WITH recognition_held AS (SELECT c.id, c.kind {Held}{(query.Region is null ? "" : There)}), recognition_seen AS ({Honoured})";
            DynamicParameters Asked() => new(new { first = from, last = to, span.From, span.Past });
            var all = await db.Single<CeremonyFigures>($"{named} SELECT {Counts}", Asked(), cancellationToken);
            var kinds = await db.Query<Row>($"{named} SELECT recognition_held.kind, {Counts} GROUP BY recognition_held.kind ORDER BY recognition_held.kind", Asked(), cancellationToken);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                All = all,
                Kinds = [.. kinds.Select(row => new OfKind { Kind = row.Kind, Figures = new CeremonyFigures { Ceremonies = row.Ceremonies, Persons = row.Persons, PersonTimes = row.PersonTimes } })]
            };
        }

        private sealed record Row
        {
            public required string Kind { get; init; }
            public required long Ceremonies { get; init; }
            public required long Persons { get; init; }
            public required long PersonTimes { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/ceremony-statistics", Get)
        .WithTags("Ceremonies")
        .WithName("GetCeremonyStatistics")
        .WithSummary("How many ceremonies were held and persons honoured in a period")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="from">The first day, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    /// <param name="region">Held in this region or below it: GB/T 2260; everywhere unless said.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
