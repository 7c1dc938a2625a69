using Dapper;

namespace HeroApi.Cases.Timeliness;

/// <summary>Counts cases discovered in a period: for all of them together, or for each organisation directly below one.</summary>
internal sealed class TimelinessFigures(Db db)
{
    private const string Period = "SCOPE(c) AND c.deleted_at IS NULL AND c.discovered_at >= @first AND c.discovered_at < @past";

    private const string Steps = "c.investigated_after, c.confirmed_after, c.praised_after, c.helped_after";

    private const string Installation =
        $"""
        WITH cases_counted AS (
            SELECT c.id, @installation AS unit, {Steps}
            FROM   cases_case c
            WHERE  {Period}
        )
        """;

    private const string Whole =
        $"""
        WITH cases_counted AS (
            SELECT c.id, o.ancestor_id AS unit, {Steps}
            FROM   cases_case c
            JOIN   kernel_org_tree o ON o.org_id = c.owner_org_id AND o.ancestor_id = @org
            WHERE  {Period}
        )
        """;

    /// <summary>The unit of an owner is whichever of those above him stands directly below the organisation.</summary>
    private const string ByUnit =
        $"""
        WITH cases_counted AS (
            SELECT c.id, u.ancestor_id AS unit, {Steps}
            FROM   cases_case c
            JOIN   kernel_org_tree o ON o.org_id = c.owner_org_id AND o.ancestor_id = @org
            JOIN   kernel_org_tree u ON u.org_id = c.owner_org_id AND u.depth = CASE WHEN o.depth = 0 THEN 0 ELSE o.depth - 1 END
            WHERE  {Period}
        )
        """;

    private const string Cases =
        """

        SELECT unit, COUNT(*) AS cases
        FROM   cases_counted
        GROUP  BY unit
        """;

    /// <summary>The middle one of an odd number, the two in the middle of an even one.</summary>
    private const string Medians =
        """
        , cases_taken AS (
            SELECT unit, 1 AS number, investigated_after AS days FROM cases_counted WHERE investigated_after IS NOT NULL
            UNION ALL
            SELECT unit, 2, confirmed_after FROM cases_counted WHERE confirmed_after IS NOT NULL
            UNION ALL
            SELECT unit, 3, praised_after FROM cases_counted WHERE praised_after IS NOT NULL
            UNION ALL
            SELECT unit, 4, helped_after FROM cases_counted WHERE helped_after IS NOT NULL
        ), cases_ranked AS (
            SELECT unit, number, days, ROW_NUMBER() OVER (PARTITION BY unit, number ORDER BY days) AS place, COUNT(*) OVER (PARTITION BY unit, number) AS taken
            FROM   cases_taken
        )
        SELECT unit, number, taken AS cases, CAST(AVG(days) AS double precision) AS median_days
        FROM   cases_ranked
        WHERE  place IN ((taken + 1) / 2, (taken + 2) / 2)
        GROUP  BY unit, number, taken
        ORDER  BY unit, number
        """;

    private const string Limits =
        """

        SELECT n.unit, d.rule, COUNT(*) FILTER (WHERE d.state = 'met') AS met, COUNT(*) FILTER (WHERE d.state = 'met_late') AS met_late,
               COUNT(*) FILTER (WHERE d.state = 'breached') AS breached, COUNT(*) FILTER (WHERE d.state IN ('running', 'paused')) AS running
        FROM   cases_counted n
        JOIN   cases_deadline d ON d.case_id = n.id
        WHERE  d.state <> 'dropped' AND d.due_on IS NOT NULL
        GROUP  BY n.unit, d.rule
        ORDER  BY n.unit, d.rule
        """;

    private static readonly string[] Names = ["investigate", "confirm", "praise", "help"];

    internal async Task<IReadOnlyDictionary<Guid, GetTimeliness.Figures>> Of(DateOnly from, DateOnly to, Guid? org, bool byUnit, CancellationToken ct)
    {
        var counted = org is null ? Installation : byUnit ? ByUnit : Whole;
        DynamicParameters Asked() => new(org is null
            ? new { first = ChinaTime.StartOf(from), past = ChinaTime.EndOf(to), installation = Guid.Empty }
            : new { first = ChinaTime.StartOf(from), past = ChinaTime.EndOf(to), org });
        var cases = await db.Query<CasesRow>(counted + Cases, Asked(), ct);
        var steps = (await db.Query<StepRow>(counted + Medians, Asked(), ct)).ToLookup(row => row.Unit);
        var limits = (await db.Query<LimitRow>(counted + Limits, Asked(), ct)).ToLookup(row => row.Unit);
        return cases.ToDictionary(row => row.Unit, row => new GetTimeliness.Figures
        {
            Cases = row.Cases,
            Steps = [.. steps[row.Unit].Select(step => new GetTimeliness.StepFigures { Step = Names[step.Number - 1], Cases = step.Cases, MedianDays = step.MedianDays })],
            Limits = [.. limits[row.Unit].Select(limit => limit.Figures)]
        });
    }

    private sealed record CasesRow
    {
        public required Guid Unit { get; init; }
        public required long Cases { get; init; }
    }

    private sealed record StepRow
    {
        public required Guid Unit { get; init; }
        public required int Number { get; init; }
        public required long Cases { get; init; }
        public required double MedianDays { get; init; }
    }

    private sealed record LimitRow
    {
        public required Guid Unit { get; init; }
        public required string Rule { get; init; }
        public required long Met { get; init; }
        public required long MetLate { get; init; }
        public required long Breached { get; init; }
        public required long Running { get; init; }

        internal GetTimeliness.LimitFigures Figures => new()
        {
            Rule = Rule,
            Met = Met,
            MetLate = MetLate,
            Breached = Breached,
            Running = Running,
            OnTime = Met + MetLate + Breached is > 0 and var ended ? (double)Met / ended : null
        };
    }
}
