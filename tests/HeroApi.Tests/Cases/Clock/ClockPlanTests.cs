using System.Data.Common;
using System.Net;
using Dapper;
using HeroApi.Cases.Clock;
using HeroApi.China;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

/// <summary>What runs out soon among 200,000 cases is read from an index, on both engines.</summary>
public sealed class ClockPlanTests
{
    private const int Cases = 200_000;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_due_limits_of_two_hundred_thousand_cases_come_from_an_index(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "410000", level: "province");
        var counties = new List<Client>();
        foreach (var region in (string[])["410102", "410103", "410104", "410105"])
            counties.Add(await api.Organisation(under: province, region: region));
        await Fill(api, engine, await counties[0].AcceptedCase(), counties);

        var due = (await province.Get($"case-clocks?state=due&org={province.OrgId}&orgScope=subtree")).Must(HttpStatusCode.OK);
        var days = due.Json.GetProperty("items").EnumerateArray().Select(clock => clock.GetProperty("dueOn").GetString()).ToList();
        days.Count.ShouldBe(50);
        days.ShouldBe(days.Order(StringComparer.Ordinal));

        await MustUseIndex(api, engine, province, subtree: true, $"?state=due&org={province.OrgId}&orgScope=subtree");
        await MustUseIndex(api, engine, province, subtree: true, $"?state=due&cursor={Uri.EscapeDataString(due.Text("nextCursor")!)}&org={province.OrgId}&orgScope=subtree");
        await MustUseIndex(api, engine, province, subtree: true, "?state=breached&rule=decide.within");
        await MustUseIndex(api, engine, counties[1], subtree: false, "?state=due&within=30");
    }

    /// <summary>Reads the plan of the statement that the list sends: from the index of limits, in its order, and nothing sorted or read whole.</summary>
    private static async Task MustUseIndex(Api api, Engine engine, Client caller, bool subtree, string query)
    {
        var http = new DefaultHttpContext { Request = { Path = "/api/v1/case-clocks", QueryString = new QueryString(query) } };
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(ListCaseClocks.Listing), null));
        var asked = (await ListQuery.BindAsync(http))!;
        asked.Parameters.Add("take", asked.Limit + 1);
        asked.Parameters.Add("afterKey", new DateOnly(2026, 6, 3));
        asked.Parameters.Add("afterId", Guid.Empty);
        var wanted = new ListCaseClocks.Query(asked, http.Request.Query["state"], http.Request.Query.ContainsKey("within") ? 30 : null);
        var statement = Pages.Statement(asked, ListCaseClocks.Columns, ListCaseClocks.Wanted(wanted, api.Clock.Today()));

        await using var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = new Caller { KeyId = Guid.Empty, OrgId = caller.OrgId, HasSubtree = subtree };
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (engine == Engine.Sqlite)
        {
            var plan = string.Join('\n', (await db.Query<Part>($"EXPLAIN QUERY PLAN {statement}", asked.Parameters, CancellationToken.None)).Select(part => part.Detail));
            plan.ShouldContain("SEARCH d USING INDEX cases_deadline_due (state=?", customMessage: plan);
            plan.ShouldContain("SEARCH c USING INDEX sqlite_autoindex_cases_case_1 (id=?)", customMessage: plan);
            plan.ShouldNotContain("TEMP B-TREE", customMessage: plan);
            plan.ShouldNotContain("SCAN", customMessage: plan);
        }
        else
        {
            var plan = string.Join('\n', await db.Query<string>($"EXPLAIN {statement}", asked.Parameters, CancellationToken.None));
            plan.ShouldContain("Index Scan using cases_deadline_due on cases_deadline d", customMessage: plan);
            plan.ShouldNotContain("Sort", Case.Sensitive, plan);
            plan.ShouldNotContain("Seq Scan on cases_", customMessage: plan);
        }
    }

    /// <summary>Copies one case, as the API has made it, two hundred thousand times, with a limit each that ends on one of the days of a year.</summary>
    private static async Task Fill(Api api, Engine engine, Answer known, IReadOnlyList<Client> owners)
    {
        await using var connection = Open(api.Database);
        await connection.OpenAsync();
        string Id(string prefix) => engine == Engine.Sqlite ? $"printf('{prefix}-5a00-7000-8000-%012x', n)" : $"CAST('{prefix}-5a00-7000-8000-' || lpad(to_hex(n), 12, '0') AS uuid)";
        var day = engine == Engine.Sqlite ? "date('2026-06-02', (n % 365) || ' days')" : "DATE '2026-06-02' + n % 365";
        var owner = $"CASE n % {owners.Count} {string.Concat(owners.Select((_, index) => $"WHEN {index} THEN @owner{index} "))}END";
        var state = "CASE n % 10 WHEN 0 THEN 'breached' WHEN 1 THEN 'met' ELSE 'running' END";
        var parameters = new DynamicParameters(new { known.Id });
        foreach (var (index, one) in owners.Index())
            parameters.Add($"owner{index}", one.OrgId);

        async Task Copy(string table, string of, Dictionary<string, string> changed)
        {
            await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table} LIMIT 0");
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            await reader.CloseAsync();
            await connection.ExecuteAsync(
                $"""
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Cases})
                INSERT INTO {table} ({string.Join(", ", columns)})
                SELECT {string.Join(", ", columns.Select(column => changed.GetValueOrDefault(column, $"t.{column}")))}
                FROM   numbers
                CROSS  JOIN {table} t
                WHERE  {of}
                """, parameters);
        }

        await Copy("cases_case", "t.id = @Id", new() { ["id"] = Id("01980d2c"), ["owner_org_id"] = owner });
        await Copy("kernel_scope", "t.record_id = @Id AND t.axis = 'owner'", new() { ["record_id"] = Id("01980d2c"), ["org_id"] = owner });
        await Copy("cases_deadline", "t.case_id = @Id AND t.rule = 'decide.within'",
            new() { ["id"] = Id("01980d2d"), ["case_id"] = Id("01980d2c"), ["state"] = state, ["due_on"] = day, ["sorts_on"] = day });
        if (engine == Engine.Postgres)
            await connection.ExecuteAsync("ANALYZE cases_case; ANALYZE cases_deadline; ANALYZE kernel_scope; ANALYZE kernel_org_tree");
    }

    /// <summary>Beside the host, whose one writer of SQLite gives nobody so much time.</summary>
    private static DbConnection Open(TestDatabase database) => database.Engine == Engine.Postgres
        ? new NpgsqlConnection(database.PostgresConnection)
        : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(database.Folder, "hero.db"), Pooling = false, DefaultTimeout = 60 }.ConnectionString);

    private sealed record Part
    {
        public required string Detail { get; init; }
    }
}
