using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Notices;

public sealed class NoticeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_notice_runs_its_seven_days_and_ends_by_itself(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var noticed = await officer.NoticedCase();

        noticed.Text("state").ShouldBe("noticed");
        var notice = Notice(noticed);
        (notice.GetProperty("firstDay").GetString(), notice.GetProperty("lastDay").GetString(), notice.GetProperty("state").GetString()).ShouldBe(("2026-06-01", "2026-06-08", "running"));
        notice.GetProperty("text").GetString()!.ShouldContain("示某某");
        notice.GetProperty("text").GetString()!.ShouldNotContain("示范甲");

        api.Clock.Advance(TimeSpan.FromDays(7));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("noticed", "its last day is not over");

        api.Clock.Advance(TimeSpan.FromHours(15));
        await api.Settle();
        var ready = await officer.Get($"cases/{noticed.Id}");
        (ready.Text("state"), ready.Version).ShouldBe(("ready", noticed.Version + 1));
        (Notice(ready).GetProperty("state").GetString(), Notice(ready).GetProperty("endedOn").GetString()).ShouldBe(("ended", "2026-06-08"));
        var step = (await officer.Get($"cases/{noticed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last();
        (step.GetProperty("action").GetString(), step.GetProperty("stateTo").GetString(), step.GetProperty("principal").GetGuid()).ShouldBe(("notice_ending", "ready", Guid.Empty));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_last_day_within_National_Day_goes_on_to_the_next_working_day(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        api.Clock.Advance(TimeSpan.FromDays(115));

        var noticed = await officer.NoticedCase();

        (Notice(noticed).GetProperty("firstDay").GetString(), Notice(noticed).GetProperty("lastDay").GetString()).ShouldBe(("2026-09-24", "2026-10-08"));
        api.Clock.Advance(TimeSpan.FromDays(14));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("noticed");
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("ready");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_days_of_a_suspended_notice_stand_still_and_are_added(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();
        api.Clock.Advance(TimeSpan.FromDays(2));

        var suspended = await officer.Step(noticed, "notice-suspension", new { reason = "公告栏拆除" });
        (await officer.Try(suspended, "notice-suspension", new { reason = "公告栏拆除" })).MustRefuse(HttpStatusCode.Conflict, "notice.not_running");
        api.Clock.Advance(TimeSpan.FromDays(10));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("noticed");
        var resumed = await officer.Step(suspended, "notice-resumption", new { });

        (await officer.Try(resumed, "notice-resumption", new { })).MustRefuse(HttpStatusCode.Conflict, "notice.not_suspended");
        (Notice(resumed).GetProperty("lastDay").GetString(), Notice(resumed).GetProperty("suspendedDays").GetInt32()).ShouldBe(("2026-06-18", 10));
        api.Clock.Advance(TimeSpan.FromDays(5));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("noticed");
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("ready");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_withdrawn_notice_never_ends_and_another_may_follow(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();

        var withdrawn = await officer.Step(noticed, "notice-withdrawal", new { reason = "文本有误" });

        withdrawn.Text("state").ShouldBe("proposed");
        Notice(withdrawn).GetProperty("state").GetString().ShouldBe("withdrawn");
        (await api.Count("kernel_timer", "name LIKE 'cases.notice:%'")).ShouldBe(0);
        api.Clock.Advance(TimeSpan.FromDays(30));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("proposed");
        (await officer.Publish(withdrawn)).Json.GetProperty("notices").GetArrayLength().ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_notice_is_withheld_for_a_reason_of_the_law_with_an_approver(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var proposed = await officer.Propose(await officer.ConcludedCase(), "confirmation");

        (await officer.Try(proposed, "notice-withholding", new { reasonCode = "request", approver = "示范丙", reason = "本人要求" })).Errors.ShouldBe([("/reasonCode", "value.not_allowed")]);
        (await officer.Try(proposed, "notice-withholding", new { reasonCode = "safety", approver = "", reason = "嫌疑人在逃" })).Errors.ShouldBe([("/approver", "value.required")]);
        var withheld = await officer.Step(proposed, "notice-withholding", new { reasonCode = "safety", approver = "示范丙（局长）", reason = "嫌疑人在逃" });

        withheld.Text("state").ShouldBe("ready");
        var notice = Notice(withheld);
        (notice.GetProperty("state").GetString(), notice.GetProperty("withheldFor").GetString(), notice.GetProperty("approver").GetString()).ShouldBe(("withheld", "safety", "示范丙（局长）"));
        notice.TryGetProperty("text", out _).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_protected_case_is_not_published(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102", scopes: [.. States.OfficerScopes, "protected:read"]);
        var proposed = await officer.Propose(await officer.ConcludedCase(("protection", "restricted")), "confirmation");

        var refused = await officer.Try(proposed, "notice", new { masking = "surname_only", channels = new[] { new { kind = "website", place = "政府网站" } } });

        refused.MustRefuse(HttpStatusCode.Conflict, "notice.case_protected");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_notice_is_never_shorter_than_its_rules_ask_but_may_be_longer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var proposed = await officer.Propose(await officer.ConcludedCase(), "confirmation");
        var channels = new[] { new { kind = "website", place = "政府网站" } };

        (await officer.Try(proposed, "notice", new { masking = "surname_only", channels, lastDay = "2026-06-07" })).Errors.ShouldBe([("/lastDay", "notice.too_short")]);
        (await officer.Try(proposed, "notice", new { masking = "surname_only", channels, firstDay = "2026-06-02" })).Errors.ShouldBe([("/firstDay", "value.in_future")]);
        (await officer.Try(proposed, "notice", new { masking = "surname_only", channels, firstDay = "2026-05-31" })).Errors.ShouldBe([("/firstDay", "case.before_last_step")]);
        (await officer.Try(proposed, "notice", new { masking = "nobody", channels = Array.Empty<object>() })).Errors.Select(error => error.Pointer).ShouldBe(["/masking", "/channels"], ignoreOrder: true);
        Notice(await officer.Step(proposed, "notice", new { masking = "surname_only", channels, lastDay = "2026-06-20" })).GetProperty("lastDay").GetString().ShouldBe("2026-06-20");
    }

    private static JsonElement Notice(Answer seen) => seen.Json.GetProperty("notices").EnumerateArray().Last();
}
