using Npgsql;
using Xunit;

namespace HeroApi.TestKit;

/// <summary>The engines every integration test runs on.</summary>
public enum Engine
{
    Sqlite,
    Postgres
}

/// <summary>A database of a test's own: a temporary folder, or a fresh schema of the PostgreSQL under test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? server;
    private readonly string? schema;

    private TestDatabase(Engine engine, string folder, string? server, string? schema, string? connection) =>
        (Engine, Folder, this.server, this.schema, PostgresConnection) = (engine, folder, server, schema, connection);

    public Engine Engine { get; }

    /// <summary>The host's data folder, on both engines.</summary>
    public string Folder { get; }

    /// <summary>Null on SQLite.</summary>
    public string? PostgresConnection { get; }

    /// <summary>Keys for PostgreSQL, where a host takes none from its folder.</summary>
    public string Keys { get; set; } = Kernel.Security.KeyRing.New();

    /// <summary>Skips the test, visibly, when there is no PostgreSQL; <paramref name="server"/> names one of the test's own.</summary>
    public static async Task<TestDatabase> On(Engine engine, string? server = null)
    {
        var folder = Directory.CreateTempSubdirectory("heroapi-test-").FullName;
        if (engine == Engine.Sqlite)
            return new TestDatabase(engine, folder, null, null, null);

        server ??= await PostgresServer.ConnectionString();
        Assert.SkipWhen(server is null, "There is no PostgreSQL: set HEROAPI_TEST_POSTGRES, or run build/test.");
        var schema = "t" + Guid.NewGuid().ToString("N");
        await Execute(server!, $"CREATE SCHEMA {schema}");
        return new TestDatabase(engine, folder, server, schema, $"{server};Search Path={schema};Maximum Pool Size=16;Connection Idle Lifetime=5;Connection Pruning Interval=2");
    }

    /// <summary>The command line of a host on this database.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "--data", Folder, "--urls", "http://127.0.0.1:0",
        .. PostgresConnection is null ? Array.Empty<string>() : ["--ConnectionStrings:Hero", PostgresConnection, "--HERO_KEYS", Keys]
    ];

    public async ValueTask DisposeAsync()
    {
        if (schema is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(server!, $"DROP SCHEMA {schema} CASCADE");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var server = new NpgsqlConnection(connection + ";Pooling=false");
        await server.OpenAsync();
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Finds the PostgreSQL under test: a connection string, or with <c>-p:UseTestcontainers=true</c> a container.</summary>
public static class PostgresServer
{
#if TESTCONTAINERS
    private static readonly Lazy<Task<string>> Container = new(async () =>
    {
        var container = new Testcontainers.PostgreSql.PostgreSqlBuilder().WithImage("postgres:15")
            .WithCommand("-c", "max_connections=400").WithEnvironment("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8 --encoding=UTF8").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    });
#endif

    /// <summary>Null when there is none.</summary>
    public static async Task<string?> ConnectionString()
    {
        if (Environment.GetEnvironmentVariable("HEROAPI_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
#if TESTCONTAINERS
        return await Container.Value;
#else
        return await Task.FromResult<string?>(null);
#endif
    }
}
