using System.Diagnostics;
using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Long work in short chunks. Each chunk runs in a transaction together with its checkpoint, so any host may go on after
/// a crash and nothing is done twice.
/// </summary>
public interface IJob
{
    /// <summary>The stable name of this kind of work.</summary>
    string Kind { get; }

    /// <summary>Does one chunk and says how far the work has come.</summary>
    Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct);
}

/// <summary>What one chunk did: how many units, where to go on, and whether that was all.</summary>
public sealed record JobStep(int Done, string? Checkpoint, bool Finished, long? Total = null, string? Phase = null)
{
    /// <summary>How long to let the job rest before its next chunk.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>What a finished job has ended as: succeeded, partial or failed.</summary>
    public string EndsAs { get; init; } = "succeeded";

    /// <summary>Code of what it failed for, where trying again would not help.</summary>
    public string? Problem { get; init; }
}

/// <summary>A job as callers see it.</summary>
public sealed record JobView : Listed
{
    public required string Kind { get; init; }

    /// <summary>queued, running, succeeded, partial, failed, canceled or expired.</summary>
    public required string State { get; init; }

    public string? Phase { get; init; }
    public required long Done { get; init; }

    /// <summary>Absent while the amount of work is not known.</summary>
    public long? Total { get; init; }

    /// <summary>Code of what ended the job, when it failed.</summary>
    public string? Problem { get; init; }

    public required Guid StartedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? HeartbeatAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Starts, shows, cancels and runs jobs.</summary>
public sealed class Jobs(Db db, Pages pages, Call call, TimeProvider clock)
{
    public static readonly Vocabulary States = new("job_state",
        ("queued", "排队中", "Queued"),
        ("running", "运行中", "Running"),
        ("succeeded", "已完成", "Succeeded"),
        ("partial", "部分完成", "Partly done"),
        ("failed", "失败", "Failed"),
        ("canceled", "已取消", "Canceled"),
        ("expired", "已过期", "Expired"));

    public static readonly Listing Asks = new Listing("j")
        .Code("state", "j.state", States, "Jobs in this state")
        .Text("kind", "j.kind", "Jobs of this kind");

    private const string Columns = "j.id, j.kind, j.state, j.phase, j.done, j.total, j.problem, j.started_by, j.created_at, j.heartbeat_at, j.ended_at";

    /// <summary>Puts a job into the queue, in the transaction of the command that asks for it.</summary>
    /// <param name="stops">False for what must not be left half done, such as a move: its readers are owed the rest.</param>
    public async Task<Guid> Start(string kind, object input, CancellationToken ct, bool stops = true)
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
        await db.Execute(
            """
            INSERT INTO kernel_job (id, kind, state, input, next_at, can_stop, org_id, started_by, created_at)
            VALUES (@id, @kind, 'queued', @input, @now, @stops, @OrgId, @KeyId, @now)
            """, new { id, kind, stops, input = JsonSerializer.Serialize(input, Json.Stored), now, call.Caller.OrgId, call.Caller.KeyId }, ct);
        return id;
    }

    /// <summary>Jobs that organisations at or below the caller's have started.</summary>
    public Task<Page<JobView>> Read(ListQuery query, CancellationToken ct)
    {
        query.Parameters.Add("org", call.Caller.OrgId);
        return pages.Read<JobView>(query, Columns, $"FROM kernel_job j WHERE {Mine("j")}", ct);
    }

    public Task<JobView?> Find(Guid id, CancellationToken ct) => db.SingleOrDefault<JobView>(
        $"SELECT {Columns} FROM kernel_job j WHERE j.id = @id AND {Mine("j")}", new { id, org = call.Caller.OrgId }, ct);

    /// <summary>
    /// Asks a job to stop between two chunks; null when there is no such job. One that has ended stays as it is, and so does
    /// one that must not be left half done.
    /// </summary>
    public async Task<JobView?> Cancel(Guid id, CancellationToken ct)
    {
        await db.Execute(
            $"""
            UPDATE kernel_job AS j
            SET    cancel_asked = true, next_at = @now
            WHERE  j.id = @id AND j.can_stop AND j.state IN ('queued', 'running') AND {Mine("j")}
            """, new { id, org = call.Caller.OrgId, now = clock.GetUtcNow() }, ct);
        return await Find(id, ct);
    }

    /// <summary>Lets a failed job go on from where it failed; null when there is no such job. One that has not failed stays as it is.</summary>
    public async Task<JobView?> Retry(Guid id, CancellationToken ct)
    {
        if (await Find(id, ct) is null)
            return null;

        await Revive(id, ct);
        return await Find(id, ct);
    }

