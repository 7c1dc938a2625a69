using Dapper;
using HeroApi.Recognition.Register;

namespace HeroApi.Recognition.Sections;

/// <summary>Tells how complete the hero files of a place or of the keepers below an organisation are: how many lack which section. Only files that the caller sees count.</summary>
internal static class CountMissingSections
{
    internal sealed record Query(string? Region, Guid? Org) : IQuery<Result>;

    /// <summary>How many files there are, and how many of them lack what.</summary>
    internal sealed record Result
    {
        /// <summary>Files of persons registered in this region or below it; absent for every region.</summary>
        public string? Region { get; init; }

        /// <summary>The organisation at and below which the keepers stand; absent for the whole installation.</summary>
        public Guid? OrgId { get; init; }

        public required long Files { get; init; }

        /// <summary>Files that lack nothing.</summary>
        public required long Complete { get; init; }

        /// <summary>Every section, also one that no file lacks.</summary>
        public required IReadOnlyList<OfSection> Sections { get; init; }

        internal static Result Example => new()
        {
            Region = "371502",
            Files = 603,
            Complete = 512,
            Sections = [new OfSection { Section = "family", Missing = 41 }, new OfSection { Section = "contact", Missing = 12 }]
        };
    }

    /// <summary>How many files lack one section.</summary>
    internal sealed record OfSection
    {
        /// <summary>Of the vocabulary hero_section.</summary>
        public required string Section { get; init; }

        public required long Missing { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
    }

    internal sealed class Handler(Db db, Call call) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var org = query.Org ?? call.Caller.OrgId;
            var parameters = new DynamicParameters();
            var area = new Area(query.Region, org, "subtree").Clause(parameters);
            var counted = await db.Query<Count>(
                $"SELECT h.missing, COUNT(*) AS files FROM recognition_hero h WHERE SCOPE(h) AND h.deleted_at IS NULL{area}\nGROUP BY h.missing", parameters, cancellationToken);
            return new Result
            {
                Region = query.Region,
                OrgId = org,
                Files = counted.Sum(row => row.Files),
                Complete = counted.Where(row => row.Missing == 0).Sum(row => row.Files),
                Sections = [.. SectionCodes.Sections.Select(section => new OfSection
                {
                    Section = section,
                    Missing = counted.Where(row => (row.Missing & Completeness.Bits([section])) != 0).Sum(row => row.Files)
                })]
            };
        }

        private sealed record Count
        {
            public required long Missing { get; init; }
            public required long Files { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/completeness", Get)
        .WithName("CountMissingSections")
        .WithSummary("How many hero files lack which section, by region and organisation")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="region">Persons registered in this region or below it: GB/T 2260; everywhere unless said.</param>
    /// <param name="org">Keepers at and below this organisation; the caller's own unless said.</param>
    private static async Task<Reply<Result>> Get(string? region, Guid? org, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, org), ct));
}
