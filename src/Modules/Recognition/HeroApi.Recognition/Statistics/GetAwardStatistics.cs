using Dapper;
using HeroApi.Recognition.Register;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Statistics;

/// <summary>
/// Counts honours that stand: awards, and the persons who have them, each by itself. Only what the caller sees counts: awards and files both, so
/// a confidential award counts only for who may know of it. Honours of another system, such as the list of good people, are counted apart.
/// </summary>
internal static class GetAwardStatistics
{
    internal sealed record Query(string? Region, string? Level, Guid? TitleId, DateOnly? From, DateOnly? To, Guid? Org) : IQuery<Result>;

    /// <summary>The figures. Awards and persons are two measures: a group award counts once, and its members as persons.</summary>
    internal sealed record Result
    {
        /// <summary>Everything of the levels together.</summary>
        public required Figures All { get; init; }

        /// <summary>By level, the highest first; a person with honours of two levels counts at both.</summary>
        public required IReadOnlyList<OfLevel> Levels { get; init; }

        /// <summary>How many persons have each level as their highest; every person counts once.</summary>
        public required IReadOnlyList<HighestLevel> Highest { get; init; }

        /// <summary>Honours of another system, which are part of no other figure.</summary>
        public required Figures External { get; init; }

        internal static Result Example => new()
        {
            All = Figures.Example,
            Levels = [new OfLevel { Level = "nation", Figures = Figures.Example }],
            Highest = [new HighestLevel { Level = "nation", Persons = 14 }],
            External = new Figures { Awards = 2, GroupAwards = 0, Posthumous = 0, Persons = 2, PosthumousPersons = 0 }
        };
    }

    /// <summary>Awards and persons.</summary>
    internal sealed record Figures
    {
        /// <summary>How often a title was given: to a group once, to persons once each.</summary>
        public required long Awards { get; init; }

        /// <summary>Those of them to groups.</summary>
        public required long GroupAwards { get; init; }

        /// <summary>Those of them given after death.</summary>
        public required long Posthumous { get; init; }

        /// <summary>How many persons have any of them (人), members of groups among them.</summary>
        public required long Persons { get; init; }

        /// <summary>Those of them who have died and were given one posthumously.</summary>
        public required long PosthumousPersons { get; init; }

        internal static Figures Example => new() { Awards = 3, GroupAwards = 3, Posthumous = 1, Persons = 14, PosthumousPersons = 1 };
    }

    /// <summary>The figures of one level.</summary>
    internal sealed record OfLevel
    {
        /// <summary>Of the vocabulary honour_level.</summary>
        public required string Level { get; init; }

        public required Figures Figures { get; init; }
    }

    /// <summary>The persons whose highest level this is.</summary>
    internal sealed record HighestLevel
    {
        /// <summary>Of the vocabulary honour_level.</summary>
        public required string Level { get; init; }

