using HeroApi.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Events;

/// <summary>
/// The background work of a host: publishing, deliveries, timers and jobs. Nothing of it is remembered in the process,
/// so any number of hosts share one database and any of them may die.
/// </summary>
public sealed class Workers(IEngine engine, Deliveries deliveries, JobRunner jobs, Wake wake, ILogger<Workers> log) : BackgroundService
{
    /// <summary>On SQLite the one lane would only make more of them wait.</summary>
    private int Deliverers => engine is SqliteEngine ? 1 : 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TaskCompletionSource Asleep = new();

    /// <summary>Runs whatever is due, until nothing is; waits for what another loop or host has in hand.</summary>
    public async Task RunUntilIdle(CancellationToken ct)
    {
        while (true)
        {
            // Each has its turn, though the others always find more: a job must not wait for writers to pause.
            if (await engine.Publish(ct) | await deliveries.RingOne(ct) | await deliveries.DeliverOne(ct) | await jobs.StepOne(ct))
                continue;
            if (!await deliveries.AnyLeft(ct) && !await jobs.AnyLeft(ct))
                return;
            await Task.Delay(5, ct);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        Loop("publisher", engine.Publish, () => wake.Next, stoppingToken),
        Loop("timers", deliveries.RingOne, Never, stoppingToken),
        Loop("jobs", jobs.StepOne, Never, stoppingToken),
        .. Enumerable.Range(0, Deliverers).Select(_ => Loop("deliveries", deliveries.DeliverSome, () => wake.Next, stoppingToken))
    ]);

    /// <summary>Timers and jobs can wait for the next second; waking them at every commit would cost each request two looks.</summary>
    private static Task Never() => Asleep.Task;

    private async Task Loop(string name, Func<CancellationToken, Task<bool>> step, Func<Task> wakes, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var woken = wakes();
                if (!await step(ct))
                    await woken.WaitAsync(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database may be away for a while; the work waits in it and goes on when it is back.
                log.LogWarning("The {Loop} loop met {Failure} and tries again", name, failure.GetType().Name);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
