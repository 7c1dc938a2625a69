using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>浙江: the police begin by themselves, have 30 days from acceptance and 30 more with the approval of their head, and hear whom they will refuse.</summary>
public sealed class ZhejiangJourney
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Ex_officio_extended_heard_and_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "330100", level: "prefecture");
        var county = await api.Organisation(city, "330102");
        var opened = await county.OpenedCase(Course.In("330102"));

        // Nobody has filed, so no window can have been missed, although none is configured.
        var filed = await county.Step(opened, "filings", new { kind = "ex_officio", filer = "authority" });
        filed.Json.GetProperty("deadlines").EnumerateArray().Select(limit => limit.GetProperty("rule").GetString()).ShouldNotContain("decide.within");
        await api.Becomes("2026-06-05");
        var accepted = await county.Step(await county.Now(filed), "acceptance", new { });
        accepted.MustBeDue("decide.within", "2026-07-06");

        await api.Becomes("2026-07-01");
        var extended = await county.Step(await county.Now(accepted), "extension", new { reason = "案情复杂", approver = "示范区公安分局局长", toldApplicantOn = "2026-07-01" });
        extended.MustBeDue("decide.within", "2026-08-04");
        (await county.Against(extended, "extension")).ShouldNotBeEmpty();

        var proposed = await county.ProposeEach(await county.Conclude(extended), "refusal");
        proposed.Text("state").ShouldBe("ready");
        (await county.TryFor(proposed, 0, "refusal", new { number = "杭见否〔2026〕1号", reasons = "系履行职责。" })).MustRefuse(HttpStatusCode.Conflict, "case.hearing_missing");
        var heard = await county.StepFor(proposed, 0, "hearing", new { toldOn = "2026-07-01", heardOn = "2026-07-01", statement = "当日系休假。" });
        var refused = await county.StepFor(heard, 0, "refusal", new { number = "杭见否〔2026〕1号", reasons = "系履行职责。" });
        refused.Text("state").ShouldBe("decided");

        var served = await county.Serve(refused, 0);
        served.MustBeDue("review.ask_within", "2026-07-16");
        await api.Becomes("2026-07-17");
        (await county.TryFor(await county.Now(served), 0, "review", new { by = "applicant", reasons = "不服。" })).MustRefuse(HttpStatusCode.Conflict, "case.review.too_late");
        (await county.Step(await county.Now(served), "closure", new { })).Text("state").ShouldBe("closed");
    }
}