        public required long Persons { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
            RuleFor(q => q.Level).OneOf(TitleCodes.Levels).OverridePropertyName("query.level");
            RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
        }
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Result>
    {
        private const string Counted =
            """
            WITH recognition_counted AS (
                SELECT DISTINCT a.id AS award_id, r.hero_id, a.level, a.kind, a.posthumous, CASE WHEN a.group_name IS NULL THEN 0 ELSE 1 END AS grouped,
                       CASE WHEN a.posthumous AND h.died_on IS NOT NULL THEN 1 ELSE 0 END AS died,
                       CASE a.level WHEN 'nation' THEN 1 WHEN 'province' THEN 2 WHEN 'city' THEN 3 WHEN 'county' THEN 4 ELSE 5 END AS place
                FROM   recognition_award a
                JOIN   recognition_recipient r ON r.award_id = a.id AND r.state <> 'revoked'
                JOIN   recognition_hero h ON h.id = r.hero_id
                WHERE  SCOPE(a) AND a.deleted_at IS NULL AND SCOPE(h) AND h.deleted_at IS NULL
            """;

        private const string Measures =
            """
            COUNT(DISTINCT CASE WHEN grouped = 1 THEN award_id END) + COUNT(CASE WHEN grouped = 0 THEN 1 END) AS awards, COUNT(DISTINCT CASE WHEN grouped = 1 THEN award_id END) AS group_awards,
            COUNT(DISTINCT CASE WHEN posthumous AND grouped = 1 THEN award_id END) + COUNT(CASE WHEN posthumous AND grouped = 0 THEN 1 END) AS posthumous,
            COUNT(DISTINCT hero_id) AS persons, COUNT(DISTINCT CASE WHEN died = 1 THEN hero_id END) AS posthumous_persons
            """;

        private const string Levels = $"\n)\nSELECT place, {Measures}\nFROM   recognition_counted\nWHERE  kind <> 'external'\nGROUP  BY place\nORDER  BY place";

        private const string Together = $"\n)\nSELECT CASE WHEN kind = 'external' THEN 1 ELSE 0 END AS place, {Measures}\nFROM   recognition_counted\nGROUP  BY CASE WHEN kind = 'external' THEN 1 ELSE 0 END";

        private const string Highest =
            """

            ), recognition_highest AS (
                SELECT hero_id, MIN(place) AS place FROM recognition_counted WHERE kind <> 'external' GROUP BY hero_id
            )
            SELECT place, COUNT(*) AS persons
            FROM   recognition_highest
            GROUP  BY place
            ORDER  BY place
            """;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, parameters) = (cancellationToken, new DynamicParameters(new { query.Level, query.TitleId, query.From, query.To }));
            var narrowed = Counted + Narrow(query) + new Area(query.Region, query.Org, "subtree").Clause(parameters);
            var together = await db.Query<Row>(narrowed + Together, parameters, ct);
            var levels = await db.Query<Row>(narrowed + Levels, parameters, ct);
            var highest = await db.Query<Row>(narrowed + Highest, parameters, ct);
            return new Result
            {
                All = Row.Of(together.SingleOrDefault(row => row.Place == 0)),
                Levels = [.. levels.Select(row => new OfLevel { Level = TitleCodes.Levels[(int)row.Place - 1], Figures = Row.Of(row) })],
                Highest = [.. highest.Select(row => new HighestLevel { Level = TitleCodes.Levels[(int)row.Place - 1], Persons = row.Persons })],
                External = Row.Of(together.SingleOrDefault(row => row.Place == 1))
            };
        }

        private static string Narrow(Query query) =>
            (query.Level is null ? "" : "\nAND a.level = @Level")
            + (query.TitleId is null ? "" : "\nAND a.title_id = @TitleId")
            + (query.From is null ? "" : "\nAND a.granted_to >= @From")
            + (query.To is null ? "" : "\nAND a.granted_from <= @To");

        private sealed record Row
        {
            public required long Place { get; init; }
            public long Awards { get; init; }
            public long GroupAwards { get; init; }
            public long Posthumous { get; init; }
            public required long Persons { get; init; }
            public long PosthumousPersons { get; init; }

            internal static Figures Of(Row? row) => new()
            {
                Awards = row?.Awards ?? 0,
                GroupAwards = row?.GroupAwards ?? 0,
                Posthumous = row?.Posthumous ?? 0,
                Persons = row?.Persons ?? 0,
                PosthumousPersons = row?.PosthumousPersons ?? 0
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/award-statistics", Get)
        .WithTags("Honours")
        .WithName("GetAwardStatistics")
        .WithSummary("How many honours there are, and how many persons have them, by level")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="region">Persons registered in this region or below it: GB/T 2260.</param>
    /// <param name="level">Only honours of this level.</param>
    /// <param name="title">Only this title of the catalogue.</param>
    /// <param name="from">Granted on this day or later, as far as it is known.</param>
    /// <param name="to">Granted on this day or earlier, as far as it is known.</param>
    /// <param name="org">Persons whose files this organisation, or one below it, keeps.</param>
    private static async Task<Reply<Result>> Get(string? region, string? level, Guid? title, DateOnly? from, DateOnly? to, Guid? org, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, level, title, from, to, org), ct));
}
