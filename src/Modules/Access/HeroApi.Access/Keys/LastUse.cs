using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeroApi.Access.Keys;

/// <summary>Notes when a key or a subject was used: behind the request's back, and at most once a minute for each on this host.</summary>
internal sealed class LastUse(IEngine engine, TimeProvider clock, ILogger<LastUse> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> noted = new();
    private readonly Channel<(Guid Id, bool IsKey, DateTimeOffset At)> uses = Channel.CreateUnbounded<(Guid, bool, DateTimeOffset)>();
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>Costs a look into memory; never waits.</summary>
    internal void Note(Guid id, bool isKey)
    {
        var now = clock.GetTimestamp();
        if (noted.TryGetValue(id, out var last) && clock.GetElapsedTime(last, now) < Every)
            return;

        noted[id] = now;
        uses.Writer.TryWrite((id, isKey, clock.GetUtcNow()));
    }

    /// <summary>Writes what has been noted until now.</summary>
    internal async Task Settle(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            while (uses.Reader.TryRead(out var use))
                await engine.Write(session => session.Connection.ExecuteAsync(use.IsKey
                    ? "UPDATE access_api_key SET last_used_at = @At WHERE id = @Id AND (last_used_at IS NULL OR last_used_at < @At)"
                    : "UPDATE access_subject SET last_used_at = @At WHERE id = @Id AND (last_used_at IS NULL OR last_used_at < @At)", new { use.Id, use.At }), ct);
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
                log.LogWarning("The last use of a credential was not noted: {Failure}", failure.GetType().Name);
            }
        }
    }
}
