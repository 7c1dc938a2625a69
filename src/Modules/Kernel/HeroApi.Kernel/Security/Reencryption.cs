using System.Text;
using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;

namespace HeroApi.Kernel.Security;

/// <summary>
/// A protected value of a module's table, so that a change of keys reaches it: <c>name_cipher</c> and, where values are
/// found again, <c>name_index</c>. The table's key is <c>id</c>.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The columns' common beginning.</param>
/// <param name="Kind">SQL for the kind the value was indexed as; null when there is no index.</param>
public sealed record ProtectedColumn(string Table, string Name, string? Kind = null);

/// <summary>
/// Brings every protected value under the current keys, in passes of chunks. Nobody's version rises, for no record
/// changes; a value that its owner changed meanwhile stays as it was written. It ends with a pass that found nothing left
/// to do and began when no host could still be writing with the key before; former keys are then shown as retirable.
/// </summary>
internal sealed class Reencryption(Db db, KeyRing ring, IEnumerable<ProtectedColumn> columns, TimeProvider clock) : IJob
{
    internal const string Name = "kernel.reencryption";
    private const int Chunk = 500;
    private readonly IReadOnlyList<ProtectedColumn> columns = [.. columns.OrderBy(column => column.Table, StringComparer.Ordinal).ThenBy(column => column.Name, StringComparer.Ordinal)];

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var key = JsonSerializer.Deserialize<Input>(input, Json.Stored)!.Key;
        var since = await db.SingleOrDefault<DateTimeOffset?>("SELECT since FROM kernel_key WHERE id = @key AND state = 'current'", new { key }, ct);
        var mark = checkpoint is null ? null : JsonSerializer.Deserialize<Mark>(checkpoint, Json.Stored);
        if (since is null)
            return new JobStep(0, checkpoint, Finished: true, Phase: "superseded");
        if (!ring.Writes(key))
            return new JobStep(0, checkpoint, Finished: false, Phase: "waiting") { Wait = TimeSpan.FromSeconds(5) };

        long? total = null;
        if (mark is null or { Left: false })
        {
            var settled = since + KeyWatch.Gone;
            if (mark is not null && clock.GetUtcNow() < settled)
                return new JobStep(0, checkpoint, Finished: false, Phase: "waiting") { Wait = settled.Value - clock.GetUtcNow() };
            mark = new Mark { Final = clock.GetUtcNow() >= settled, Left = true, Before = mark?.Before ?? 0 };
            total = mark.Before + await Count(ct);
        }

