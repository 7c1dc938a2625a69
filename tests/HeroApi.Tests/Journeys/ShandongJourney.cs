using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>山东省见义勇为人员奖励和保护条例: a county carries two of a lead's persons to their decisions, and one of them asks for review.</summary>
public sealed class ShandongJourney
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task From_a_lead_to_a_refusal_upheld_on_review(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var county = await api.Organisation(city, "371502");
        var lead = await county.ReportedLead(("persons", new[] { new { name = "示范甲" }, new { name = "示范乙" } }));
        var accepted = (await county.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);

        // One year to file, and 60 days from receipt to the proposed opinion.
        var opened = (await county.Get($"cases/{accepted.Text("caseId")}")).Must(HttpStatusCode.OK);
        var filed = await county.Step(opened, "filings", new { kind = "application", filer = "near_relative" });
        filed.Text("lateness").ShouldBe("in_time");
        filed.MustBeDue("decide.within", "2026-07-31");
        filed.Limit("decide.within").GetProperty("limits").GetString().ShouldBe("proposed_opinion");
        (await county.Try(filed, "conclusion", new { conclusion = "事实清楚" })).MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");

        await api.Becomes("2026-06-03");
        var concluded = await county.Conclude(await county.Step(filed, "acceptance", new { }));
        var proposed = await county.ProposeEach(concluded, "confirmation", "refusal");
        proposed.Text("state").ShouldBe("proposed");
        proposed.Limit("decide.within").GetProperty("state").GetString().ShouldBe("met");

        // The statute asks for a notice and says nothing of its days, nor of a hearing: the city has to.
        var unset = await county.Try(proposed, "notice", new { masking = "surname_only", channels = new[] { new { kind = "website", place = "政府网站" } } });
        unset.MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        unset.Text("params.key").ShouldBe("notice.within");
        (await county.Against(proposed, "notice")).ShouldBe(["rule.not_configured"]);
        await city.PublishedPack("371500", rules: [new { key = "notice.within", period = new { amount = 5, unit = "days" } }, new { key = "hearing.before_refusal", flag = false }]);
        var noticed = await county.Publish(await county.Now(proposed));

        // Five days end on Monday the 8th; on that day it still runs.
        await api.Becomes("2026-06-08");
        (await county.Now(noticed)).Text("state").ShouldBe("noticed");
        await api.Becomes("2026-06-09");
        var ready = await county.Now(noticed);
        ready.Text("state").ShouldBe("ready");

        var refused = await county.StepFor(ready, 1, "refusal", new { number = "东见否〔2026〕1号", reasons = "未参与施救。" });
        var decided = await county.StepFor(refused, 0, "confirmation", new { number = "东见确〔2026〕1号" });
        decided.Text("state").ShouldBe("decided");
        decided.Text("outcome").ShouldBe("mixed");
        decided.ActorStates().ShouldBe(["confirmed", "refused"]);

        // Ten days from service end on the Dragon Boat Festival, so on the Monday after.
        var served = await county.Serve(await county.Serve(decided, 0), 1);
        served.MustBeDue("review.ask_within", "2026-06-22");
        await api.Becomes("2026-06-22");
        var asked = await county.StepFor(await county.Now(served), 1, "review", new { by = "applicant", reasons = "有新的见证人。" });
        asked.MustBeDue("review.decide_within", "2026-07-22");
        var answer = new { outcome = "upheld", number = "聊见复〔2026〕1号", reasons = "见证人未在场。", panelOpinion = "一致同意维持。" };
        (await county.TryFor(asked, 1, "review-decision", answer)).MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        var upheld = await city.StepFor(asked, 1, "review-decision", answer);
        upheld.ActorStates().ShouldBe(["confirmed", "refused"]);
        (await county.TryFor(upheld, 1, "review", new { by = "applicant", reasons = "再次申请。" })).Status.ShouldBe(HttpStatusCode.Conflict);

        (await county.Step(upheld, "closure", new { })).Text("state").ShouldBe("closed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_comes_after_a_year_is_too_late_unless_it_is_complex(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "371502");
        var opened = await county.OpenedCase(Course.In("371502"), ("acted", new { on = "2025-03-01" }));

        var late = await county.Step(opened, "filings", new { kind = "application", filer = "actor" });
        late.Text("lateness").ShouldBe("late");
        (await county.Try(late, "acceptance", new { })).MustRefuse(HttpStatusCode.Conflict, "case.filed_late");

        var complex = (await county.Patch($"cases/{late.Id}", new { complex = true }, ifMatch: late.Version)).Must(HttpStatusCode.OK);
        (await county.Step(complex, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }
}
