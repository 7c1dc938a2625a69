using System.Diagnostics;
using System.Reflection;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Messages;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Takes due deliveries and runs their subscribers. Taking one, the subscriber's effect and the mark that it is done
/// commit together, so its effect happens once; a failing one retries alone and ends as a dead letter that holds its key.
/// </summary>
public sealed class Deliveries(IServiceScopeFactory scopes, IEngine engine, Subscriptions subscriptions, TimeProvider clock, HeroSettings settings, ILogger<Deliveries> log)
{
    private static readonly TimeSpan[] Backoff =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private const string Deliverable =
        """
        FROM   kernel_delivery c
        WHERE  c.done_at IS NULL AND c.dead_at IS NULL AND c.next_at <= @now
        AND    NOT EXISTS (SELECT 1 FROM kernel_delivery p
                           WHERE p.subscriber = c.subscriber AND p.key = c.key AND p.done_at IS NULL AND p.seq < c.seq)
        """;

    private const int Together = 16;

    /// <summary>Delivers the next due event; false when there is none.</summary>
    public Task<bool> DeliverOne(CancellationToken ct) => Deliver(1, ct);

    /// <summary>
    /// Delivers several due events in one transaction; false when there is none. When one of them fails none has
    /// happened, and they go on one by one.
    /// </summary>
    public async Task<bool> DeliverSome(CancellationToken ct)
    {
        try
        {
            return await Deliver(Together, ct);
        }
        catch (BatchFailed)
        {
            return await DeliverOne(ct);
        }
    }

