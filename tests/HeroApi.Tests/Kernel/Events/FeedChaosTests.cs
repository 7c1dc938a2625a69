using System.Globalization;
using HeroApi.Kernel;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>Writers that start early, wait, stall and give up must not cost a reader a single change.</summary>
public sealed class FeedChaosTests
{
    private const int Writers = 24;
    private const int HotRecords = 500;

    private static readonly int Commits = (int)(20_000 * double.Parse(Environment.GetEnvironmentVariable("HEROAPI_CHAOS_SCALE") ?? "1", CultureInfo.InvariantCulture));

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_is_lost_or_out_of_order_under_delayed_and_rolled_back_writers(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var first = await Api.On(database, PlantedModule.Planted);
        await using var second = engine == Engine.Postgres ? await Api.On(database, PlantedModule.Planted) : null;
        await using var elsewhere = engine == Engine.Postgres ? await OpenTransactionElsewhere() : null;
        var organisation = await first.Organisation();
        var notes = new List<Guid>();
        await first.Run(async desk =>
        {
            notes.Clear();
            for (var i = 0; i < HotRecords; i++)
            {
                notes.Add(await desk.Notes.Create(organisation.OrgId));
                await desk.Db.Execute("INSERT INTO planted_side (id, writes) VALUES (@i, 0)", new { i }, CancellationToken.None);
            }
        });
        var reader = await new Reader(organisation).CatchUp();

        var committed = 0;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var api = writer % 2 == 0 ? first : second ?? first;
            var chance = new Random(writer);
            while (Volatile.Read(ref committed) < Commits)
                try
                {
                    await api.Run(desk => Write(desk, notes, chance, delays: engine == Engine.Postgres));
                    Interlocked.Increment(ref committed);
                }
                catch (Refusal refusal) when (refusal.Problem == Problems.Conflict)
                {
                    // Rolled back, as one in twenty is.
                }
        })));
        while (!writing.IsCompleted)
            await reader.Page();
        await writing;
        await first.Settle();
        await reader.CatchUp();

        committed.ShouldBeGreaterThanOrEqualTo(Commits);
        (await first.Count("kernel_change")).ShouldBe(0);
        var positions = (await first.Rows<(long First, long Last, long Count)>("SELECT MIN(pos), MAX(pos), COUNT(*) FROM kernel_feed"))[0];
        (positions.First, positions.Last).ShouldBe((1, positions.Count), "positions are dense");
        (await first.Count("kernel_feed", $"type = '{Notes.Type}'")).ShouldBe(committed + HotRecords);
        (await first.Count("(SELECT version - LAG(version) OVER (PARTITION BY record_id ORDER BY pos) AS step FROM kernel_feed) AS steps", "step <> 1")).ShouldBe(0);

        var versions = (await first.Rows<(Guid Id, long Version)>("SELECT id, version FROM planted_note")).ToDictionary(note => note.Id, note => note.Version);
        versions.Values.Sum().ShouldBe(committed + HotRecords);
        reader.Held.Count.ShouldBe(HotRecords);
        reader.Held.ShouldAllBe(held => versions[held.Key] == held.Value.Version && !held.Value.Removed);
    }

    /// <summary>Another row first, so that the transaction is older than its hold on the record.</summary>
    private static async Task Write(Desk desk, List<Guid> notes, Random chance, bool delays)
    {
        await desk.Db.Execute("UPDATE planted_side SET writes = writes + 1 WHERE id = @id", new { id = chance.Next(notes.Count) }, CancellationToken.None);
        if (delays)
            await Task.Delay(chance.Next(5));
        await desk.Notes.Change(notes[chance.Next(notes.Count)]);
        if (delays)
            await Task.Delay(chance.Next(1000) < 5 ? 250 : chance.Next(5));
        if (chance.Next(100) < 5)
            throw new Refusal(Problems.Conflict);
    }

    /// <summary>A write transaction that stays open in another database of the cluster, and holds back its horizon.</summary>
    private static async Task<IAsyncDisposable> OpenTransactionElsewhere()
    {
        var text = new NpgsqlConnectionStringBuilder(await PostgresServer.ConnectionString()) { Database = "postgres", Pooling = false };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var write = new NpgsqlCommand("SELECT pg_current_xact_id()", connection);
        await write.ExecuteScalarAsync();
        return connection;
    }
}
