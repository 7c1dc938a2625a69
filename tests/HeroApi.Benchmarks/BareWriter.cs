using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace HeroApi.Benchmarks;

/// <summary>How the bare server writes: the statements of a request in one durable transaction, and nothing around them.</summary>
internal abstract class BareWriter
{
    internal static BareWriter On(Func<DbConnection> connect) => connect() switch
    {
        SqliteConnection connection => new BareLane(connection),
        _ => new BareTransactions(connect)
    };

    internal abstract Task<T> Write<T>(Func<BareStatements, Task<T>> work);
}

/// <summary>A transaction of its own for each request, on one of a pool of connections.</summary>
internal sealed class BareTransactions(Func<DbConnection> connect) : BareWriter
{
    private readonly ConcurrentBag<BareStatements> idle = [];

    internal override async Task<T> Write<T>(Func<BareStatements, Task<T>> work)
    {
        if (!idle.TryTake(out var statements))
        {
            statements = new BareStatements(connect());
            await statements.Connection.OpenAsync();
        }

        await using (var transaction = await statements.Connection.BeginTransactionAsync())
        {
            var result = await work(statements);
            await transaction.CommitAsync();
            idle.Add(statements);
            return result;
        }
    }
}

/// <summary>A bare group commit on SQLite: one writer, and one flush of the disk for all that wait.</summary>
internal sealed class BareLane : BareWriter
{
    private readonly Channel<(Func<BareStatements, Task> Work, TaskCompletionSource Done)> waiting = Channel.CreateUnbounded<(Func<BareStatements, Task>, TaskCompletionSource)>();
    private readonly BareStatements statements;

    internal BareLane(DbConnection connection)
    {
        statements = new BareStatements(connection);
        connection.Open();
        // As the host has them.
        foreach (var pragma in (string[])["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY", "cache_size = -65536", "wal_autocheckpoint = 8192"])
            Run($"PRAGMA {pragma}");
        _ = Task.Factory.StartNew(Loop, TaskCreationOptions.LongRunning);
    }

    internal override async Task<T> Write<T>(Func<BareStatements, Task<T>> work)
    {
        T? result = default;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((async db => result = await work(db), done));
        await done.Task;
        return result!;
    }

    private void Loop()
    {
        var group = new List<TaskCompletionSource>();
        while (waiting.Reader.WaitToReadAsync().AsTask().Result)
        {
            var began = Stopwatch.GetTimestamp();
            Run("BEGIN IMMEDIATE");
            while (group.Count < 64 && Stopwatch.GetElapsedTime(began).TotalMilliseconds < 5 && waiting.Reader.TryRead(out var next))
            {
                next.Work(statements).GetAwaiter().GetResult();
                group.Add(next.Done);
            }

            Run("COMMIT");
            group.ForEach(done => done.SetResult());
            group.Clear();
        }
    }

    private void Run(string sql) => statements.Execute(sql).GetAwaiter().GetResult();
}
