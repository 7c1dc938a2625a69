using System.Data.Common;
using HeroApi.Kernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>
/// Fills one table fast: its indexes are built once afterwards, and PostgreSQL is fed by binary COPY. A million leads
/// row by row into a dozen indexes would take longer than everything that is measured on them.
/// </summary>
internal static class Bulk
{
    internal static async Task Write(DbConnection connection, string table, string columns, IEnumerable<object?[]> rows)
    {
        var indexes = await Indexes(connection, table);
        foreach (var (name, _) in indexes)
            await Run(connection, $"DROP INDEX {name}");
        await (connection is NpgsqlConnection postgres ? Copy(postgres, table, columns, rows) : Insert(connection, table, columns, rows));
        foreach (var (_, definition) in indexes)
            await Run(connection, definition);
    }

    internal static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Copy(NpgsqlConnection connection, string table, string columns, IEnumerable<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
            await copy.WriteRowAsync(CancellationToken.None, Array.ConvertAll(row, TypeHandlers.ToPostgres));
        await copy.CompleteAsync();
    }

    private static async Task Insert(DbConnection connection, string table, string columns, IEnumerable<object?[]> rows)
    {
        await using var command = connection.CreateCommand();
        var names = columns.Split(", ");
        command.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names.Select(name => "@" + name))})";
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = TypeHandlers.ToSqlite(row[i]);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Those that no constraint stands on.</summary>
    private static async Task<List<(string Name, string Definition)>> Indexes(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection
            ? $"""
              SELECT i.indexname, i.indexdef FROM pg_indexes i
              WHERE i.schemaname = current_schema() AND i.tablename = '{table}' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
              """
            : $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }
}
