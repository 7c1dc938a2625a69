using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Dapper;
using HeroApi.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Data;

/// <summary>Whatever is killed, and whenever: what was acknowledged is there, and has had its effect once.</summary>
public sealed class KillTests
{
    private const int Clients = 6;
    private static readonly double Scale = double.Parse(Environment.GetEnvironmentVariable("HEROAPI_CHAOS_SCALE") ?? "1", CultureInfo.InvariantCulture);
    private static readonly int HostKills = (int)Math.Ceiling(10 * Scale);
    private static readonly int DatabaseKills = (int)Math.Ceiling(5 * Scale);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_killed_host_has_kept_all_it_acknowledged(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = new HostProcess(database);
        await host.Start();
        var load = new Load(await host.Officer());

        for (var kill = 0; kill < HostKills; kill++)
        {
            var writing = load.Until(load.Acknowledged.Count + Random.Shared.Next(5, 150));
            await Task.WhenAny(writing.Reached, writing.Ended);
            await host.Kill();
            await writing.Ended;

            await host.Start();
            await load.MustBeKept(database);
        }
    }

    [Fact]
    public async Task A_killed_PostgreSQL_has_kept_all_the_host_acknowledged_and_the_host_recovers_by_itself()
    {
        await using var cluster = await Cluster.Start();
        await using var database = await TestDatabase.On(Engine.Postgres, cluster.ConnectionString);
        await using var host = new HostProcess(database);
        await host.Start();
        var load = new Load(await host.Officer());

        for (var kill = 0; kill < DatabaseKills; kill++)
        {
            var writing = load.Until(load.Acknowledged.Count + Random.Shared.Next(20, 150));
            await Task.WhenAny(writing.Reached, writing.Ended);
            cluster.Kill();
            await writing.Ended;

            await cluster.StartAgain();
            await Probe.Until(async () => (await host.Admin.Get("/health/ready")).Status == HttpStatusCode.OK, "the host is ready again");
            await load.MustBeKept(database);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_told_to_stop_finishes_what_it_has_begun(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = new HostProcess(database);
        await host.Start();
        var load = new Load(await host.Officer());

        var writing = load.Until(50);
        await Task.WhenAny(writing.Reached, writing.Ended);
        (await host.Stop()).ShouldBe(0);
        await writing.Ended;

        load.Answers.ShouldAllBe(status => status == HttpStatusCode.Created, "nobody was cut off halfway");
        await host.Start();
        await load.MustBeKept(database);
    }

    /// <summary>Clients that report leads, one after the other, each under a key by which it would ask again.</summary>
    private sealed class Load(Client officer)
    {
        private readonly ConcurrentBag<string> unanswered = [];

        internal ConcurrentDictionary<Guid, bool> Acknowledged { get; } = [];

        internal ConcurrentBag<HttpStatusCode> Answers { get; } = [];

        /// <summary>Writes on until nobody answers; tells when so many were acknowledged.</summary>
        internal (Task Reached, Task Ended) Until(int count)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
            {
                while (await Report(Guid.NewGuid().ToString()))
                    if (Acknowledged.Count >= count)
                        reached.TrySetResult();
            })));
            return (reached.Task, ended);
        }

        /// <summary>Asks again for what was left unanswered, then counts.</summary>
        internal async Task MustBeKept(TestDatabase database)
        {
            while (unanswered.TryTake(out var key))
                (await Report(key)).ShouldBeTrue();

            var leads = await Query<Guid>(database, "SELECT id FROM cases_lead");
            leads.ShouldBe(Acknowledged.Keys, ignoreOrder: true);
            await Probe.Until(async () => (await Query<long>(database, "SELECT COALESCE(SUM(leads), 0) FROM organisations_activity")).Single() == leads.Count, "every lead is counted");
            (await Query<long>(database, "SELECT COUNT(*) FROM kernel_delivery WHERE done_at IS NULL")).Single().ShouldBe(0);
            (await Query<long>(database, "SELECT COUNT(*) FROM kernel_audit WHERE record_type = 'lead'")).Single().ShouldBe(leads.Count);
            await Probe.Until(async () => (await Query<long>(database, "SELECT COUNT(*) FROM kernel_feed WHERE type = 'lead'")).Single() == leads.Count, "every lead is in the feed");
        }

        private async Task<bool> Report(string key)
        {
            try
            {
                var answer = await officer.Post("leads", States.LeadBody(), key: key);
                if (answer.Status != HttpStatusCode.Created)
                {
                    answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, answer.Body);
                    unanswered.Add(key);
                    return false;
                }

                Answers.Add(answer.Status);
                Acknowledged[answer.Id] = true;
                return true;
            }
            catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException)
            {
                unanswered.Add(key);
                return false;
            }
        }

        private static async Task<List<T>> Query<T>(TestDatabase database, string sql)
        {
            if (database.PostgresConnection is { } text)
            {
                await using var connection = new NpgsqlConnection(text + ";Pooling=false");
                return (await connection.QueryAsync<T>(sql)).AsList();
            }

            await using var file = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "hero.db")};Mode=ReadWrite;Pooling=False");
            return (await file.QueryAsync<T>(sql)).AsList();
        }
    }

    /// <summary>A PostgreSQL of the test's own, which it may kill.</summary>
    private sealed class Cluster : IAsyncDisposable
    {
        private readonly string folder = Path.Combine(Path.GetTempPath(), "hk" + Guid.NewGuid().ToString("N")[..8]);

        internal string ConnectionString { get; private set; } = "";

        internal static async Task<Cluster> Start()
        {
            Assert.SkipWhen(await PostgresServer.ConnectionString() is null || await Script("bindir") is null, "There are no PostgreSQL binaries to start a cluster with.");
            var cluster = new Cluster();
            await cluster.StartAgain();
            return cluster;
        }

        internal async Task StartAgain() => ConnectionString = await Script("start", folder) ?? throw new InvalidOperationException("The cluster does not start.");

        /// <summary>SIGKILL to the postmaster, whose backends die of it.</summary>
        internal void Kill()
        {
            using var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture));
            postmaster.Kill();
        }

        public async ValueTask DisposeAsync()
        {
            await Script("stop", folder);
            Directory.Delete(folder, recursive: true);
        }

        /// <summary>What <c>build/postgres</c> prints; null when it fails.</summary>
        private static async Task<string?> Script(params string[] arguments)
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(root.FullName, "HeroApi.sln")))
                root = root.Parent!;
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(root.FullName, "build", "postgres"), arguments) { RedirectStandardOutput = true })!;
            var printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? printed.Trim() : null;
        }
    }
}
