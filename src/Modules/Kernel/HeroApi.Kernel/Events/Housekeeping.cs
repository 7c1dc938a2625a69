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
        await db.Execute("DELETE FROM kernel_idempotency WHERE created_at < @before", new { before = now - Idempotency.Window }, ct);
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

    /// <summary>A row is superseded when its record has a later one; a token older than what went is answered 410.</summary>
    private async Task Prune(DateTimeOffset before, CancellationToken ct)
    {
        var pruned = await db.Query<long>(
            """
            DELETE FROM kernel_feed
            WHERE  pos IN (SELECT old.pos
                           FROM   kernel_feed old
                           WHERE  old.pos <= (SELECT COALESCE(MAX(aged.pos), 0) FROM (SELECT pos, at FROM kernel_feed ORDER BY pos LIMIT @Chunk) aged WHERE aged.at < @before)
                           AND    EXISTS (SELECT 1 FROM kernel_feed newer WHERE newer.record_id = old.record_id AND newer.pos > old.pos AND newer.at < @before)
                           LIMIT  @Chunk)
            RETURNING pos
            """, new { before, Chunk }, ct);
        if (pruned.Count > 0)
            await db.Execute("UPDATE kernel_feed_head SET floor_pos = @floor WHERE id = 1 AND floor_pos < @floor", new { floor = pruned.Max() }, ct);
    }
}
