using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class PauseTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_days_of_an_appraisal_are_added_and_a_last_day_on_a_weekend_rolls_over(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        api.Clock.Advance(TimeSpan.FromDays(9));

        var paused = await officer.Step(accepted, "clock-pause", new { @for = "appraisal", reason = "伤残等级须鉴定", body = "示范鉴定中心" });
        var timers = await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'");
        api.Clock.Advance(TimeSpan.FromDays(10));
        var resumed = await officer.Step(paused, "clock-resumption", new { reason = "鉴定意见已收到" });

        paused.Limit("decide.within", "state").ShouldBe("paused");
        paused.Limit("decide.within", "pausedOn").ShouldBe("2026-06-10");
        paused.Limit("decide.within", "pausedFor").ShouldBe("appraisal");
        paused.Limit("decide.within", "pausedBody").ShouldBe("示范鉴定中心");
        timers.ShouldBe(0);
        // 1 July and ten days is Saturday, 11 July.
        resumed.Limit("decide.within", "state").ShouldBe("running");
        resumed.Limit("decide.within", "dueOn").ShouldBe("2026-07-13");
        resumed.Limit("decide.within", "pausedDays").ShouldBe("10");
        resumed.Limit("decide.within", "pausedFor").ShouldBeNull();
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(1);
        (await officer.Get($"cases/{accepted.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString())
            .ShouldBe(["opening", "filing", "acceptance", "clock_pause", "clock_resumption"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_second_pause_counts_on_from_the_last_day_before_it_rolled_over(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var known = await officer.AcceptedCase();

        for (var pause = 0; pause < 2; pause++)
        {
            known = await officer.Step(known, "clock-pause", new { @for = "other_body", reason = "等待医院结论", body = "示范医院" });
            api.Clock.Advance(TimeSpan.FromDays(5));
            known = await officer.Step(known, "clock-resumption", new { });
        }

        // The first ended on Monday, 6 July; the second on Saturday, 11 July.
        known.Limit("decide.within", "pausedDays").ShouldBe("10");
        known.Limit("decide.within", "dueOn").ShouldBe("2026-07-13");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_does_not_run_cannot_be_stopped_and_what_is_not_stopped_cannot_run_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        var pause = new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" };

        (await officer.Try(accepted, "clock-resumption", new { })).MustRefuse(HttpStatusCode.Conflict, "clock.not_paused");
        var early = await officer.Try(accepted, "clock-pause", new { pause.@for, pause.reason, pause.body, on = "2026-05-31" });
        var paused = await officer.Step(accepted, "clock-pause", pause);
        (await officer.Try(paused, "clock-pause", pause)).MustRefuse(HttpStatusCode.Conflict, "clock.not_running");
        (await officer.Against(accepted, "clock_pause")).ShouldBe(["clock.not_running"]);
        (await officer.Against(accepted, "clock_resumption")).ShouldBeEmpty();

        early.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        early.Errors.ShouldBe([("/on", "case.before_last_step")]);
    }
}
