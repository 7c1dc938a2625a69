using HeroApi.Kernel.Data;

namespace HeroApi.Kernel.Events;

/// <summary>A delivery that failed until it was given up. Its key waits until it is retried or skipped.</summary>
public sealed record DeadLetter
{
    /// <summary>Its number, by which it is retried or skipped.</summary>
    public required long Seq { get; init; }

    /// <summary>The event's stable name, such as <c>cases.lead_reported.v1</c>.</summary>
    public required string Event { get; init; }

    public required string Subscriber { get; init; }

    /// <summary>What the event is about; later events of the same key wait behind this one.</summary>
    public required string Key { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Code or kind of the last failure.</summary>
    public string? LastError { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset DeadAt { get; init; }
}

/// <summary>What became of deliveries that nobody could deliver.</summary>
public sealed class DeadLetters(Db db, TimeProvider clock)
{
    public Task<IReadOnlyList<DeadLetter>> Page(long? after, int limit, CancellationToken ct) => db.Query<DeadLetter>(
        $"""
        SELECT d.seq, e.type AS event, d.subscriber, d.key, d.attempts, d.last_error, e.at AS occurred_at, d.dead_at
        FROM   kernel_delivery d
        JOIN   kernel_event e ON e.id = d.event_id
        WHERE  d.dead_at IS NOT NULL {(after is null ? "" : "AND d.seq > @after")}
        ORDER  BY d.seq
        LIMIT  @limit
        """, new { after, limit }, ct);

    /// <summary>Gives it as many attempts as a new one; false when there is no such dead letter.</summary>
    public async Task<bool> Retry(long seq, CancellationToken ct) => await db.Execute(
        "UPDATE kernel_delivery SET dead_at = NULL, attempts = 0, next_at = @now WHERE seq = @seq AND dead_at IS NOT NULL",
        new { seq, now = clock.GetUtcNow() }, ct) > 0;

    /// <summary>Counts it as done without its effect; false when there is no such dead letter.</summary>
    public async Task<bool> Skip(long seq, CancellationToken ct) => await db.Execute(
        "UPDATE kernel_delivery SET dead_at = NULL, done_at = @now WHERE seq = @seq AND dead_at IS NOT NULL",
        new { seq, now = clock.GetUtcNow() }, ct) > 0;
}
