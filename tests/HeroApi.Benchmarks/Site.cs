using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HeroApi.Kernel;
using HeroApi.Kernel.Security;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>One database of the measurement, made by a real host's migrations: a folder, or a schema of the PostgreSQL given.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly string keys = KeyRing.New();
    private readonly string? server;

    private Site(string name, string? server)
    {
        this.server = server;
        Folder = Directory.CreateTempSubdirectory($"heroapi-bench-{name}-").FullName;
        Schema = $"bench_{name}_{Environment.ProcessId}";
        Postgres = server is null ? null : $"{server};Search Path={Schema};Maximum Pool Size=40";
    }

    internal string Folder { get; }

    internal string Schema { get; }

    /// <summary>Null on SQLite.</summary>
    internal string? Postgres { get; }

    internal string SqliteFile => Path.Combine(Folder, "hero.db");

    /// <summary>What it signs and encrypts with.</summary>
    internal KeyRing Ring => KeyRing.Open(new HeroSettings { DataFolder = Folder, Keys = Postgres is null ? null : keys });

    /// <summary>Where the feed stood before the first lead.</summary>
    internal string FeedToken { get; private set; } = "";

    internal string[] HostArguments =>
    [
        "--data", Folder, "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning",
        .. Postgres is null ? Array.Empty<string>() : ["--ConnectionStrings:Hero", Postgres, "--HERO_KEYS", keys]
    ];

    internal string[] BareArguments => ["--data", Folder, .. Postgres is null ? new[] { "--sqlite", SqliteFile } : ["--postgres", Postgres, "--HERO_KEYS", keys]];

    /// <summary>With so many leads in it.</summary>
    internal static async Task<Site> Make(string engine, string name, int rows)
    {
        var site = new Site(name, engine == "sqlite" ? null : Environment.GetEnvironmentVariable("HEROAPI_TEST_POSTGRES"));
        if (site.server is not null)
            await site.Execute($"CREATE SCHEMA {site.Schema}");
        await using (var host = await Server.Host(site))
        await using (var connection = await site.Open())
        {
            await Seed.Callers(connection);
            site.FeedToken = Requests.Text(await new Load(host.Address, 1).Once(Requests.Get("/api/v1/exchange/changes?start=now", Seed.ProvinceKey), 200), "token");
        }

        await using (var connection = await site.Open())
            await Seed.Leads(connection, rows);
        return site;
    }

    internal async Task<DbConnection> Open()
    {
        DbConnection connection = Postgres is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = SqliteFile, Pooling = false, DefaultTimeout = 30 }.ConnectionString)
            : new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The rows of each of some queries, as text.</summary>
    internal async Task<string> Rows(params string[] queries)
    {
        var found = new System.Text.StringBuilder();
        await using var connection = await Open();
        foreach (var query in queries)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                found.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)).AppendLine();
        }

        return found.ToString();
    }

    /// <summary>Waits for what creates have left to be published and delivered, so that it is not paid for by the next round.</summary>
    internal async Task Settle()
    {
        await using var connection = await Open();
        await using var left = connection.CreateCommand();
        left.CommandText = "SELECT (SELECT COUNT(*) FROM kernel_delivery WHERE done_at IS NULL) + (SELECT COUNT(*) FROM kernel_change)";
        for (var waited = Stopwatch.StartNew(); await left.ExecuteScalarAsync() is > 0L;)
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException("Deliveries are still waiting after a minute.");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await Execute($"DROP SCHEMA {Schema} CASCADE");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A server in a process of its own: the real host, or the bare one.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(IEnumerable<string> arguments)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        }

        process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "--urls", Address.ToString()]))!;
    }

    internal Uri Address { get; }

    internal static Task<Server> Host(Site site)
    {
        // Beside this program's own folder, in the same configuration.
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var host = Path.Combine(own, "..", "..", "HeroApi.Host", Path.GetFileName(own), "HeroApi.Host.dll");
        return Start([host, .. site.HostArguments]);
    }

    /// <summary>The memory that the process holds, in MB.</summary>
    internal double Memory => double.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <summary>How long it took from the start of the process until it could do its work.</summary>
    internal TimeSpan Readiness { get; private set; }

    internal static Task<Server> Bare(Site site) => Start([typeof(Server).Assembly.Location, "serve-bare", .. site.BareArguments]);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<Server> Start(IEnumerable<string> arguments)
    {
        var waited = Stopwatch.StartNew();
        var server = new Server(arguments);
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                (await client.GetAsync(new Uri(server.Address, "/health/ready"))).EnsureSuccessStatusCode();
                server.Readiness = waited.Elapsed;
                return server;
            }
            catch (HttpRequestException) when (waited.Elapsed < TimeSpan.FromSeconds(30) && !server.process.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }
}
