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
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Work> waiting = Channel.CreateBounded<Work>(4096);
    private readonly SqliteStatements connection;
    private readonly Func<SqliteStatements, bool> beforeCommit;
    private readonly TimeSpan longestCommand;
    private readonly ILogger log;
    private readonly Timer watchdog;
    private readonly Lock watch = new();
    private readonly Task loop;
    private long deadline = long.MaxValue;
    private bool interrupted;

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
    internal Task<T> Run<T>(Func<Session, Task<T>> work, CancellationToken ct) => Run(work, longestCommand, ct);

    /// <summary>The same for work that may take longer than a command, such as a migration.</summary>
    internal async Task<T> Run<T>(Func<Session, Task<T>> work, TimeSpan longest, CancellationToken ct)
    {
        var item = new Work<T>(work, longest, ct);
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
        using var span = Telemetry.Span("lane group");
        var ran = new List<Work>(MostCommands);
        var began = Stopwatch.GetTimestamp();
        if (!Try(() => connection.Run("BEGIN IMMEDIATE"), out var why))
        {
            // Whoever waits next is told, so that an unusable disk is not a hang.
            if (waiting.Reader.TryRead(out var next))
                next.Fail(why!);
            return;
        }

        var intact = true;
        while (intact && ran.Count < MostCommands && Stopwatch.GetElapsedTime(began) < LongestGroup && waiting.Reader.TryRead(out var work))
        {
            if (work.GivenUp())
                continue;

            ran.Add(work);
            Telemetry.LaneWaits.Record(Stopwatch.GetElapsedTime(work.Since).TotalSeconds);
            if (work.Asker is { } asker)
                span?.AddLink(new ActivityLink(asker.Context));
            intact = await RunInSavepoint(work);
        }

        Telemetry.LaneGroups.Record(ran.Count);
        span?.SetTag("hero.lane.group.size", ran.Count);
        if (intact && Try(() => beforeCommit(connection), out _) && Try(() => connection.Run("COMMIT"), out _))
        {
            foreach (var work in ran)
                work.AnswerNow();
            return;
        }

        TryRollBack();
        log.LogWarning("A group of {Count} commands lost its transaction; each runs again alone", ran.Count);
        foreach (var work in ran)
            if (!work.Answered)
                await RunAlone(work);
    }

    /// <summary>
    /// False when the shared transaction is gone. A refusal, too, waits for the COMMIT: it may rest on what a neighbour
    /// has written, and that may yet be undone.
    /// </summary>
    private async Task<bool> RunInSavepoint(Work work)
    {
        if (!Try(() => connection.Run("SAVEPOINT command"), out _))
            return false;

        var failure = await Attempt(work);
        if (failure is null)
            return Try(() => connection.Run("RELEASE command"), out _);

        if (TransactionIsGone())
        {
            // Who held the lane too long has had its turn; the neighbours it has undone run again.
            if (failure is Refusal { Problem: var problem } && problem == Problems.Timeout)
                work.Fail(failure);
            return false;
        }

        // A statement stopped by a full or failing disk leaves the pages of its neighbours in doubt.
        if (failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_CORRUPT })
            return false;

        work.FailAtCommit(failure);
        return Try(() => connection.Run("ROLLBACK TO command"), out _) && Try(() => connection.Run("RELEASE command"), out _);
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
        if (work.Asker is { } asker)
            Activity.Current = asker;
        Watch(work.Longest);
        try
        {
            var running = work.Run(session);
            // A handler that waits for something other than the database loses its session and cannot write on.
            await (running.IsCompleted ? running : running.WaitAsync(work.Longest));
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
            Watch(null);
        }
    }

    /// <summary>Under the watchdog's lock, so that an interrupt meant for one command never meets the next, or the COMMIT.</summary>
    private void Watch(TimeSpan? longest)
    {
        lock (watch)
        {
            if (longest is not null)
                interrupted = false;
            deadline = longest is { } limit ? Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
        }
    }

    private void InterruptWhatRunsTooLong()
    {
        lock (watch)
        {
            if (Stopwatch.GetTimestamp() < deadline)
                return;

            interrupted = true;
            raw.sqlite3_interrupt(connection.Handle);
        }
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

    private abstract class Work(TimeSpan longest)
    {
        internal TimeSpan Longest => longest;

        internal long Since { get; } = Stopwatch.GetTimestamp();

        /// <summary>The span of whoever asked, below which the command's own belong; null when nobody watches.</summary>
        internal Activity? Asker { get; } = Telemetry.Traced ? Activity.Current : null;

        internal abstract bool Answered { get; }

        internal abstract Task Run(Session session);

        internal abstract void AnswerNow();

        internal abstract void Fail(Exception exception);

        internal abstract void FailAtCommit(Exception exception);

        internal abstract bool GivenUp();
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, TimeSpan longest, CancellationToken ct) : Work(longest)
    {
        private T? result;
        private Exception? failure;

        internal TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override bool Answered => Answer.Task.IsCompleted;

        internal override async Task Run(Session session)
        {
            failure = null;
            result = await work(session);
        }

        internal override void AnswerNow()
        {
            if (failure is null)
                Answer.TrySetResult(result!);
            else
                Answer.TrySetException(failure);
        }

        internal override void Fail(Exception exception) => Answer.TrySetException(exception);

        internal override void FailAtCommit(Exception exception) => failure = exception;

        internal override bool GivenUp() => ct.IsCancellationRequested && Answer.TrySetCanceled(ct);
    }
}
