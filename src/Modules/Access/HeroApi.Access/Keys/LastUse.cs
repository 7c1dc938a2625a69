using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeroApi.Access.Keys;

/// <summary>Notes when a key was used: behind the request's back, and at most once a minute for each key on this host.</summary>
internal sealed class LastUse(IEngine engine, TimeProvider clock, ILogger<LastUse> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> noted = new();
    private readonly Channel<(Guid Key, DateTimeOffset At)> uses = Channel.CreateUnbounded<(Guid, DateTimeOffset)>();
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>Costs a look into memory; never waits.</summary>
    internal void Note(Guid key)
    {
        var now = clock.GetTimestamp();
        if (noted.TryGetValue(key, out var last) && clock.GetElapsedTime(last, now) < Every)
            return;

        noted[key] = now;
        uses.Writer.TryWrite((key, clock.GetUtcNow()));
    }

    /// <summary>Writes what has been noted until now.</summary>
    internal async Task Settle(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            while (uses.Reader.TryRead(out var use))
                await engine.Write(session => session.Connection.ExecuteAsync(
                    "UPDATE access_api_key SET last_used_at = @At WHERE id = @Key AND (last_used_at IS NULL OR last_used_at < @At)", new { use.Key, use.At }), ct);
        }
        finally
        {
            writing.Release();
        }
    }

    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await uses.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await Settle(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A missed note is made good by the key's next use, a minute later.
                log.LogWarning("The last use of a key was not noted: {Failure}", failure.GetType().Name);
            }
        }
    }
}
