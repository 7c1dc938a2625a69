using System.Globalization;
using System.Text;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;

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
public sealed class DeadLetters(Db db, KeyRing keys, Audit audit, AfterCommit after, Wake wake, TimeProvider clock)
{
    /// <summary>A page in the order of their numbers.</summary>
    public async Task<Page<DeadLetter>> Read(string? cursor, int limit, CancellationToken ct)
    {
        var from = cursor is null ? (long?)null : Open(cursor);
        var rows = await db.Query<DeadLetter>(
            $"""
            SELECT d.seq, e.type AS event, d.subscriber, d.key, d.attempts, d.last_error, e.at AS occurred_at, d.dead_at
            FROM   kernel_delivery d
            JOIN   kernel_event e ON e.id = d.event_id
            WHERE  d.dead_at IS NOT NULL {(from is null ? "" : "AND d.seq > @from")}
            ORDER  BY d.seq
            LIMIT  @take
            """, new { from, take = limit + 1 }, ct);
        return rows.Count > limit
            ? new Page<DeadLetter> { Items = [.. rows.Take(limit)], NextCursor = keys.Token(Encoding.UTF8.GetBytes($"dead_letters|{rows[limit - 1].Seq}")) }
            : new Page<DeadLetter> { Items = rows };
    }

    /// <summary>Gives it as many attempts as a new one; false when there is no such dead letter.</summary>
    public Task<bool> Retry(long seq, CancellationToken ct) => Decide("next_at = @now, attempts = 0", seq, ct);

    /// <summary>Counts it as done without its effect; false when there is no such dead letter.</summary>
    public Task<bool> Skip(long seq, CancellationToken ct) => Decide("done_at = @now", seq, ct);

    private async Task<bool> Decide(string outcome, long seq, CancellationToken ct)
    {
        var decided = await db.SingleOrDefault<Guid?>(
            $"UPDATE kernel_delivery SET dead_at = NULL, {outcome} WHERE seq = @seq AND dead_at IS NOT NULL RETURNING event_id",
            new { seq, now = clock.GetUtcNow() }, ct);
        if (decided is not { } eventId)
            return false;

        audit.About("dead_letter", eventId);
        after.Do(wake.Up);
        return true;
    }

    private long Open(string cursor) =>
        keys.OpenToken(cursor) is { } plain && Encoding.UTF8.GetString(plain).Split('|') is ["dead_letters", var seq]
            ? long.Parse(seq, CultureInfo.InvariantCulture)
            : throw new Refusal(Problems.CursorInvalid);
}