    private async Task<bool> Deliver(int most, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        // Looking costs nothing; taking is a write.
        if (await db.SingleOrDefault<long?>(
            "SELECT seq FROM kernel_delivery WHERE done_at IS NULL AND dead_at IS NULL AND next_at <= @now LIMIT 1",
            new { now = clock.GetUtcNow() }, ct) is null)
            return false;

        IReadOnlyList<Due> taken = [];
        try
        {
            var delivered = await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this, async () =>
            {
                taken = [];
                taken = await Take(db, most, ct);
                foreach (var due in taken)
                    await Deliver(scope.ServiceProvider, due, ct);
                if (taken.Count > 0)
                    await Done(db, taken, ct);
                return taken.Count > 0;
            }, ct);
            foreach (var due in taken)
                Telemetry.Latencies.Record((clock.GetUtcNow() - due.At).TotalSeconds, new KeyValuePair<string, object?>("hero.subscriber", due.Subscriber));
            return delivered;
        }
        catch (Exception failure) when (taken.Count > 0 && !ct.IsCancellationRequested)
        {
            if (most > 1)
                throw new BatchFailed(failure);

            await Postpone(taken[0], failure, ct);
            return true;
        }
    }

    /// <summary>Turns timers that have come due into events; false when there is none.</summary>
    public async Task<bool> RingOne(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var (ringing, due) = Ringing();
        if (await db.SingleOrDefault<string>($"SELECT name {ringing} LIMIT 1", due, ct) is null)
            return false;

        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this, async () =>
        {
            var timer = await db.SingleOrDefault<Timer>(
                $"""
                DELETE FROM kernel_timer
                WHERE  name = (SELECT name {ringing} ORDER BY due_at, name LIMIT 1 {engine.SkipLocked})
                RETURNING type, key, body
                """, due, ct);
            if (timer is null)
                return false;

            var rung = subscriptions.Read(timer.Type, timer.Body)!;
            scope.ServiceProvider.GetRequiredService<Outbox>().Ring(timer.Type, subscriptions.Of(rung.GetType()), timer.Body, timer.Key);
            return true;
        }, ct);
    }

    /// <summary>True while something due is not done, because another loop or host is at work on it.</summary>
    internal async Task<bool> AnyLeft(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var (ringing, due) = Ringing();
        return await db.SingleOrDefault<string>($"SELECT name {ringing} LIMIT 1", due, ct) is not null
            || await db.SingleOrDefault<long?>($"SELECT seq {Deliverable} LIMIT 1", new { now = clock.GetUtcNow() }, ct) is not null;
    }

    /// <summary>Timers of an event that only a newer release knows are left for a host of that release.</summary>
    private (string Sql, DynamicParameters Parameters) Ringing()
    {
        var parameters = new DynamicParameters(new { now = clock.GetUtcNow() });
        return ($"FROM kernel_timer WHERE due_at <= @now AND type IN {parameters.In("type", subscriptions.Events)}", parameters);
    }

    /// <summary>At most one of a subscriber and key, since only the first that is not done can be taken.</summary>
    private Task<IReadOnlyList<Due>> Take(Db db, int most, CancellationToken ct) => db.Query<Due>(
        $"""
        SELECT d.seq, d.subscriber, d.key, d.attempts, e.type, e.body, e.at
        FROM   (SELECT c.seq
                {Deliverable}
                ORDER  BY c.seq
                LIMIT  @most
                {engine.SkipLocked}) due
        JOIN   kernel_delivery d ON d.seq = due.seq
        JOIN   kernel_event e ON e.id = d.event_id
        ORDER  BY d.seq
        """, new { now = clock.GetUtcNow(), most }, ct);

    private Task Done(Db db, IReadOnlyList<Due> taken, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { now = clock.GetUtcNow() });
        return db.Execute($"UPDATE kernel_delivery SET done_at = @now WHERE seq IN {parameters.In("seq", [.. taken.Select(due => due.Seq)])}", parameters, ct);
    }

    private async Task Deliver(IServiceProvider services, Due due, CancellationToken ct)
    {
        // A subscriber or event that this release no longer knows must not vanish: it ends as a dead letter to decide on.
        var subscriber = subscriptions.Find(due.Type, due.Subscriber) ?? throw new InvalidOperationException($"Nobody answers to {due.Subscriber} for {due.Type}.");
        var notification = subscriptions.Read(due.Type, due.Body)!;
        var handler = services.GetRequiredService(subscriber.Handler);
        using var span = Telemetry.Span($"deliver {due.Subscriber}", ActivityKind.Consumer)?.SetTag("hero.subscriber", due.Subscriber).SetTag("hero.event", due.Type);
        try
        {
            await (Task)typeof(INotificationHandler<>).MakeGenericType(subscriber.Notification).GetMethod(nameof(INotificationHandler<INotification>.Handle))!
                .Invoke(handler, BindingFlags.DoNotWrapExceptions, null, [notification, ct], null)!;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
    }

    private async Task Postpone(Due due, Exception failure, CancellationToken ct)
    {
        var attempts = due.Attempts + 1;
        var dead = attempts >= settings.DeliveryAttempts;
        var now = clock.GetUtcNow();
        // The message of an exception may hold personal data, its type and code may not.
        var error = Telemetry.ErrorOf(failure);
        Telemetry.Failures.Add(1, new("hero.subscriber", due.Subscriber), new("error.type", error), new("hero.delivery.dead", dead));
        log.LogWarning("Delivery {Seq} to {Subscriber} failed with {Error}, attempt {Attempt}", due.Seq, due.Subscriber, error, attempts);

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this, () => db.Execute(
            """
            UPDATE kernel_delivery
            SET    attempts = @attempts, next_at = @next, dead_at = @deadAt, last_error = @error
            WHERE  seq = @Seq AND done_at IS NULL
            """,
            new { due.Seq, attempts, error, next = now + Backoff[Math.Min(attempts, Backoff.Length) - 1], deadAt = dead ? now : (DateTimeOffset?)null }, ct), ct);
    }

    private sealed class BatchFailed(Exception cause) : Exception(null, cause);

    private sealed record Due
    {
        public required long Seq { get; init; }
        public required string Subscriber { get; init; }
        public required string Key { get; init; }
        public required int Attempts { get; init; }
        public required string Type { get; init; }
        public required string Body { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed record Timer
    {
        public required string Type { get; init; }
        public required string Key { get; init; }
        public required string Body { get; init; }
    }
}
