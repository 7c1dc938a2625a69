using HeroApi.Cases.Clock;
using HeroApi.Cases.Contracts;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class BreachTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_limit_is_breached_once_its_last_day_is_over_and_can_still_be_met_late(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase();

        // 1 July is the last day; it ends at midnight in China.
        api.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(14));
        await api.Settle();
        var onTheLastDay = await officer.Get($"cases/{concluded.Id}");
        api.Clock.Advance(TimeSpan.FromHours(2));
        await api.Settle();
        await api.Settle();
        var breached = await officer.Get($"cases/{concluded.Id}");

        onTheLastDay.Limit("decide.within", "state").ShouldBe("running");
        breached.Limit("decide.within", "state").ShouldBe("breached");
        breached.Version.ShouldBe(concluded.Version + 1);
        (await api.Published<DeadlineBreached>()).ShouldBe([new DeadlineBreached(concluded.Id, breached.Limit().GetProperty("id").GetGuid(), "decide.within", new DateOnly(2026, 7, 1))]);
        var step = (await officer.Get($"cases/{concluded.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last();
        step.GetProperty("action").GetString().ShouldBe("limit_breached");
        step.GetProperty("reason").GetString().ShouldBe("decide.within");
        step.GetProperty("basis").GetString().ShouldBe("河南省见义勇为人员奖励和保障条例第十二条");
        step.GetProperty("principal").GetGuid().ShouldBe(Guid.Empty);
        (await officer.Get("exchange/changes?types=case")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("version").GetInt64().ShouldBe(breached.Version);

        var late = await officer.Propose(breached, "refusal");

        late.Limit("decide.within", "state").ShouldBe("met_late");
        late.Limit("decide.within", "endedOn").ShouldBe("2026-07-02");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_extended_limit_is_breached_at_its_new_end_only(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var extended = await officer.Step(await officer.AcceptedCase(), "extension", new { reason = "案情复杂", approver = "示范主任" });

        api.Clock.Advance(TimeSpan.FromDays(31));
        await Ring(api, extended);
        (await officer.Get($"cases/{extended.Id}")).Limit("decide.within", "state").ShouldBe("running");
        (await api.Published<DeadlineBreached>()).ShouldBeEmpty();

        api.Clock.Advance(TimeSpan.FromDays(30));
        await api.Settle();
        (await officer.Get($"cases/{extended.Id}")).Limit("decide.within", "state").ShouldBe("breached");
        (await api.Published<DeadlineBreached>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2026, 7, 31));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_limit_that_stands_still_or_was_met_is_not_breached(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var paused = await officer.Step(await officer.AcceptedCase(), "clock-pause", new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" });
        var met = await officer.Propose(await officer.ConcludedCase(("summary", "另一经过。")), "refusal");

        api.Clock.Advance(TimeSpan.FromDays(90));
        await Ring(api, paused);
        await Ring(api, met);

        (await officer.Get($"cases/{paused.Id}")).Limit("decide.within", "state").ShouldBe("paused");
        (await officer.Get($"cases/{met.Id}")).Limit("decide.within", "state").ShouldBe("met");
        (await api.Published<DeadlineBreached>()).ShouldBeEmpty();
    }

    /// <summary>The old timer, as one that had rung already when the limit was moved.</summary>
    private static async Task Ring(Api api, Answer known)
    {
        await using (var scope = api.Services.CreateAsyncScope())
        {
            var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
            await scope.ServiceProvider.GetRequiredService<Transactions>().Run(scope, () =>
            {
                outbox.Add(new DeadlineDue(known.Limit().GetProperty("id").GetGuid()), known.Id);
                return Task.FromResult(true);
            }, CancellationToken.None);
        }

        (await api.Count("kernel_delivery", "subscriber = 'cases.breach_deadline'")).ShouldBeGreaterThan(0);
        await api.Settle();
    }
}
