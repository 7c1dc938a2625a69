using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>河南省见义勇为人员奖励和保障条例: material asked once while the clock waits, always a panel, 30 days for the opinion and 60 in all, seven days of notice.</summary>
public sealed class HenanJourney
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Material_panel_notice_and_a_refusal_changed_on_review(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "410100", level: "prefecture");
        var county = await api.Organisation(city, "410102");
        var opened = await county.OpenedCase(Course.Two);

        var filed = await county.Step(opened, "filings", new { kind = "recommendation", filer = "beneficiary" });
        filed.MustBeDue("decide.within", "2026-07-01");
        filed.MustBeDue("material.within", "2026-06-08");

        await api.Becomes("2026-06-03");
        var waiting = await county.Step(filed, "material-request", new { answerBy = "2026-06-20", missing = new[] { "身份证明复印件" } });
        waiting.Text("state").ShouldBe("awaiting_material");
        waiting.Limit("material.within").GetProperty("state").GetString().ShouldBe("met");
        waiting.Limit("decide.within").GetProperty("state").GetString().ShouldBe("paused");
        await api.Becomes("2026-06-10");
        var complete = await county.Step(await county.Now(waiting), "material", new { items = new[] { new { number = 1, note = "已补齐" } } });
        complete.Text("state").ShouldBe("filed");
        // Seven days stood still.
        complete.MustBeDue("decide.within", "2026-07-08");
        (await county.Against(complete, "material_request")).ShouldNotBeEmpty();

        var accepted = await county.Step(complete, "acceptance", new { });
        var extended = await county.Step(accepted, "extension", new { reason = "案情复杂", approver = "评定委员会主任" });
        // Sixty days in all from the filing, and the seven that stood still.
        extended.MustBeDue("decide.within", "2026-08-07");
        (await county.Against(extended, "extension")).ShouldNotBeEmpty();

        var concluded = await county.Conclude(extended);
        (await county.Against(concluded, "proposal")).ShouldBe(["case.panel.missing"]);
        var panelled = await county.PanelledCase(concluded, "confirm", "refuse");
        var proposed = await county.ProposeEach(panelled, "confirmation", "refusal");
        proposed.Limit("decide.within").GetProperty("state").GetString().ShouldBe("met");

        var noticed = await county.Publish(proposed);
        await api.Becomes("2026-06-17");
        (await county.Now(noticed)).Text("state").ShouldBe("noticed");
        await api.Becomes("2026-06-18");
        var ready = await county.Now(noticed);
        ready.Text("state").ShouldBe("ready");

        // Nothing in this statute says whether a hearing is due, so the county has to.
        (await county.TryFor(ready, 1, "refusal", new { number = "郑见否〔2026〕1号", reasons = "未参与施救。" })).MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        await county.PublishedPack("410102", rules: [new { key = "hearing.before_refusal", flag = false }]);
        var refused = await county.StepFor(ready, 1, "refusal", new { number = "郑见否〔2026〕1号", reasons = "未参与施救。" });
        var decided = await county.StepFor(refused, 0, "confirmation", new { number = "郑见确〔2026〕1号" });

        var served = await county.Serve(await county.Serve(decided, 0), 1);
        served.MustBeDue("review.ask_within", "2026-07-03");
        var asked = await county.StepFor(served, 1, "review", new { by = "applicant", reasons = "监控可以证明。" });
        asked.MustBeDue("review.decide_within", "2026-07-20");
        var changed = await city.StepFor(asked, 1, "review-decision", new { outcome = "changed", number = "郑见复〔2026〕1号", reasons = "监控证实参与施救。" });
        changed.ActorStates().ShouldBe(["confirmed", "confirmed"]);
        changed.Text("outcome").ShouldBe("confirmed");
    }
}
