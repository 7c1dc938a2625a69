using HeroApi.Kernel;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>Long work goes on in chunks, wherever and whenever it was broken off.</summary>
public sealed class JobsTests
{
    private static readonly Guid Key = Guid.CreateVersion7();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_job_goes_from_chunk_to_chunk_and_says_how_far_it_is(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var seen = new List<string?>();
        api.Acts().Step = (input, checkpoint, desk) =>
        {
            seen.Add($"{input} {checkpoint}");
            return Chunk(checkpoint, desk);
        };

        var job = await Start(api);
        await api.Settle();

        var ended = await Find(api, job);
        (ended.State, ended.Done, ended.Total, ended.Phase).ShouldBe(("succeeded", 30, 30L, "copying"));
        ended.EndedAt.ShouldNotBeNull();
        seen.ShouldBe(["\"work\" ", "\"work\" 1", "\"work\" 2"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_chunk_that_fails_is_undone_and_tried_again_from_its_checkpoint(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var failures = 2;
        api.Acts().Step = async (_, checkpoint, desk) =>
        {
            var step = await Chunk(checkpoint, desk);
            return checkpoint == "1" && failures-- > 0 ? throw new Refusal(Problems.Conflict) : step;
        };

        var job = await Start(api);
        for (var i = 0; i < 3; i++)
        {
            await api.Settle();
            api.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        (await Find(api, job)).State.ShouldBe("succeeded");
        (await api.Effects(Key)).ShouldBe(["chunk ", "chunk 1", "chunk 2"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_job_that_keeps_failing_ends_as_failed(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        api.Acts().Step = (_, _, _) => throw new Refusal(Problems.Conflict);

        var job = await Start(api);
        for (var i = 0; i < 6; i++)
        {
            await api.Settle();
            api.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var ended = await Find(api, job);
        (ended.State, ended.Problem).ShouldBe(("failed", "record.conflict"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_job_is_cancelled_between_two_chunks(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (running, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        api.Acts().Step = async (_, checkpoint, desk) =>
        {
            running.TrySetResult();
            await release.Task;
            return await Chunk(checkpoint, desk);
        };

        var job = await Start(api);
        await running.Task;
        var cancelling = Write(api, jobs => jobs.Cancel(job, CancellationToken.None));
        release.SetResult();
        await cancelling;
        await api.Settle();

        var ended = await Find(api, job);
        ended.State.ShouldBe("canceled");
        ended.Done.ShouldBeLessThan(30);
        (await api.Effects(Key)).Count.ShouldBe((int)ended.Done / 10);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Another_host_goes_on_from_the_checkpoint_of_one_that_died(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Guid job;
        await using (var dying = await Api.On(database, PlantedModule.Planted))
        {
            dying.Acts().Step = async (_, checkpoint, desk) => checkpoint is null ? await Chunk(checkpoint, desk) : throw new OperationCanceledException("the host dies here");
            job = await Start(dying);
            await dying.Settle();
        }

        await using var api = await Api.On(database, PlantedModule.Planted);
        api.Acts().Step = (_, checkpoint, desk) => Chunk(checkpoint, desk);
        api.Clock.Advance(TimeSpan.FromHours(1));
        await api.Settle();

        (await Find(api, job)).State.ShouldBe("succeeded");
        (await api.Effects(Key)).ShouldBe(["chunk ", "chunk 1", "chunk 2"]);
    }

    private static async Task<JobStep> Chunk(string? checkpoint, Desk desk)
    {
        await desk.Effect(Key, $"chunk {checkpoint}");
        var next = checkpoint is null ? 1 : int.Parse(checkpoint, System.Globalization.CultureInfo.InvariantCulture) + 1;
        return new JobStep(10, $"{next}", next == 3, 30, "copying");
    }

    private static async Task<Guid> Start(Api api)
    {
        var job = Guid.Empty;
        await api.Run(async desk => job = await desk.Jobs.Start("planted", "work", CancellationToken.None));
        return job;
    }

    private static async Task<JobView> Find(Api api, Guid id) => (await Write(api, jobs => jobs.Find(id, CancellationToken.None)))!;

    private static async Task<T> Write<T>(Api api, Func<Jobs, Task<T>> act)
    {
        await using var scope = api.Services.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<Jobs>();
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(jobs, () => act(jobs), CancellationToken.None);
    }
}
