using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Parity;

/// <summary>
/// Lists natives who acted elsewhere and have less than those who acted at home: what at least half of the locals of the same county have, and they
/// lack. They have the same rights (同等待遇), so each line is work to do.
/// </summary>
internal static class ListParityGaps
{
    private static readonly Listing Listing = new Listing("e")
        .Region("region", "e.household_region", "Registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Organisations()
        .Sort("name", "e.name_sort", SortKind.Text);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>A native who got less, and what is missing.</summary>
    internal sealed record Item : Listed
    {
        /// <summary>The hero file.</summary>
        public required Guid HeroId { get; init; }

        public required string Name { get; init; }
        public required string FileNumber { get; init; }

        /// <summary>GB/T 2260.</summary>
        public required string HouseholdRegion { get; init; }

        /// <summary>Who cares for the person.</summary>
        public required Guid OwnerOrgId { get; init; }

        public required IReadOnlyList<Missing> Missing { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000e1"),
            HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
            Name = "示范甲",
            FileNumber = "2026-0001",
            HouseholdRegion = "371502",
            OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
            Missing = [new Missing { What = "visited", Locals = 120, LocalsWith = 117 }]
        };
    }

    /// <summary>Something that a native lacks and locals have.</summary>
    internal sealed record Missing
    {
        /// <summary>Of the vocabulary parity_measure.</summary>
        public required string What { get; init; }

        /// <summary>How many persons of the county acted at home and are to have it.</summary>
        public required long Locals { get; init; }

        /// <summary>How many of them have it.</summary>
        public required long LocalsWith { get; init; }
    }

    internal sealed class Handler(Pages pages, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        /// <summary>What locals have in each county, as far as the caller sees them.</summary>
        private static readonly string Locals =
            $"""
            SELECT substr(l.household_region, 1, 6) AS county, {string.Join(", ", ParityMeasure.All.Select((measure, i) =>
                $"COUNT(*) FILTER (WHERE {measure.Concerns("l")}) AS locals{i}, COUNT(*) FILTER (WHERE {measure.Concerns("l")} AND {measure.Has("l")}) AS with{i}"))}
            FROM   welfare_entitlement l
            WHERE  SCOPE(l) AND l.deleted_at IS NULL AND l.state <> 'ended' AND NOT l.elsewhere AND l.household_region IS NOT NULL
            GROUP  BY substr(l.household_region, 1, 6)
            """;

        private static readonly string Less = string.Join(" OR ", ParityMeasure.All.Select((measure, i) => $"(c.with{i} > 0 AND 2 * c.with{i} >= c.locals{i} AND {measure.Lacks("e")})"));

        private static readonly string Columns = "e.id, e.hero_id, e.name, e.file_number, e.household_region, e.owner_org_id, "
            + string.Join(" || ',' || ", ParityMeasure.All.Select((measure, i) =>
                $"CASE WHEN c.with{i} > 0 AND 2 * c.with{i} >= c.locals{i} AND {measure.Lacks("e")} THEN CAST(c.locals{i} AS text) || ':' || CAST(c.with{i} AS text) ELSE '' END")) + " AS lacking";

        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            query.Asked.Parameters.Add("today", today);
            query.Asked.Parameters.Add("year", today.Year);
            query.Asked.Parameters.Add("first", new DateOnly(today.Year, 1, 1));
            query.Asked.Parameters.Add("next", new DateOnly(today.Year + 1, 1, 1));
            var page = await pages.Read<Row>(query.Asked, Columns,
                $"""
                FROM  ({Locals}) AS c
                JOIN  welfare_entitlement e ON substr(e.household_region, 1, 6) = c.county
                WHERE SCOPE(e) AND e.deleted_at IS NULL AND e.state <> 'ended' AND e.elsewhere AND ({Less})
                """, cancellationToken);
            return page.Select(row => row.View);
        }
    }

    private sealed record Row : Listed
    {
        public required Guid HeroId { get; init; }
        public required string Name { get; init; }
        public required string FileNumber { get; init; }
        public required string HouseholdRegion { get; init; }
        public required Guid OwnerOrgId { get; init; }

        /// <summary>For each measure in turn how many locals there are and how many have it, when the person lacks it.</summary>
        [JsonIgnore]
        public required string Lacking { get; init; }

        internal Item View => new()
        {
            Id = Id,
            HeroId = HeroId,
            Name = Name,
            FileNumber = FileNumber,
            HouseholdRegion = HouseholdRegion,
            OwnerOrgId = OwnerOrgId,
            Missing = [.. Lacking.Split(',').Zip(ParityMeasure.All).Where(one => one.First.Length > 0).Select(one => new Missing
            {
                What = one.Second.Code,
                Locals = long.Parse(one.First.Split(':')[0], null),
                LocalsWith = long.Parse(one.First.Split(':')[1], null)
            })]
        };
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/parity-gaps", List)
        .WithTags("Entitlements")
        .WithName("ListParityGaps")
        .WithSummary("List natives who acted elsewhere and have less than those who acted at home")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
