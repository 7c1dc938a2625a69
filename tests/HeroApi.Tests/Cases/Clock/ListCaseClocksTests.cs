using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class ListCaseClocksTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_runs_out_first_comes_first_with_the_days_that_are_left(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var first = await officer.AcceptedCase();
        api.Clock.Advance(TimeSpan.FromDays(1));
        var second = await officer.AcceptedCase(("summary", "另一经过。"));

        var clocks = Items(await officer.Get("case-clocks"));

        clocks.Select(clock => clock.GetProperty("caseId").GetGuid()).ShouldBe([first.Id, second.Id]);
        clocks.ShouldAllBe(clock => clock.GetProperty("rule").GetString() == "decide.within" && clock.GetProperty("limits").GetString() == "opinion");
        clocks.Select(clock => clock.GetProperty("dueOn").GetString()).ShouldBe(["2026-07-01", "2026-07-02"]);
        clocks.Select(clock => clock.GetProperty("daysLeft").GetInt32()).ShouldBe([29, 30]);
        // From 3 June on, without five weekends' days and the Dragon Boat Festival on 19 June.
        clocks.Select(clock => clock.GetProperty("workingDaysLeft").GetInt32()).ShouldBe([20, 21]);
        clocks[0].GetProperty("ownerOrgId").GetGuid().ShouldBe(officer.OrgId);
        clocks[0].GetProperty("caseState").GetString().ShouldBe("investigating");
        clocks[0].EnumerateObject().Select(member => member.Name).ShouldNotContain("summary");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_tells_what_runs_out_soon_what_is_over_and_what_stands_still(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var first = await officer.AcceptedCase();
        var still = await officer.Step(await officer.AcceptedCase(("summary", "第三经过。")), "clock-pause", new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" });
        api.Clock.Advance(TimeSpan.FromDays(1));
        var second = await officer.AcceptedCase(("summary", "另一经过。"));
        async Task<List<Guid>> Cases(string query) => [.. Items((await officer.Get($"case-clocks?{query}")).Must(HttpStatusCode.OK)).Select(clock => clock.GetProperty("caseId").GetGuid())];

        (await Cases("state=due")).ShouldBeEmpty();
        api.Clock.Advance(TimeSpan.FromDays(24));
        (await Cases("state=due")).ShouldBe([first.Id, second.Id]);
        (await Cases("state=due&within=5")).ShouldBe([first.Id]);
        (await Cases("within=5")).ShouldBe([first.Id]);
        (await Cases("dueOn[lt]=2026-07-02")).ShouldBe([first.Id]);
        (await Cases("dueOn[gte]=2026-07-02")).ShouldBe([second.Id]);
        (await Cases("sort=-dueOn")).ShouldBe([second.Id, first.Id]);
        (await Cases("rule=material.within")).ShouldBeEmpty();
        (await Cases($"caseId={second.Id}&limits=opinion")).ShouldBe([second.Id]);
        (await Cases("state=breached")).ShouldBeEmpty();

        api.Clock.Advance(TimeSpan.FromDays(6));
        await api.Settle();
        var breached = Items(await officer.Get("case-clocks?state=breached")).ShouldHaveSingleItem();
        breached.GetProperty("caseId").GetGuid().ShouldBe(first.Id);
        breached.GetProperty("daysLeft").GetInt32().ShouldBe(-1);
        breached.GetProperty("workingDaysLeft").GetInt32().ShouldBe(-1);
        var paused = Items(await officer.Get("case-clocks?state=paused")).ShouldHaveSingleItem();
        paused.GetProperty("caseId").GetGuid().ShouldBe(still.Id);
        paused.GetProperty("daysLeft").GetInt32().ShouldBe(30);
        paused.GetProperty("pausedFor").GetString().ShouldBe("appraisal");
        var refused = await officer.Get("case-clocks?state=late&within=900");
        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.Select(error => error.Pointer).ShouldBe(["/query/state", "/query/within"], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everybody_sees_the_limits_of_his_own_cases_and_a_province_those_of_its_counties(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "410000", level: "province");
        var (one, other) = (await api.Organisation(under: province, region: "410102"), await api.Organisation(under: province, region: "410103"));
        var stranger = await api.Organisation(region: "371502");
        var mine = await one.AcceptedCase();
        var theirs = await other.AcceptedCase(("place", new { regionCode = "410103" }));

        async Task<List<Guid>> Cases(Client who, string query = "") => [.. Items((await who.Get($"case-clocks?{query}")).Must(HttpStatusCode.OK)).Select(clock => clock.GetProperty("caseId").GetGuid())];

        (await Cases(one)).ShouldBe([mine.Id]);
        (await Cases(other)).ShouldBe([theirs.Id]);
        (await Cases(stranger)).ShouldBeEmpty();
        (await Cases(province)).ShouldBe([mine.Id, theirs.Id]);
        (await Cases(province, $"org={one.OrgId}")).ShouldBe([mine.Id]);
        (await Cases(province, $"org={province.OrgId}")).ShouldBeEmpty();
        (await Cases(province, $"org={province.OrgId}&orgScope=subtree")).ShouldBe([mine.Id, theirs.Id]);

        var page = (await province.Get("case-clocks?limit=1&count=exact")).Must(HttpStatusCode.OK);
        page.Json.GetProperty("count").GetInt64().ShouldBe(2);
        (await Cases(province, $"limit=1&cursor={Uri.EscapeDataString(page.Text("nextCursor")!)}")).ShouldBe([theirs.Id]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_nobody_has_configured_is_listed_without_a_last_day_page_by_page(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "620102");
        var waiting = new[] { await officer.FiledCase(("place", new { regionCode = "620102" })), await officer.FiledCase(("place", new { regionCode = "620102" })) };

        var (seen, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = (await officer.Get($"case-clocks?state=not_configured&limit=1{cursor}")).Must(HttpStatusCode.OK);
            seen.AddRange(Items(page));
            cursor = page.Text("nextCursor") is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);

        seen.Select(clock => clock.GetProperty("caseId").GetGuid()).Distinct().ShouldBe(waiting.Select(known => known.Id), ignoreOrder: true);
        seen.Count.ShouldBe((int)await api.Count("cases_deadline", "state = 'not_configured'"));
        seen.SelectMany(clock => clock.EnumerateObject().Select(member => member.Name)).Intersect(["dueOn", "daysLeft", "workingDaysLeft"]).ShouldBeEmpty();
    }

    private static List<JsonElement> Items(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];
}
