using System.Collections.Concurrent;
using System.Diagnostics;
using HeroApi.Kernel;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>An event has its effect once, in the order of its key, whoever fails or dies meanwhile.</summary>
public sealed class DeliveriesTests
{
    private static readonly Guid Key = Guid.CreateVersion7();
    private static readonly Guid OtherKey = Guid.CreateVersion7();

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Events_of_one_key_take_effect_in_their_order(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);

        for (var i = 0; i < 50; i++)
            await api.Say(Key, $"{i:00}");
        await api.Settle();

        (await api.Effects(Key)).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i:00}"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_said_is_delivered_at_once_without_anybody_asking(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var heard = new TaskCompletionSource();
        api.Acts().Heard = (_, _) =>
        {
            heard.TrySetResult();
            return Task.CompletedTask;
        };
        var began = Stopwatch.GetTimestamp();

        await api.Say(Key, "now");
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_failing_delivery_waits_alone_and_comes_again_when_it_is_due(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var broken = true;
        api.Acts().Heard = async (said, desk) =>
        {
            await desk.Effect(said.Key, said.Text);
            if (broken && said.Key == Key)
                throw new Refusal(Problems.Conflict);
        };

        await api.Say(Key, "first");
        await api.Say(Key, "second");
        await api.Say(OtherKey, "other");
        await api.Settle();
        (await api.Effects(Key)).ShouldBeEmpty();
        (await api.Effects(OtherKey)).ShouldBe(["other"]);

        broken = false;
        await api.Settle();
        (await api.Effects(Key)).ShouldBeEmpty("its time has not come");
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await api.Settle();
        (await api.Effects(Key)).ShouldBe(["first", "second"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_delivery_given_up_holds_its_key_until_it_is_retried(Engine engine)
    {
        await using var api = await PlantedModule.On(engine, "--Hero:DeliveryAttempts", "3");
        var dead = await Kill(api);

        api.Acts().Heard = (said, desk) => desk.Effect(said.Key, said.Text);
        await api.Settle();
        (await api.Effects(Key)).ShouldBeEmpty();
        (await Letters(api, letters => letters.Retry(dead.Seq, CancellationToken.None))).ShouldBeTrue();
        await api.Settle();

        (await api.Effects(Key)).ShouldBe(["first", "second"]);
        (await Dead(api)).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_delivery_given_up_may_be_skipped(Engine engine)
    {
        await using var api = await PlantedModule.On(engine, "--Hero:DeliveryAttempts", "3");
        var dead = await Kill(api);
        dead.LastError.ShouldBe("record.conflict");
        dead.Attempts.ShouldBe(3L);
        dead.Event.ShouldBe("tests.note_said.v1");

        api.Acts().Heard = (said, desk) => desk.Effect(said.Key, said.Text);
        await Letters(api, letters => letters.Skip(dead.Seq, CancellationToken.None));
        await api.Settle();

        (await api.Effects(Key)).ShouldBe(["second"]);
        (await Letters(api, letters => letters.Skip(dead.Seq, CancellationToken.None))).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_hosts_on_one_PostgreSQL_share_the_work_and_do_it_once()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        await using var first = await Api.On(database, PlantedModule.Planted);
        await using var second = await Api.On(database, PlantedModule.Planted, clock: first.Clock);
        var hosts = new ConcurrentDictionary<string, int>();
        var (both, met) = (new ConcurrentDictionary<string, bool>(), new TaskCompletionSource());
        foreach (var (api, name) in new[] { (first, "first"), (second, "second") })
            api.Acts().Heard = async (said, desk) =>
            {
                // Nobody goes on until each host has one in hand, so that neither can do all of it.
                both[name] = true;
                if (both.Count == 2)
                    met.TrySetResult();
                await met.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
                await desk.Effect(said.Key, said.Text);
                hosts.AddOrUpdate(name, 1, (_, count) => count + 1);
            };

        for (var i = 0; i < 200; i++)
            await first.Say(i % 2 == 0 ? Guid.NewGuid() : Key, $"{i:000}");
        await Task.WhenAll(first.Settle(), second.Settle());

        (await first.Count("planted_effect")).ShouldBe(200);
        (await first.Effects(Key)).ShouldBe(Enumerable.Range(0, 200).Where(i => i % 2 == 1).Select(i => $"{i:000}"));
        hosts.Keys.ShouldBe(["first", "second"], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_timer_rings_when_it_is_due_and_not_before(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var due = api.Clock.GetUtcNow() + TimeSpan.FromDays(3);
        await api.Run(desk => At(desk, "bell", due, "rings"));

        api.Clock.Advance(TimeSpan.FromDays(2.9));
        await api.Settle();
        (await api.Effects(Key)).ShouldBeEmpty();
        api.Clock.Advance(TimeSpan.FromDays(0.2));
        await api.Settle();
        (await api.Effects(Key)).ShouldBe(["rings"]);
        await api.Settle();
        (await api.Effects(Key)).ShouldBe(["rings"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_timer_is_moved_by_its_name_and_cancelled_by_it(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var now = api.Clock.GetUtcNow();
        await api.Run(desk => At(desk, "moved", now + TimeSpan.FromDays(1), "too early"));
        await api.Run(desk => At(desk, "cancelled", now + TimeSpan.FromDays(1), "never"));
        await api.Run(desk =>
        {
            desk.Outbox.Cancel("cancelled");
            return At(desk, "moved", now + TimeSpan.FromDays(5), "moved");
        });

        api.Clock.Advance(TimeSpan.FromDays(4));
        await api.Settle();
        (await api.Effects(Key)).ShouldBeEmpty();
        api.Clock.Advance(TimeSpan.FromDays(2));
        await api.Settle();
        (await api.Effects(Key)).ShouldBe(["moved"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_timer_of_an_event_that_only_a_newer_release_knows_is_left_for_it(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using (var newer = await Api.On(database, PlantedModule.Planted))
            await newer.Run(desk => At(desk, "bell", newer.Clock.GetUtcNow() + TimeSpan.FromHours(1), "rings"));

        await using (var older = await Api.On(database))
        {
            older.Clock.Advance(TimeSpan.FromHours(2));
            await older.Settle();
            (await older.Count("kernel_timer", "name = 'bell'")).ShouldBe(1);
        }

        await using var again = await Api.On(database, PlantedModule.Planted);
        again.Clock.Advance(TimeSpan.FromDays(1));
        await again.Settle();
        (await again.Effects(Key)).ShouldBe(["rings"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Housekeeping_clears_what_is_done_and_old_as_often_as_it_comes(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        await api.Say(Key, "old");
        await api.Settle();

        api.Clock.Advance(TimeSpan.FromDays(31));
        await api.Settle();
        api.Clock.Advance(TimeSpan.FromHours(1));
        await api.Settle();
        await api.Settle();

        (await api.Count("kernel_delivery", "subscriber = 'tests.on_note_said'")).ShouldBe(0);
        (await api.Count("kernel_event", "type = 'tests.note_said.v1'")).ShouldBe(0);
        (await api.Effects(Key)).ShouldBe(["old"]);
        (await api.Count("kernel_timer", "name = 'kernel.housekeeping'")).ShouldBe(1);
    }

    private static Task At(Desk desk, string name, DateTimeOffset due, string text)
    {
        desk.Outbox.At(name, due, new NoteSaid(Key, text), Key);
        return Task.CompletedTask;
    }

    /// <summary>Two events of one key, the first of which fails until it is given up.</summary>
    private static async Task<(long Seq, long Attempts, string LastError, string Event)> Kill(Api api)
    {
        api.Acts().Heard = (_, _) => throw new Refusal(Problems.Conflict);
        await api.Say(Key, "first");
        await api.Say(Key, "second");
        for (var i = 0; i < 3; i++)
        {
            await api.Settle();
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return (await Dead(api)).ShouldHaveSingleItem();
    }

    private static Task<IReadOnlyList<(long Seq, long Attempts, string LastError, string Event)>> Dead(Api api) => api.Rows<(long, long, string, string)>(
        "SELECT d.seq, d.attempts, d.last_error, e.type FROM kernel_delivery d JOIN kernel_event e ON e.id = d.event_id WHERE d.dead_at IS NOT NULL");

    private static async Task<T> Letters<T>(Api api, Func<DeadLetters, Task<T>> act)
    {
        await using var scope = api.Services.CreateAsyncScope();
        var letters = scope.ServiceProvider.GetRequiredService<DeadLetters>();
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(letters, () => act(letters), CancellationToken.None);
    }
}

internal static class SayingSteps
{
    internal static Task Say(this Api api, Guid key, string text) => api.Run(desk =>
    {
        desk.Outbox.Add(new NoteSaid(key, text), key);
        return Task.CompletedTask;
    });

    /// <summary>What the subscriber has left behind, in the order in which it did.</summary>
    internal static Task<IReadOnlyList<string>> Effects(this Api api, Guid key) =>
        api.Rows<string>("SELECT text FROM planted_effect WHERE key = @key ORDER BY id", new { key });
}
