using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Filing;

/// <summary>How a procedure ends without a decision.</summary>
public sealed class EndingTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_not_accepted_ends_with_its_notice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var filed = await officer.FiledCase();

        (await officer.Try(filed, "non-acceptance", new { reason = "在岗履职", on = "2026-06-01", servedOn = "2026-05-31" })).Errors.ShouldBe([("/servedOn", "case.before_last_step")]);
        var declined = await officer.Step(filed, "non-acceptance", new { reason = "行为人系在岗履行法定职责。", basis = "第三条", number = "不受〔2026〕3号", servedOn = "2026-06-01" });

        declined.Text("state").ShouldBe("not_accepted");
        (declined.Text("ending.kind"), declined.Text("ending.basis"), declined.Text("ending.number"), declined.Text("ending.servedOn"))
            .ShouldBe(("not_accepted", "第三条", "不受〔2026〕3号", "2026-06-01"));
        declined.Json.GetProperty("deadlines").EnumerateArray().ShouldAllBe(clock => clock.GetProperty("state").GetString() == "dropped");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_late_is_not_accepted_by_the_article_that_sets_the_window(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var declined = await officer.Step(await officer.FiledCase(("acted", new { on = "2020-05-20" })), "non-acceptance", new { reason = "超过申报期限。" });

        declined.Text("ending.basis").ShouldBe("河南省见义勇为人员奖励和保障条例第十一条");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_applied_takes_it_back_as_long_as_nothing_is_decided(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();

        var withdrawn = await officer.Step(accepted, "withdrawal", new { reason = "申请人书面撤回。" });

        (withdrawn.Text("state"), withdrawn.Text("ending.kind"), withdrawn.Text("closedOn")).ShouldBe(("withdrawn", "withdrawn", "2026-06-01"));
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(0);
        (await officer.Reason(withdrawn, "conclusion")).ShouldBe("case.transition.not_allowed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_belongs_to_a_body_elsewhere_goes_there_by_letter(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();

        var sent = await officer.Step(accepted, "transfer", new { body = "示范市公安局", number = "移〔2026〕7号", reason = "行为发生地属该局管辖。" });

        sent.Text("state").ShouldBe("transferred");
        (sent.Text("ending.toBody"), sent.Text("ending.number"), sent.Text("ending.reason")).ShouldBe(("示范市公安局", "移〔2026〕7号", "行为发生地属该局管辖。"));
        (await officer.Reason(sent, "transfer")).ShouldBe("case.transition.not_allowed");
    }
}
