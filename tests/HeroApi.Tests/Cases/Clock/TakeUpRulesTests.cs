using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class TakeUpRulesTests
{
    private static readonly object Place = new { regionCode = "620102" };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_limit_that_nobody_had_configured_runs_once_its_region_publishes_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "620102");
        var other = await api.Organisation(region: "620103");
        var filed = await officer.FiledCase(("place", Place));
        var elsewhere = await other.FiledCase(("place", new { regionCode = "620103" }));
        filed.Limit("acceptance.within", "state").ShouldBe("not_configured");
        api.Clock.Advance(TimeSpan.FromDays(2));

        await officer.PublishedPack("620102", "2026-01-01", Acceptance(10));
        await api.Settle();

        var running = await officer.Get($"cases/{filed.Id}");
        running.Limit("acceptance.within", "state").ShouldBe("running");
        // Counted from the receipt on 1 June, not from the day of publication.
        running.Limit("acceptance.within", "startedOn").ShouldBe("2026-06-01");
        running.Limit("acceptance.within", "dueOn").ShouldBe("2026-06-11");
        running.Limit("material.within", "state").ShouldBe("not_configured");
        running.Version.ShouldBe(filed.Version + 1);
        var step = (await officer.Get($"cases/{filed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last();
        step.GetProperty("action").GetString().ShouldBe("rules_taken_up");
        step.GetProperty("reason").GetString().ShouldBe("acceptance.within");
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(1);
        (await other.Get($"cases/{elsewhere.Id}")).Version.ShouldBe(elsewhere.Version);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_that_is_over_when_it_is_published_is_breached(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "620102");
        var filed = await officer.FiledCase(("place", Place));
        api.Clock.Advance(TimeSpan.FromDays(20));

        await officer.PublishedPack("620102", "2026-01-01", Acceptance(10));
        await api.Settle();

        (await officer.Get($"cases/{filed.Id}")).Limit("acceptance.within", "state").ShouldBe("breached");
        (await api.Published<DeadlineBreached>()).ShouldHaveSingleItem().DueOn.ShouldBe(new DateOnly(2026, 6, 11));
    }

    private static object[] Acceptance(int days) => [new { key = "acceptance.within", period = new { amount = days, unit = "days" }, article = "第一条" }];
}
