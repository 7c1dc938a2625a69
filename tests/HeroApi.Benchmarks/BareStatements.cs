using System.Data.Common;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>A connection of the bare server with the statements that it has prepared.</summary>
internal sealed class BareStatements(DbConnection connection)
{
    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly Dictionary<string[], NpgsqlBatch> batches = [];

    internal DbConnection Connection => connection;

    internal async Task<int> Execute(string sql, params (string Name, object? Value)[] values) => await Filled(sql, values).ExecuteNonQueryAsync();

    /// <summary>The first row; null without one.</summary>
    internal async Task<T?> First<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] values) where T : class
    {
        await using var reader = await Filled(sql, values).ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : null;
    }

    /// <summary>How many rows several statements touched, which are sent in one go where the engine can.</summary>
    /// <param name="texts">The same list each time, by which the batch is known again.</param>
    internal async Task<int> ExecuteAll(string[] texts, params (string Name, object? Value)[][] values)
    {
        if (connection is not NpgsqlConnection postgres)
        {
            var touched = 0;
            for (var i = 0; i < texts.Length; i++)
                touched += await Execute(texts[i], values[i]);
            return touched;
        }

        if (!batches.TryGetValue(texts, out var batch))
        {
            batches[texts] = batch = new NpgsqlBatch(postgres);
            for (var i = 0; i < texts.Length; i++)
            {
                var command = new NpgsqlBatchCommand(texts[i]);
                foreach (var (name, value) in values[i])
                    command.Parameters.Add(new NpgsqlParameter(name, HeroApi.Kernel.Data.TypeHandlers.ToPostgres(value)));
                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync();
        }

        for (var i = 0; i < texts.Length; i++)
            for (var j = 0; j < values[i].Length; j++)
                batch.BatchCommands[i].Parameters[j].Value = HeroApi.Kernel.Data.TypeHandlers.ToPostgres(values[i][j].Value);
        return await batch.ExecuteNonQueryAsync();
    }

    /// <summary>The prepared statement with these values, which come in the same order each time.</summary>
    private DbCommand Filled(string sql, (string Name, object? Value)[] values)
    {
        if (commands.TryGetValue(sql, out var command))
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = BareValues.Native(command, values[i].Value);
            return command;
        }

        commands[sql] = command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, BareValues.Native(command, value));
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }
}
