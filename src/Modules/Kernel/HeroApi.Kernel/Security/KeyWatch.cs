using System.Data.Common;
using Dapper;
using HeroApi.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Security;

/// <summary>
/// Keeps this host in step with what the database says of keys: refuses to start without a key that the data is under,
/// tells the others which keys this host holds, and writes with the current ones.
/// </summary>
public sealed class KeyWatch(KeyRing ring, IEngine engine, TimeProvider clock, ILogger<KeyWatch> log) : BackgroundService
{
    /// <summary>A host that was not heard of for this long is gone; one that hears nothing itself stops writing well before.</summary>
    internal static readonly TimeSpan Gone = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Guid host = Guid.CreateVersion7(clock.GetUtcNow());
    private readonly SemaphoreSlim hurry = new(0);

    /// <summary>Compares the ring with the check values of the database, and leaves them there for new keys.</summary>
    internal async Task Start(CancellationToken ct)
    {
        Dictionary<string, Row> known;
        await using (var lease = await engine.Read(ct))
            known = (await lease.Connection.QueryAsync<Row>("SELECT id, check_value, state FROM kernel_key")).ToDictionary(row => row.Id);

        foreach (var (id, row) in known)
        {
            if (row.State is "current" or "former" && !ring.Has(id))
                throw new HostRefused($"The data was written with key {id}, which the key ring lacks.");
            if (ring.Has(id) && row.CheckValue != ring.CheckOf(id))
                throw new HostRefused($"Key {id} is not the one the data was written with.");
        }

        await engine.Write(async session =>
        {
            var now = clock.GetUtcNow();
            foreach (var id in ring.Ids.Where(id => !known.ContainsKey(id)))
                await session.Connection.ExecuteAsync(
                    """
                    INSERT INTO kernel_key (id, purpose, check_value, state, since)
                    VALUES (@id, @purpose, @check, 'known', @now)
                    ON CONFLICT (id) DO NOTHING
                    """, new { id, purpose = KeyRing.PurposeOf(id), check = ring.CheckOf(id), now });
            foreach (var purpose in (string[])[KeyRing.Data, KeyRing.Finding])
                await session.Connection.ExecuteAsync(
                    """
                    UPDATE kernel_key
                    SET    state = 'current'
                    WHERE  id = @newest AND NOT EXISTS (SELECT 1 FROM kernel_key other WHERE other.purpose = @purpose AND other.state <> 'known')
                    """, new { newest = ring.Newest(purpose), purpose });
            // The folder's lock lets only one host at SQLite: whoever else is still noted was killed.
            return engine is SqliteEngine ? await session.Connection.ExecuteAsync("DELETE FROM kernel_host") : 0;
        }, ct);
        await Look(ct);
    }

    /// <summary>Says that this host is there and what it holds, and learns which keys are current.</summary>
    public async Task Look(CancellationToken ct)
    {
        var rows = await engine.Write(async session =>
        {
            var now = clock.GetUtcNow();
            await session.Connection.ExecuteAsync(
                """
                INSERT INTO kernel_host (id, keys, seen_at)
                VALUES (@host, @keys, @now)
                ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
                """, new { host, keys = string.Join(' ', ring.Ids), now });
            await session.Connection.ExecuteAsync("DELETE FROM kernel_host WHERE seen_at < @before", new { before = now - TimeSpan.FromHours(1) });
            return (await session.Connection.QueryAsync<Row>("SELECT id, check_value, state, purpose FROM kernel_key")).AsList();
        }, ct);

        var (data, index) = (Current(KeyRing.Data), Current(KeyRing.Finding));
        if (!ring.Has(data) || !ring.Has(index))
            log.LogCritical("Keys {Data} and {Index} are current, but this host does not hold both: it writes no more", data, index);
        ring.Follow(data, index, rows.Where(row => row.State == "retired").Select(row => row.Id).ToHashSet(), Lease);

        string Current(string purpose) => rows.Single(row => row.Purpose == purpose && row.State == "current").Id;
    }

    /// <summary>Has this host look at once; the others do within ten seconds.</summary>
    public void Hurry() => hurry.Release();

    /// <summary>known, current, former or retired; null when no host has held the key yet.</summary>
    public static Task<string?> StateOf(DbConnection connection, string id) =>
        connection.QuerySingleOrDefaultAsync<string?>("SELECT state FROM kernel_key WHERE id = @id", new { id });

    public override void Dispose()
    {
        hurry.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // So that a restart with a longer ring is not taken for two hosts, one of them without the new key.
            await engine.Write(session => session.Connection.ExecuteAsync("DELETE FROM kernel_host WHERE id = @host", new { host }), cancellationToken);
        }
        catch (Exception failure)
        {
            log.LogWarning("Could not sign off, met {Failure}: for two minutes this host is taken to be there", failure.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Every;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await hurry.WaitAsync(pause, stoppingToken);
                await Look(stoppingToken);
                pause = Every;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The look at the keys met {Failure} and is tried again", failure.GetType().Name);
                pause = TimeSpan.FromSeconds(1);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string CheckValue { get; init; }
        public required string State { get; init; }
        public string? Purpose { get; init; }
    }
}
