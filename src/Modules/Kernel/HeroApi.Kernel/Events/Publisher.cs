using Dapper;
using HeroApi.Kernel.Data;
using Npgsql;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Moves committed change rows to the feed and gives them dense positions (contract.md §3.9). What is uncommitted is
/// not there yet and comes later, with a later position: no horizon, no gaps, nothing an idle transaction can stall.
/// </summary>
internal static class Publisher
{
    private const int Chunk = 2000;

    /// <summary>Runs inside the lane's transaction, just before its COMMIT.</summary>
    internal static bool MoveOnSqlite(SqliteStatements connection)
    {
        var moved = connection.Execute(
            """
            INSERT INTO kernel_feed (pos, mark, command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at)
            SELECT (SELECT pos FROM kernel_feed_head) + row_number() OVER (ORDER BY last_seq, seq),
                   random(), command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at
            FROM   (SELECT c.*, max(seq) OVER (PARTITION BY command_id) AS last_seq FROM kernel_change c)
            """);
        if (moved == 0)
            return false;

        connection.Execute("UPDATE kernel_feed_head SET pos = pos + @moved WHERE id = 1", new { moved });
        connection.Run("DELETE FROM kernel_change");
        return true;
    }

    internal static async Task<bool> MoveOnPostgres(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM kernel_change)"))
            return false;

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var head = await connection.QueryFirstOrDefaultAsync<long?>("SELECT pos FROM kernel_feed_head WHERE id = 1 FOR UPDATE SKIP LOCKED");
        if (head is null)
        {
            // Another host is moving rows now, but perhaps looked before ours were committed: come back in a moment.
            await transaction.RollbackAsync(ct);
            await Task.Delay(5, ct);
            return true;
        }

        // Whole commands only: a page of the feed never splits one.
        var moved = await connection.ExecuteScalarAsync<long>(
            """
            WITH kernel_taken AS (
                DELETE FROM kernel_change
                WHERE  command_id IN (SELECT command_id FROM kernel_change ORDER BY seq LIMIT @Chunk)
                RETURNING *
            ), kernel_placed AS (
                INSERT INTO kernel_feed (pos, mark, command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at)
                SELECT @head + row_number() OVER (ORDER BY last_seq, seq),
                       (('x' || substr(md5(random()::text || seq::text), 1, 16))::bit(64))::bigint,
                       command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at
                FROM   (SELECT t.*, max(seq) OVER (PARTITION BY command_id) AS last_seq FROM kernel_taken t) AS kernel_ordered
                RETURNING 1
            )
            SELECT COUNT(*) FROM kernel_placed
            """, new { head, Chunk });
        await connection.ExecuteAsync("UPDATE kernel_feed_head SET pos = pos + @moved WHERE id = 1", new { moved });
        await transaction.CommitAsync(ct);
        return moved > 0;
    }
}
