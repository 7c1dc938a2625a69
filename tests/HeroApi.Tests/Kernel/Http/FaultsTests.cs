using System.Collections.Concurrent;
using System.Net;
using Dapper;
using HeroApi.Host;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Http;

/// <summary>What callers and logs are told when something goes wrong.</summary>
public sealed class FaultsTests
{
    private const string Canary = "canary-11010519491231002X";

    [Fact]
    public async Task A_fault_of_ours_reveals_nothing()
    {
        var log = new Capture();
        await using var api = await Api.On(Engine.Sqlite, [Planted(log, api => api.MapGet("/planted/fault", () => { throw new InvalidOperationException(Canary); }).RequireCredential())]);

        var fault = await api.Admin.Get("planted/fault");

        fault.MustRefuse(HttpStatusCode.InternalServerError, "server.error");
        fault.Text("retryable").ShouldBe("false");
        fault.Text("traceId").ShouldNotBeNull();
        fault.Body.ShouldNotContain(Canary);
        fault.Body.ShouldNotContain("InvalidOperation");
        log.Lines.ShouldContain(line => line.Contains("server.error", StringComparison.Ordinal));
        log.Lines.ShouldAllBe(line => !line.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_takes_too_long_is_answered_503()
    {
        await using var api = await Api.On(Engine.Sqlite,
            [Planted(null, api => api.MapGet("/planted/slow", async (CancellationToken ct) => { await Task.Delay(Timeout.Infinite, ct); return Answers.Done(); }).RequireCredential())],
            "--Hero:RequestTimeout", "00:00:00.300");

        var late = await api.Admin.Get("planted/slow");

        late.MustRefuse(HttpStatusCode.ServiceUnavailable, "server.timeout");
        late.Text("retryable").ShouldBe("true");
        late.Header("Retry-After").ShouldBe("1");
        late.Header("Content-Language").ShouldBe("zh-CN");
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var made = await api.Admin.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" }, ratePerSecond = 1, rateBurst = 2 });
        var caller = api.With(made.Text("secret"));

        var first = await caller.Get("me");
        var answers = new List<Answer>();
        while (answers.Count < 100 && (answers.Count == 0 || answers[^1].Status == HttpStatusCode.OK))
            answers.Add(await caller.Get("me"));

        first.Header("RateLimit-Policy").ShouldBe("\"key\";q=2;w=2");
        first.Header("RateLimit").ShouldBe("\"key\";r=1;t=1");
        answers[^1].MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        answers[^1].Header("Retry-After").ShouldBe("1");
        answers[^1].Header("RateLimit").ShouldBe("\"key\";r=0;t=1");
        (await api.Admin.Get("me")).Must(HttpStatusCode.OK).Header("RateLimit").ShouldBeNull("the first key has no limit");
    }

    [Fact]
    public async Task Whatever_the_server_answers_itself_is_a_problem_too()
    {
        await using var api = await Api.On(Engine.Sqlite);

        (await api.Admin.Get("dragons")).MustRefuse(HttpStatusCode.NotFound, "route.not_found");
        (await api.Admin.Get("leads/not-a-uuid")).MustRefuse(HttpStatusCode.NotFound, "route.not_found");
        var method = (await api.Admin.Delete("me")).MustRefuse(HttpStatusCode.MethodNotAllowed, "route.method_not_allowed");
        method.Header("Allow").ShouldBe("GET");
        var nobody = (await api.Nobody.Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        nobody.Header("WWW-Authenticate").ShouldBe("Bearer");
        (await api.With("hero_no_such_key").Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        (await api.With("eyJhbGciOiJub25lIn0").Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        nobody.Text("type").ShouldEndWith("auth.required");
        nobody.Text("instance").ShouldBe("/api/v1/me");
        nobody.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_says_what_it_is_and_that_it_lives()
    {
        await using var api = await Api.On(Engine.Sqlite);

        (await api.Nobody.Get("/health/live")).Must(HttpStatusCode.OK).Body.ShouldBe("""{"alive":true}""");
        var meta = (await api.Nobody.Get("meta")).Must(HttpStatusCode.OK);
        meta.Text("engine").ShouldBe("sqlite");
        meta.Text("modules").ShouldBe("""["access","organisations","cases","recognition","welfare","files","exchange"]""");
        meta.Text("version").ShouldNotBeNullOrEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_is_ready_again_when_its_database_is_as_it_should_be(Engine engine)
    {
        await using var api = await Api.On(engine);
        (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.OK).Text("ready").ShouldBe("true");

        await Run("ALTER TABLE kernel_migration RENAME TO kernel_migration_away");
        var broken = (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.ServiceUnavailable);
        broken.Text("checks.migrations").ShouldBe("down");
        await Run("ALTER TABLE kernel_migration_away RENAME TO kernel_migration");

        (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.OK);

        Task<int> Run(string sql) => api.Services.GetRequiredService<IEngine>().Write(session => session.Connection.ExecuteAsync(sql), CancellationToken.None);
    }

    [Fact]
    public async Task A_host_whose_database_is_away_is_not_ready_until_it_is_back()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        await using var api = await Api.On(database);
        var schema = new NpgsqlConnectionStringBuilder(database.PostgresConnection).SearchPath;
        await using var server = new NpgsqlConnection(await PostgresServer.ConnectionString());
        await server.OpenAsync(TestContext.Current.CancellationToken);

        await server.ExecuteAsync($"ALTER SCHEMA {schema} RENAME TO {schema}_away");
        var away = (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.ServiceUnavailable);
        (away.Text("ready"), away.Text("checks.database")).ShouldBe(("false", "down"));
        (await api.Nobody.Get("/health/live")).Must(HttpStatusCode.OK);
        await server.ExecuteAsync($"ALTER SCHEMA {schema}_away RENAME TO {schema}");

        (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.OK).Text("checks.database").ShouldBe("ok");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_log_line_holds_personal_data(Engine engine)
    {
        string[] canaries = ["金丝雀某", "11010519491231002X", "13987654321", "金丝雀弄", "11010519491231", "hero_test_administrator_key_0001"];
        var log = new Capture();
        await using var api = await Api.On(engine, [Planted(log, _ => { })], "--Hero:DeliveryAttempts", "1");
        var officer = await api.Organisation(scopes: ["leads:read", "leads:write", "leads:triage", "pii:read", "feed:read"]);
        object[] persons = [new { name = canaries[0], document = new { type = "id_card", number = canaries[1] }, phone = canaries[2] }];
        var body = States.LeadBody(("persons", persons), ("place", new { regionCode = "371502", address = canaries[3] }));

        var lead = (await officer.Post("leads", body, key: "canary")).Must(HttpStatusCode.Created);
        (await officer.Post("leads", body, key: "canary")).Must(HttpStatusCode.Created);
        (await officer.Get($"leads/{lead.Id}", ("X-Purpose", "identity_check"))).Must(HttpStatusCode.OK).Body.ShouldContain(canaries[1]);
        (await officer.Get("exchange/changes")).Must(HttpStatusCode.OK);
        (await officer.Post("leads", States.LeadBody(("persons", persons), ("channel", canaries[0])))).Must(HttpStatusCode.BadRequest);
        (await officer.Post("leads", States.LeadBody(("persons", canaries[0]), (canaries[0], canaries[1])))).Must(HttpStatusCode.BadRequest);
        (await officer.Post($"leads/{lead.Id}/acceptance", new { reason = canaries[0] }, ifMatch: 9)).Must(HttpStatusCode.PreconditionFailed);
        await api.Services.GetRequiredService<IEngine>().Write(session => session.Connection.ExecuteAsync("ALTER TABLE cases_lead RENAME TO cases_lead_away"), CancellationToken.None);
        (await officer.Post("leads", body)).Must(HttpStatusCode.InternalServerError);
        await api.Settle();

        log.Lines.Count.ShouldBeGreaterThan(5);
        foreach (var canary in canaries)
            log.Lines.ShouldAllBe(line => !line.Contains(canary, StringComparison.Ordinal));
    }

    private static Module Planted(Capture? log, Action<IEndpointRouteBuilder> map) => new(typeof(Api).Assembly, services =>
    {
        if (log is null)
            return;
        services.AddSingleton<ILoggerProvider>(log);
        // Ours say all they have to say; the framework's speak as they do in production.
        services.Configure<LoggerFilterOptions>(filter => filter.Rules.Add(new LoggerFilterRule(null, "HeroApi", LogLevel.Trace, null)));
    }, map);

    /// <summary>Keeps every line that the host logs, exceptions included.</summary>
    private sealed class Capture : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