    /// <summary>The same for whoever answers for what the job does, whoever started it.</summary>
    public Task Revive(Guid id, CancellationToken ct) => db.Execute(
        "UPDATE kernel_job SET state = 'running', attempts = 0, next_at = @now, problem = NULL, ended_at = NULL WHERE id = @id AND state = 'failed'",
        new { id, now = clock.GetUtcNow() }, ct);

    private string Mine(string alias) => call.Caller.OrgId is null
        ? "TRUE"
        : $"EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.org_id = {alias}.org_id AND kt.ancestor_id = @org)";
}

/// <summary>Runs the next chunk of the next due job.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, IEngine engine, TimeProvider clock, ILogger<JobRunner> log)
{
    private const int MostAttempts = 5;

    /// <summary>False when no job is due.</summary>
    public async Task<bool> StepOne(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (!await AnyDue(db, ct))
            return false;

        Row? taken = null;
        try
        {
            return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this, async () =>
            {
                taken = await Take(db, ct);
                if (taken is null)
                    return false;

                await Step(scope.ServiceProvider, db, taken, ct);
                return true;
            }, ct);
        }
        catch (Exception failure) when (taken is not null && !ct.IsCancellationRequested)
        {
            await Postpone(taken, failure, ct);
            return true;
        }
    }

    /// <summary>True while a due job is not taken on, because another loop or host has it in hand.</summary>
    internal async Task<bool> AnyLeft(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await AnyDue(scope.ServiceProvider.GetRequiredService<Db>(), ct);
    }

    private async Task<bool> AnyDue(Db db, CancellationToken ct) => await db.SingleOrDefault<Guid?>(
        "SELECT id FROM kernel_job WHERE state IN ('queued', 'running') AND next_at <= @now LIMIT 1", new { now = clock.GetUtcNow() }, ct) is not null;

    private Task<Row?> Take(Db db, CancellationToken ct) => db.SingleOrDefault<Row>(
        $"""
        SELECT id, kind, input, checkpoint, attempts, cancel_asked
        FROM   kernel_job
        WHERE  state IN ('queued', 'running') AND next_at <= @now
        ORDER  BY next_at, id
        LIMIT  1
        {engine.SkipLocked}
        """, new { now = clock.GetUtcNow() }, ct);

    private async Task Step(IServiceProvider services, Db db, Row row, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (row.CancelAsked)
        {
            await db.Execute("UPDATE kernel_job SET state = 'canceled', ended_at = @now WHERE id = @Id", new { row.Id, now }, ct);
            return;
        }

        var job = services.GetServices<IJob>().Single(known => known.Kind == row.Kind);
        var step = await Step(job, row, ct);
        await db.Execute(
            """
            UPDATE kernel_job
            SET    state = @state, done = done + @Done, total = COALESCE(@Total, total), phase = @Phase, checkpoint = @Checkpoint, problem = @Problem,
                   attempts = 0, next_at = @next, heartbeat_at = @now, ended_at = @endedAt
            WHERE  id = @Id
            """,
            new
            {
                row.Id,
                step.Done,
                step.Total,
                step.Phase,
                step.Checkpoint,
                step.Problem,
                now,
                next = now + step.Wait,
                state = step.Finished ? step.EndsAs : "running",
                endedAt = step.Finished ? now : (DateTimeOffset?)null
            }, ct);
    }

    private static async Task<JobStep> Step(IJob job, Row row, CancellationToken ct)
    {
        using var span = Telemetry.Span($"job {row.Kind}")?.SetTag("hero.job.kind", row.Kind);
        var began = Stopwatch.GetTimestamp();
        try
        {
            return await job.Step(row.Input, row.Checkpoint, ct);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
        finally
        {
            Telemetry.JobSteps.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("hero.job.kind", row.Kind));
        }
    }

    private async Task Postpone(Row row, Exception failure, CancellationToken ct)
    {
        var failures = row.Attempts + 1;
        var failed = failures >= MostAttempts;
        var problem = Telemetry.ErrorOf(failure);
        log.LogWarning("Job {Job} of kind {Kind} failed with {Problem}, attempt {Attempt}", row.Id, row.Kind, problem, failures);

        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this, () => db.Execute(
            """
            UPDATE kernel_job
            SET    attempts = @failures, next_at = @next, problem = @problem, state = CASE WHEN @failed THEN 'failed' ELSE state END, ended_at = @endedAt
            WHERE  id = @Id AND attempts = @Attempts AND state IN ('queued', 'running')
            """,
            new { row.Id, row.Attempts, failures, problem, failed, next = now.AddSeconds(Math.Pow(3, failures)), endedAt = failed ? now : (DateTimeOffset?)null }, ct), ct);
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Input { get; init; }
        public string? Checkpoint { get; init; }
        public required int Attempts { get; init; }
        public required bool CancelAsked { get; init; }
    }
}
