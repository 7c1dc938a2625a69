using System.Diagnostics.Metrics;
using Dapper;
using HeroApi.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Measures of the work that waits in the database, read every fifteen seconds while somebody watches this host. Several
/// hosts tell the same of one database; take the highest, not the sum.
/// </summary>
public sealed class Vitals : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly IEngine engine;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Meter meter = new(Telemetry.Name);
    private volatile Reading? reading;

    public Vitals(IEngine engine, TimeProvider clock, ILogger<Vitals> log)
    {
        (this.engine, this.clock, this.log) = (engine, clock, log);
        meter.CreateObservableGauge("hero.delivery.waiting", () => Told<long>(now =>
            [Of(now.Due, "hero.delivery.state", "due"), Of(now.Failed, "hero.delivery.state", "failed"), Of(now.Dead, "hero.delivery.state", "dead")]),
            "{delivery}", "Deliveries that are due, that have failed and wait for another try, and dead letters");
        meter.CreateObservableGauge("hero.job.waiting", () => Told<long>(now =>
            [Of(now.Queued, "hero.job.state", "queued"), Of(now.Running, "hero.job.state", "running"), Of(now.FailedJobs, "hero.job.state", "failed")]),
            "{job}", "Jobs that wait, run, or have failed");
        meter.CreateObservableGauge("hero.feed.waiting", () => Told<long>(now => [new(now.Changes)]), "{row}", "Changes that are not in the feed yet");
        meter.CreateObservableGauge("hero.feed.lag", () => Told<double>(now => [new(Age(now.OldestChange))]), "s", "Age of the oldest change that is not in the feed yet");
        meter.CreateObservableGauge("hero.audit.unsealed", () => Told<long>(now => [new(now.Unsealed)]), "{row}", "Audit rows that are not sealed yet");
        meter.CreateObservableGauge("hero.audit.seal.lag", () => Told<double>(now => [new(Age(now.OldestUnsealed))]), "s", "Age of the oldest audit row that is not sealed yet");
        if (engine is not SqliteEngine sqlite)
            return;

        meter.CreateObservableGauge("hero.lane.queue", () => sqlite.Waiting, "{command}", "Commands that wait for SQLite's writer lane");
        meter.CreateObservableGauge("hero.sqlite.readers", () => (IEnumerable<Measurement<long>>)
            [Of(sqlite.Readers.Used, "hero.sqlite.reader.state", "used"), Of(sqlite.Readers.Idle, "hero.sqlite.reader.state", "idle")], "{connection}", "SQLite connections for reading");
    }

    /// <summary>Reads them now.</summary>
    public async Task Look(CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var read = await lease.Connection.QuerySingleAsync<Reading>(
            """
            SELECT (SELECT COUNT(*) FROM kernel_delivery WHERE done_at IS NULL AND dead_at IS NULL AND next_at <= @now) AS due,
                   (SELECT COUNT(*) FROM kernel_delivery WHERE done_at IS NULL AND dead_at IS NULL AND attempts > 0) AS failed,
                   (SELECT COUNT(*) FROM kernel_delivery WHERE dead_at IS NOT NULL) AS dead,
                   (SELECT COUNT(*) FROM kernel_job WHERE state = 'queued') AS queued,
                   (SELECT COUNT(*) FROM kernel_job WHERE state = 'running') AS running,
                   (SELECT COUNT(*) FROM kernel_job WHERE state = 'failed') AS failed_jobs,
                   (SELECT COUNT(*) FROM kernel_change) AS changes,
                   (SELECT MIN(at) FROM kernel_change) AS oldest_change,
                   (SELECT COUNT(*) FROM kernel_audit WHERE seal_no IS NULL) AS unsealed,
                   (SELECT MIN(at) FROM kernel_audit WHERE seal_no IS NULL) AS oldest_unsealed
            """, new { now = clock.GetUtcNow() });
        reading = read;
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                reading = null;
                log.LogWarning("The look at the waiting work met {Failure} and is tried again", failure.GetType().Name);
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Nothing is told of a database that could not be asked; zero would look like health.</summary>
    private IEnumerable<Measurement<T>> Told<T>(Func<Reading, IEnumerable<Measurement<T>>> tell) where T : struct => reading is { } now ? tell(now) : [];

    private double Age(DateTimeOffset? oldest) => oldest is { } at ? Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds) : 0;

    private static Measurement<long> Of(long value, string tag, string state) => new(value, new KeyValuePair<string, object?>(tag, state));

    private sealed record Reading
    {
        public required long Due { get; init; }
        public required long Failed { get; init; }
        public required long Dead { get; init; }
        public required long Queued { get; init; }
        public required long Running { get; init; }
        public required long FailedJobs { get; init; }
        public required long Changes { get; init; }
        public DateTimeOffset? OldestChange { get; init; }
        public required long Unsealed { get; init; }
        public DateTimeOffset? OldestUnsealed { get; init; }
    }
}
