using System.Diagnostics;
using System.Net;
using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Data;

/// <summary>Commands that share a transaction share nothing else: one that fails harms no other.</summary>
public sealed class GroupCommitTests
{
    private const int Neighbours = 5;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_command_that_violates_harms_no_other(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        await api.Act("once", desk => desk.Once("taken"));

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await desk.Once("taken");
        });

        group.Culprit.MustRefuse(HttpStatusCode.Conflict, "record.conflict");
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text = 'half'")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_command_that_refuses_harms_no_other(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            throw new Refusal(Problems.Deleted);
        });

        group.Culprit.MustRefuse(HttpStatusCode.Gone, "record.deleted");
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text = 'half'")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_write_that_takes_too_long_is_stopped_and_harms_no_other(Engine engine)
    {
        await using var api = await PlantedModule.On(engine, "--Hero:LongestCommand", "00:00:01", "--Hero:StatementTimeout", "00:00:01");

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await desk.WriteForEver();
        });

        group.Culprit.MustRefuse(HttpStatusCode.ServiceUnavailable, "server.timeout").Header("Retry-After").ShouldNotBeNull();
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text = 'half'")).ShouldBe(0);
        (await api.Count("planted_side", "id = -1")).ShouldBe(0);
    }

    [Fact]
    public async Task A_command_that_waits_for_something_else_loses_the_lane_and_cannot_write_on()
    {
        await using var api = await PlantedModule.On(Engine.Sqlite, "--Hero:LongestCommand", "00:00:01");
        var (never, late) = (new TaskCompletionSource(), new TaskCompletionSource<Exception?>());

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await never.Task;
            late.SetResult(await Record.ExceptionAsync(() => desk.Effect(Guid.Empty, "late")));
        });
        never.SetResult();

        group.Culprit.MustRefuse(HttpStatusCode.ServiceUnavailable, "server.timeout");
        (await late.Task).ShouldBeOfType<Refusal>().Problem.ShouldBe(Problems.Timeout);
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text IN ('half', 'late')")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_commit_that_fails_harms_no_other(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await desk.Orphan();
        });

        group.Culprit.Status.ShouldBe(HttpStatusCode.InternalServerError);
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text = 'half'")).ShouldBe(0);
        (await api.Count("planted_child")).ShouldBe(0);
    }

    [Fact]
    public async Task A_command_that_ends_the_shared_transaction_harms_no_other()
    {
        await using var api = await PlantedModule.On(Engine.Sqlite);

        var group = await Group.Of(api, async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await desk.Db.Execute("ROLLBACK", null, CancellationToken.None);
            await desk.Db.Execute("SELECT no_such_column", null, CancellationToken.None);
        });

        group.Culprit.Status.ShouldBe(HttpStatusCode.InternalServerError);
        await group.NeighboursMustStand();
        (await api.Count("planted_effect", "text = 'half'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_that_rests_on_an_undone_neighbour_is_taken_back()
    {
        await using var api = await PlantedModule.On(Engine.Sqlite);
        await using var lane = await Lane.Held(api);

        // The second sees the name taken by the first, whose COMMIT then fails; alone it finds the name free.
        var first = api.Run(async desk =>
        {
            await desk.Once("name");
            await desk.Orphan();
        });
        var second = api.Run(desk => desk.Once("name"));
        await lane.Release();

        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(first);
        await second;
        (await api.Count("planted_once")).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_disk_is_a_clear_refusal_that_stores_nothing_and_passes_by_itself()
    {
        await using var api = await PlantedModule.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var before = (await officer.ReportedLead()).Id;
        await api.Act("fill", desk => desk.Db.Execute("PRAGMA max_page_count = 1", null, CancellationToken.None));

        var acknowledged = new List<Guid> { before };
        var refused = 0;
        for (var round = 0; round < 100 && refused < 40; round++)
            foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => officer.Post("leads", States.LeadBody(("summary", new string('水', 1500)))))))
                if (answer.Status == HttpStatusCode.Created)
                    acknowledged.Add(answer.Id);
                else
                {
                    answer.MustRefuse(HttpStatusCode.ServiceUnavailable, "storage.unavailable").Header("Retry-After").ShouldNotBeNull();
                    refused++;
                }

        refused.ShouldBeGreaterThanOrEqualTo(40);
        (await officer.Get($"leads/{before}")).Must(HttpStatusCode.OK);
        await api.Act("space", desk => desk.Db.Execute("PRAGMA max_page_count = 1073741823", null, CancellationToken.None));
        acknowledged.Add((await officer.ReportedLead()).Id);
        await api.Settle();

        (await api.Rows<Guid>("SELECT id FROM cases_lead")).ShouldBe(acknowledged, ignoreOrder: true);
        (await api.Count("kernel_audit", "record_type = 'lead'")).ShouldBe(acknowledged.Count);
        (await api.Count("kernel_feed", "type = 'lead'")).ShouldBe(acknowledged.Count);
        (await api.Rows<long>("SELECT leads FROM organisations_activity")).ShouldBe([acknowledged.Count]);
    }

    [Fact]
    public async Task A_full_disk_of_PostgreSQL_is_the_same_refusal()
    {
        await using var api = await PlantedModule.On(Engine.Postgres);

        var answer = await api.Act("full", async desk =>
        {
            await desk.Effect(Guid.Empty, "half");
            await desk.Db.Execute("DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$", null, CancellationToken.None);
        });

        answer.MustRefuse(HttpStatusCode.ServiceUnavailable, "storage.unavailable").Header("Retry-After").ShouldNotBeNull();
        (await api.Count("planted_effect")).ShouldBe(0);
    }

    [Fact]
    public async Task A_deadlock_on_PostgreSQL_runs_again_and_both_commands_succeed()
    {
        await using var api = await PlantedModule.On(Engine.Postgres);
        await api.Act("sides", desk => desk.Db.Execute("INSERT INTO planted_side (id, writes) VALUES (1, 0), (2, 0)", null, CancellationToken.None));
        var both = new CountdownEvent(2);
        var (runs, met) = (0, new TaskCompletionSource());

        Task<Answer> Crossing(string name, int near, int far) => api.Act(name, async desk =>
        {
            Interlocked.Increment(ref runs);
            await Raise(desk, near);
            if (!both.IsSet && both.Signal())
                met.SetResult();
            await met.Task;
            await Raise(desk, far);
        });
        var answers = await Task.WhenAll(Crossing("there", 1, 2), Crossing("back", 2, 1));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        runs.ShouldBe(3, "one of the two ran twice");
        (await api.Rows<long>("SELECT writes FROM planted_side")).ShouldBe([2, 2]);

        static Task Raise(Desk desk, int id) => desk.Db.Execute("UPDATE planted_side SET writes = writes + 1 WHERE id = @id", new { id }, CancellationToken.None);
    }

    [Fact]
    public async Task The_lane_flushes_every_commit_to_the_disk()
    {
        await using var api = await PlantedModule.On(Engine.Sqlite);

        (await Said(api, "PRAGMA synchronous")).ShouldBe("2");
        (await Said(api, "PRAGMA journal_mode")).ShouldBe("wal");
    }

    [Fact]
    public async Task PostgreSQL_flushes_every_commit_to_the_disk()
    {
        await using var api = await PlantedModule.On(Engine.Postgres);

        (await Said(api, "SHOW synchronous_commit")).ShouldBe("on");
        (await api.Rows<string>("SHOW synchronous_commit")).ShouldBe(["on"]);
    }

    private static async Task<string> Said(Api api, string sql) =>
        (await api.Act("ask", desk => desk.Db.Single<string>(sql, null, CancellationToken.None))).Must(HttpStatusCode.OK).Text("said")!;

    /// <summary>Commands that wait for the lane in a known order, so that they form one group.</summary>
    private sealed class Lane(SqliteEngine? engine, TaskCompletionSource release, Task<Answer> holder) : IAsyncDisposable
    {
        internal static async Task<Lane> Held(Api api)
        {
            // On PostgreSQL nobody waits for a lane: the same commands simply run at once.
            var engine = api.Services.GetRequiredService<IEngine>() as SqliteEngine;
            var (running, release) = (new TaskCompletionSource(), new TaskCompletionSource());
            var holder = api.Act("hold", async _ =>
            {
                running.TrySetResult();
                await release.Task;
            });
            await running.Task;
            return new Lane(engine, release, holder);
        }

        internal async Task Queued(int count)
        {
            for (var began = Stopwatch.GetTimestamp(); engine is not null && engine.Waiting < count; await Task.Yield())
                Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }

        internal async Task Release()
        {
            release.TrySetResult();
            (await holder).Must(HttpStatusCode.OK);
        }

        public async ValueTask DisposeAsync()
        {
            release.TrySetResult();
            await holder;
        }
    }

    /// <summary>A culprit between good neighbours, and what became of them.</summary>
    private sealed record Group(Api Api, Answer Culprit, IReadOnlyList<(Guid Key, Answer Answer)> Others)
    {
        internal static async Task<Group> Of(Api api, Func<Desk, Task> culprit)
        {
            await using var lane = await Lane.Held(api);
            var sent = new List<(Guid Key, Task<Answer> Answer)>();
            for (var i = 0; i < Neighbours; i++)
                await Send();
            var wrong = api.Act("culprit", culprit);
            await lane.Queued(Neighbours + 1);
            for (var i = 0; i < Neighbours; i++)
                await Send();

            await lane.Release();
            var others = new List<(Guid, Answer)>();
            foreach (var (key, answer) in sent)
                others.Add((key, await answer));
            return new Group(api, await wrong, others);

            async Task Send()
            {
                var key = Guid.NewGuid();
                sent.Add((key, api.Act($"neighbour {sent.Count}", async desk =>
                {
                    await desk.Effect(key, "whole");
                    return key.ToString();
                })));
                await lane.Queued(sent.Count);
            }
        }

        internal async Task NeighboursMustStand()
        {
            Others.ShouldAllBe(other => other.Answer.Status == HttpStatusCode.OK);
            Others.ShouldAllBe(other => other.Answer.Text("said") == other.Key.ToString());
            (await Api.Rows<Guid>("SELECT key FROM planted_effect WHERE text = 'whole'")).ShouldBe(Others.Select(other => other.Key), ignoreOrder: true);
        }
    }
}
