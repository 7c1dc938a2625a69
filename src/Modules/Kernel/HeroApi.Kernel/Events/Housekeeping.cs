using HeroApi.Kernel.Data;
using HeroApi.Kernel.Messages;
using MediatR;

namespace HeroApi.Kernel.Events;

/// <summary>The hourly time to clear away what nobody may need any more.</summary>
public sealed record HousekeepingDue(Guid Installation) : INotification;

/// <summary>Clears results past their window, deliveries and jobs past 30 days, and feed rows superseded past 180 days.</summary>
internal sealed class Housekeeping(Db db, Outbox outbox, TimeProvider clock) : INotificationHandler<HousekeepingDue>
{
    internal const string Timer = "kernel.housekeeping";
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepWork = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepSuperseded = TimeSpan.FromDays(180);
    private const int Chunk = 5_000;

    public async Task Handle(HousekeepingDue notification, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ct = cancellationToken;
        await db.Execute(
            """
            DELETE FROM kernel_idempotency
            WHERE  (principal, route, key) IN (SELECT principal, route, key FROM kernel_idempotency WHERE created_at < @before ORDER BY created_at LIMIT @Chunk)
            """, new { before = now - Idempotency.Window, Chunk }, ct);
        await db.Execute("DELETE FROM kernel_delivery WHERE seq IN (SELECT seq FROM kernel_delivery WHERE done_at < @before ORDER BY seq LIMIT @Chunk)", new { before = now - KeepWork, Chunk }, ct);
        await db.Execute(
            """
            DELETE FROM kernel_event
            WHERE  id IN (SELECT e.id FROM kernel_event e
                          WHERE e.at < @before AND NOT EXISTS (SELECT 1 FROM kernel_delivery d WHERE d.event_id = e.id)
                          ORDER BY e.id LIMIT @Chunk)
            """, new { before = now - KeepWork, Chunk }, ct);
        await db.Execute("DELETE FROM kernel_job WHERE ended_at < @before", new { before = now - KeepWork }, ct);
        await Prune(now - KeepSuperseded, ct);
        outbox.At(Timer, now + Every, notification, notification.Installation);
    }

    /// <summary>
    /// A row goes when the one that superseded it has aged; a token older than what went is answered 410. Each run looks
    /// at the rows that have aged since the last one, so that it never waits behind rows that stay for ever.
    /// </summary>
    private async Task Prune(DateTimeOffset before, CancellationToken ct)
    {
        var aged = await db.SingleOrDefault<long?>(
            """
            SELECT MAX(pos)
            FROM   (SELECT pos, at FROM kernel_feed WHERE pos > (SELECT aged_pos FROM kernel_feed_head) ORDER BY pos LIMIT @Chunk) next
            WHERE  at < @before
            """, new { before, Chunk }, ct);
        if (aged is null)
            return;

        var pruned = await db.Query<long>(
            """
            DELETE FROM kernel_feed
            WHERE  pos IN (SELECT old.pos
                           FROM   kernel_feed newer
                           JOIN   kernel_feed old ON old.record_id = newer.record_id AND old.pos < newer.pos
                           WHERE  newer.pos > (SELECT aged_pos FROM kernel_feed_head) AND newer.pos <= @aged)
            RETURNING pos
            """, new { aged }, ct);
        await db.Execute("UPDATE kernel_feed_head SET aged_pos = @aged WHERE id = 1", new { aged }, ct);
        if (pruned.Count > 0)
            await db.Execute("UPDATE kernel_feed_head SET floor_pos = @floor WHERE id = 1 AND floor_pos < @floor", new { floor = pruned.Max() }, ct);
    }
}
