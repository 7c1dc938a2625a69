using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Filing;

/// <summary>What comes after the window of the law. The clock stands at 1 June 2026.</summary>
public sealed class LatenessTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Henan_takes_what_is_late_for_a_reason_since_its_window_holds_as_a_rule(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var filed = await officer.FiledCase(("acted", new { on = "2024-05-20" }));
        var without = await officer.Try(filed, "acceptance", new { });
        var accepted = await officer.Step(filed, "acceptance", new { reason = "行为人因伤长期治疗，事实清楚。" });

        filed.Text("lateness").ShouldBe("late");
        Window(filed, 0).ShouldBe(("filing.window", "2026-05-20", 12, "河南省见义勇为人员奖励和保障条例第十一条"));
        without.Errors.ShouldBe([("/reason", "case.late_needs_reason")]);
        (accepted.Text("state"), accepted.Text("lateness")).ShouldBe(("investigating", "late"));
        (await officer.Get($"cases/{filed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last().GetProperty("reason").GetString().ShouldBe("行为人因伤长期治疗，事实清楚。");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_window_is_counted_from_the_last_day_the_act_can_have_been_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var filed = await officer.FiledCase(("acted", new { on = "2024-05" }));

        filed.Text("lateness").ShouldBe("in_time");
        Window(filed, 0).ShouldBe(("filing.window", "2026-06-01", 0, "河南省见义勇为人员奖励和保障条例第十一条"), "two years from 31 May 2024 end on a Sunday, so on 1 June");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_filing_beside_one_in_time_does_not_make_a_case_late(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var opened = await officer.OpenedCase(("acted", new { on = "2024-05-20" }));
        var filed = await officer.Step(opened, "filings", new { kind = "application", filer = "actor", receivedOn = "2026-05-20" });

        var beside = await officer.Step(filed, "filings", new { kind = "recommendation", filer = "employer" });

        (filed.Text("lateness"), beside.Text("lateness")).ShouldBe(("in_time", "in_time"));
        beside.Json.GetProperty("filings").EnumerateArray().Select(filing => filing.GetProperty("lateness").GetString()).ShouldBe(["in_time", "late"]);
        (beside.Text("initiation"), beside.Text("receivedOn"), beside.Text("state")).ShouldBe(("application", "2026-05-20", "filed"));
        (await officer.Step(beside, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_the_authority_begins_by_itself_is_never_late(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var opened = await officer.OpenedCase(("acted", new { on = "2019-05-20" }));

        var begun = await officer.Step(opened, "filings", new { kind = "ex_officio", filer = "authority" });

        begun.Text("lateness").ShouldBeNull();
        (await officer.Try(begun, "withdrawal", new { reason = "申请人撤回" })).MustRefuse(HttpStatusCode.Conflict, "case.begun_ex_officio");
        (await officer.Step(begun, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_filing_is_made_as_and_by_whom_the_law_allows(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var opened = await officer.OpenedCase();

        var refused = await officer.Try(opened, "filings", new { kind = "recommendation", filer = "media" });

        refused.MustRefuse(HttpStatusCode.Conflict, "case.filing.not_provided").Text("params.filer").ShouldBe("media");
        (await api.Count("cases_filing")).ShouldBe(0);
    }

    private static (string?, string?, int, string?) Window(Answer known, int filing) =>
        known.Json.GetProperty("filings")[filing].GetProperty("window") is var window
            ? (window.GetProperty("rule").GetString(), window.GetProperty("endsOn").GetString(), window.GetProperty("daysLate").GetInt32(), window.GetProperty("basis").GetString())
            : default;
}
