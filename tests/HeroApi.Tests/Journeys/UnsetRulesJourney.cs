using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>Where the law of the province leaves something open: Fujian's county limits, Ningxia's late filings, Yunnan's disputes.</summary>
public sealed class UnsetRulesJourney
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Fujian_the_county_sets_its_limits_and_the_case_goes_on_under_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var filed = await county.FiledCase(Course.In("350582"));

        var refused = await county.Try(filed, "acceptance", new { });
        refused.MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        refused.Text("params.region").ShouldBe("350582");
        await county.PublishedPack();
        await api.Becomes("2026-06-02");
        var accepted = await county.Step(await county.Now(filed), "acceptance", new { });
        accepted.MustBeDue("decide.within", "2026-07-02");
        var noticed = await county.Publish(await county.ProposeEach(await county.Conclude(accepted), "confirmation"));

        // Five working days.
        await api.Becomes("2026-06-09");
        (await county.Now(noticed)).Text("state").ShouldBe("noticed");
        await api.Becomes("2026-06-10");
        (await county.StepFor(await county.Now(noticed), 0, "confirmation", new { number = "晋见确〔2026〕1号" })).Text("outcome").ShouldBe("confirmed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Ningxia_the_city_says_whether_a_late_filing_may_be_accepted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "640100", level: "prefecture");
        var county = await api.Organisation(city, "640104");
        await county.PublishedPack("640104", "2023-02-01", [new { key = "decide.starts", code = "receipt" }, new { key = "decide.limits", code = "opinion" }, new { key = "decide.within", period = new { amount = 30, unit = "days" } }]);
        var opened = await county.OpenedCase(Course.In("640104"), ("acted", new { on = "2024-01-10" }));

        var late = await county.Step(opened, "filings", new { kind = "application", filer = "actor" });
        late.Text("lateness").ShouldBe("late");
        (await county.Try(late, "acceptance", new { })).Status.ShouldBe(HttpStatusCode.Conflict);
        var waiting = await county.Step(late, "consent-request", new { reason = "因伤长期住院。" });
        waiting.Text("state").ShouldBe("awaiting_consent");
        (await county.Try(waiting, "consent", new { given = true, reason = "同意" })).MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        var consented = await city.Step(waiting, "consent", new { given = true, reason = "确因伤治疗，同意受理。" });
        consented.Text("lateness").ShouldBe("consented");
        (await county.Step(consented, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Yunnan_the_common_superior_settles_who_handles_an_act_across_counties(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "530100", level: "prefecture");
        var first = await api.Organisation(city, "530102");
        var second = await api.Organisation(city, "530103");
        var filed = await first.FiledCase(Course.In("530103"));

        var disputed = await first.Step(filed, "dispute", new { withOrgId = second.OrgId, reason = "行为发生地跨两区。" });
        disputed.Text("state").ShouldBe("disputed");
        (await first.Try(disputed, "designation", new { orgId = second.OrgId, reason = "应由对方办理" })).MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        var designated = await city.Step(disputed, "designation", new { orgId = second.OrgId, reason = "主要行为发生在该区。" });

        designated.Text("state").ShouldBe("filed");
        designated.Text("ownerOrgId").ShouldBe(second.OrgId.ToString());
        (await first.Try(designated, "non-acceptance", new { reason = "不予受理" })).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await second.Get($"cases/{filed.Id}/actions")).Must(HttpStatusCode.OK);
    }
}
