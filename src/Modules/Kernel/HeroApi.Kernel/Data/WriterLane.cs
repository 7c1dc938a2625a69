using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace HeroApi.Kernel.Data;

/// <summary>
/// The one writer of a SQLite database. It runs waiting commands as savepoints of one shared transaction, commits once,
/// and only then answers them all: many durable commands for one flush of the disk.
/// </summary>
/// <remarks>
/// A savepoint cannot isolate an interrupted write, a full disk or a failing COMMIT. Then the whole transaction is gone,
/// nobody has been answered, and each command is run again alone.
/// </remarks>
internal sealed class WriterLane : IAsyncDisposable
{
    private const int MostCommands = 64;
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(5);

    private readonly Channel<Work> waiting = Channel.CreateBounded<Work>(4096);
    private readonly SqliteStatements connection;
    private readonly Func<SqliteStatements, bool> beforeCommit;
    private readonly TimeSpan longestCommand;
    private readonly ILogger log;
    private readonly Timer watchdog;
    private readonly Task loop;
    private long runningSince;
    private volatile bool interrupted;

    internal WriterLane(SqliteStatements connection, Func<SqliteStatements, bool> beforeCommit, TimeSpan longestCommand, ILogger log)
    {
        (this.connection, this.beforeCommit, this.longestCommand, this.log) = (connection, beforeCommit, longestCommand, log);
        var tick = TimeSpan.FromMilliseconds(Math.Clamp(longestCommand.TotalMilliseconds / 10, 10, 100));
        watchdog = new Timer(_ => InterruptWhatRunsTooLong(), null, tick, tick);
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>How many commands wait; readiness reports it.</summary>
    internal int Waiting => waiting.Reader.Count;

    /// <summary>Runs <paramref name="work"/> in the lane; returns when its transaction is on the disk.</summary>
    internal async Task<T> Run<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        var item = new Work<T>(work, ct);
        try
        {
            await waiting.Writer.WriteAsync(item, ct);
        }
        catch (ChannelClosedException)
        {
            throw new Refusal(Problems.Stopping);
        }

        return await item.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        await watchdog.DisposeAsync();
    }

    private async Task Run()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            try
            {
                await RunGroup();
            }
            catch (Exception exception)
            {
                // Nothing here may end the loop: a lane that has stopped would leave every later command unanswered.
                log.LogError(exception, "The writer lane recovered from a failure outside of any command");
                TryRollBack();
            }
        }
    }

    private async Task RunGroup()
    {
        var ran = new List<Work>(MostCommands);
        var began = Stopwatch.GetTimestamp();
        var intact = Try(() => connection.Run("BEGIN IMMEDIATE"), out var why);

        while (intact && ran.Count < MostCommands && Stopwatch.GetElapsedTime(began) < LongestGroup && waiting.Reader.TryRead(out var work))
        {
            if (work.GivenUp())
                continue;

            intact = await RunInSavepoint(work);
            if (!work.Answered)
                ran.Add(work);
        }

        if (intact)
            intact = Try(() => beforeCommit(connection), out why) && Try(() => connection.Run("COMMIT"), out why);

        if (intact)
        {
            foreach (var work in ran)
                work.AnswerNow();
            return;
        }

        TryRollBack();
        if (ran.Count == 0)
        {
            // BEGIN itself failed: whoever waits next is told, so that an unusable disk is not a hang.
            if (waiting.Reader.TryRead(out var next))
                next.Fail(why ?? new Refusal(Problems.StorageFull));
            return;
        }

        log.LogWarning("A group of {Count} commands lost its transaction; each runs again alone", ran.Count);
        foreach (var work in ran)
            await RunAlone(work);
    }

    /// <summary>False when the shared transaction is gone.</summary>
    private async Task<bool> RunInSavepoint(Work work)
    {
        connection.Run("SAVEPOINT command");
        if (await Attempt(work) is not { } failure)
        {
            connection.Run("RELEASE command");
            return true;
        }

        if (TransactionIsGone())
        {
            if (failure is Refusal)
                work.Fail(failure);
            return false;
        }

        // A statement stopped by a full or failing disk leaves the pages of its neighbours in doubt.
        if (failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_CORRUPT })
            return false;

        connection.Run("ROLLBACK TO command");
        connection.Run("RELEASE command");
        work.Fail(failure);
        return true;
    }

    private async Task RunAlone(Work work)
    {
        if (!Try(() => connection.Run("BEGIN IMMEDIATE"), out var why))
        {
            work.Fail(why!);
            return;
        }

        var failure = await Attempt(work);
        if (failure is null && Try(() => beforeCommit(connection), out failure) && Try(() => connection.Run("COMMIT"), out failure))
        {
            work.AnswerNow();
            return;
        }

        TryRollBack();
        work.Fail(failure!);
    }

    /// <summary>Runs the command once; null when it went well.</summary>
    private async Task<Exception?> Attempt(Work work)
    {
        using var session = new Session(connection);
        Volatile.Write(ref runningSince, Stopwatch.GetTimestamp());
        interrupted = false;
        try
        {
            var running = work.Run(session);
            // A handler that waits for something other than the database loses its session and cannot write on.
            await (running.IsCompleted ? running : running.WaitAsync(longestCommand));
            return null;
        }
        catch (TimeoutException exception)
        {
            return new Refusal(Problems.Timeout, cause: exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && interrupted)
        {
            return new Refusal(Problems.Timeout, cause: exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            Volatile.Write(ref runningSince, 0);
        }
    }

    private void InterruptWhatRunsTooLong()
    {
        var since = Volatile.Read(ref runningSince);
        if (since == 0 || Stopwatch.GetElapsedTime(since) < longestCommand)
            return;

        interrupted = true;
        raw.sqlite3_interrupt(connection.Handle);
    }

    private bool TransactionIsGone() => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    private void TryRollBack()
    {
        if (!TransactionIsGone())
            Try(() => connection.Run("ROLLBACK"), out _);
    }

    private static bool Try(Action action, out Exception? why)
    {
        try
        {
            action();
            why = null;
            return true;
        }
        catch (Exception exception)
        {
            why = exception;
            return false;
        }
    }

    private abstract class Work
    {
        internal abstract bool Answered { get; }

        internal abstract Task Run(Session session);

        internal abstract void AnswerNow();

        internal abstract void Fail(Exception exception);

        internal abstract bool GivenUp();
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, CancellationToken ct) : Work
    {
        private T? result;

        internal TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override bool Answered => Answer.Task.IsCompleted;

        internal override async Task Run(Session session) => result = await work(session);

        internal override void AnswerNow() => Answer.TrySetResult(result!);

        internal override void Fail(Exception exception) => Answer.TrySetException(exception);

        internal override bool GivenUp() => ct.IsCancellationRequested && Answer.TrySetCanceled(ct);
    }
}