        return mark.Column == columns.Count ? await Results(key, since.Value, mark, total, ct) : await Values(columns[mark.Column], mark, total, ct);
    }

    private async Task<JobStep> Values(ProtectedColumn column, Mark mark, long? total, CancellationToken ct)
    {
        var (table, name) = (column.Table, column.Name);
        var (index, kind) = column.Kind is null ? ("NULL", "NULL") : ($"{name}_index", column.Kind);
        var rows = await db.Query<Value>(
            $"""
            SELECT id, {name}_cipher AS cipher, {index} AS index_value, {kind} AS kind
            FROM   {table}
            WHERE  id > @Id AND UNSCOPED('a change of keys is no act on a record')
            ORDER  BY id
            LIMIT  @Chunk
            """, new { mark.Id, Chunk }, ct);
        var stale = rows.Where(row => row.Cipher is not null && !(ring.IsCurrent(row.Cipher) && (row.IndexValue is null || ring.IsCurrent(row.IndexValue)))).ToList();
        // The cipher that was read guards the row: what its owner has written since is not written over.
        await db.ExecuteAll([.. stale.Select(row =>
        {
            var plain = ring.Decrypt(row.Cipher);
            List<KeyValuePair<string, object?>> values = [new("id", row.Id), new("was", row.Cipher), new("cipher", ring.Encrypt(plain))];
            if (row.IndexValue is not null)
                values.Add(new("found", ring.Index(row.Kind!, Encoding.UTF8.GetString(plain))));
            var set = row.IndexValue is null ? "" : $", {name}_index = @found";
            return new Statement($"UPDATE {table} SET {name}_cipher = @cipher{set} WHERE id = @id AND {name}_cipher = @was", values);
        })], ct);

        var last = rows.Count < Chunk;
        var next = mark with { Column = last ? mark.Column + 1 : mark.Column, Id = last ? Guid.Empty : rows[^1].Id, Rewritten = mark.Rewritten + stale.Count, Before = mark.Before + rows.Count };
        return new JobStep(rows.Count, JsonSerializer.Serialize(next, Json.Stored), Finished: false, total, $"{table}.{name}");
    }

    /// <summary>The stored results of commands come last: their key is of three columns.</summary>
    private async Task<JobStep> Results(string key, DateTimeOffset since, Mark mark, long? total, CancellationToken ct)
    {
        var rows = await db.Query<Result>(
            """
            SELECT principal, route, key, result_cipher
            FROM   kernel_idempotency
            WHERE  (principal, route, key) > (@Id, @Route, @Key)
            ORDER  BY principal, route, key
            LIMIT  @Chunk
            """, new { mark.Id, mark.Route, mark.Key, Chunk }, ct);
        var stale = rows.Where(row => row.ResultCipher is not null && !ring.IsCurrent(row.ResultCipher)).ToList();
        await db.ExecuteAll([.. stale.Select(row => new Statement(
            "UPDATE kernel_idempotency SET result_cipher = @cipher WHERE principal = @principal AND route = @route AND key = @key AND result_cipher = @was",
            [
                new("principal", row.Principal), new("route", row.Route), new("key", row.Key), new("was", row.ResultCipher), new("cipher", ring.Encrypt(ring.Decrypt(row.ResultCipher)))
            ]))], ct);

        var next = mark with { Rewritten = mark.Rewritten + stale.Count, Before = mark.Before + rows.Count };
        if (rows.Count == Chunk)
            next = next with { Id = rows[^1].Principal, Route = rows[^1].Route, Key = rows[^1].Key };
        else
            next = next with { Left = false };
        var finished = next is { Left: false, Final: true, Rewritten: 0 };
        if (finished)
            await db.Execute(
                """
                UPDATE kernel_key
                SET    unused_at = @now
                WHERE  state = 'former' AND unused_at IS NULL AND since <= @since AND purpose = (SELECT own.purpose FROM kernel_key own WHERE own.id = @key)
                """, new { key, since, now = clock.GetUtcNow() }, ct);
        return new JobStep(rows.Count, JsonSerializer.Serialize(next, Json.Stored), finished, total, "kernel_idempotency.result");
    }

    private async Task<long> Count(CancellationToken ct)
    {
        var count = await db.Single<long>("SELECT COUNT(*) FROM kernel_idempotency", null, ct);
        foreach (var column in columns)
            count += await db.Single<long>($"SELECT COUNT(*) FROM {column.Table} WHERE UNSCOPED('a change of keys is no act on a record')", null, ct);
        return count;
    }

    /// <param name="Key">The key that the job was started for.</param>
    internal sealed record Input(string Key);

    /// <summary>How far a pass has come, and what it met.</summary>
    private sealed record Mark
    {
        public int Column { get; init; }
        public Guid Id { get; init; }
        public string Route { get; init; } = "";
        public string Key { get; init; } = "";

        /// <summary>Values this pass brought under the current keys.</summary>
        public int Rewritten { get; init; }

        /// <summary>Rows looked at since the job began.</summary>
        public long Before { get; init; }

        /// <summary>Whether the pass began when nobody could still be writing with a key before.</summary>
        public bool Final { get; init; }

        /// <summary>Whether the pass goes on.</summary>
        public bool Left { get; init; }
    }

    private sealed record Value
    {
        public required Guid Id { get; init; }
        public byte[]? Cipher { get; init; }
        public byte[]? IndexValue { get; init; }
        public string? Kind { get; init; }
    }

    private sealed record Result
    {
        public required Guid Principal { get; init; }
        public required string Route { get; init; }
        public required string Key { get; init; }
        public byte[]? ResultCipher { get; init; }
    }
}
