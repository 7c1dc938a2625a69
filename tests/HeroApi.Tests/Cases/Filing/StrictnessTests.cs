using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Filing;

/// <summary>What the law of each place makes of what comes late. The clock stands at 1 June 2026.</summary>
public sealed class StrictnessTests
{
    private static readonly object[] Deciding =
    [
        new { key = "decide.within", period = new { amount = 30, unit = "days" } },
        new { key = "decide.starts", code = "acceptance" },
        new { key = "decide.limits", code = "opinion" }
    ];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Shandong_does_not_take_what_is_late_but_gives_complex_matters_another_year(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "371502");
        var filed = await officer.FiledCase(("acted", new { on = "2025-03-10" }), ("place", new { regionCode = "371502" }));

        var refused = await officer.Try(filed, "acceptance", new { reason = "事出有因" });
        var complex = (await officer.Patch($"cases/{filed.Id}", new { complex = true }, ifMatch: filed.Version)).Must(HttpStatusCode.OK);
        var plain = (await officer.Patch($"cases/{filed.Id}", new { complex = false }, ifMatch: complex.Version)).Must(HttpStatusCode.OK);
        var again = (await officer.Patch($"cases/{filed.Id}", new { complex = true }, ifMatch: plain.Version)).Must(HttpStatusCode.OK);

        refused.MustRefuse(HttpStatusCode.Conflict, "case.filed_late");
        (refused.Text("params.windowEndsOn"), refused.Text("params.daysLate"), refused.Text("params.rule"), refused.Text("params.strictness"))
            .ShouldBe(("2026-03-10", "83", "filing.window", "hard"));
        (filed.Text("lateness"), complex.Text("lateness"), plain.Text("lateness")).ShouldBe(("late", "in_time", "late"));
        complex.Json.GetProperty("filings")[0].GetProperty("window").GetProperty("rule").GetString().ShouldBe("filing.window_complex");
        (await officer.Step(again, "acceptance", new { })).Text("lateness").ShouldBe("in_time");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Ningxia_the_county_asks_the_city_and_what_that_allows_is_accepted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, county) = await Ningxia(api);
        var filed = await county.FiledCase(("acted", new { on = "2024-03-01" }), ("place", new { regionCode = "640104" }));

        var refused = await county.Try(filed, "acceptance", new { reason = "事出有因" });
        var asked = await county.Step(filed, "consent-request", new { reason = "行为人长期住院。" });
        var own = await county.Try(asked, "consent", new { given = true, reason = "自行同意" });
        var given = await city.Step(asked, "consent", new { given = true, reason = "逾期系因伤治疗。" });
        var accepted = await county.Step(given, "acceptance", new { });

        refused.MustRefuse(HttpStatusCode.Conflict, "case.filed_late").Text("params.strictness").ShouldBe("ask_higher");
        (asked.Text("state"), own.Code).ShouldBe(("awaiting_consent", "case.higher_body_only"));
        (given.Text("state"), given.Text("lateness")).ShouldBe(("filed", "consented"));
        var referral = given.Json.GetProperty("referrals")[0];
        (referral.GetProperty("kind").GetString(), referral.GetProperty("answer").GetString(), referral.GetProperty("answeredByOrgId").GetGuid()).ShouldBe(("late_filing", "given", city.OrgId));
        (accepted.Text("state"), accepted.Text("lateness")).ShouldBe(("investigating", "consented"));
        (await county.Reason(given, "consent_request")).ShouldBe("case.transition.not_allowed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_the_city_denies_is_not_accepted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, county) = await Ningxia(api);
        var filed = await county.FiledCase(("acted", new { on = "2024-03-01" }), ("place", new { regionCode = "640104" }));

        var denied = await city.Step(await county.Step(filed, "consent-request", new { reason = "无特殊原因。" }), "consent", new { given = false, reason = "无正当理由。" });

        (denied.Text("state"), denied.Text("lateness")).ShouldBe(("filed", "denied"));
        (await county.Try(denied, "acceptance", new { reason = "再议" })).MustRefuse(HttpStatusCode.Conflict, "case.filed_late");
        (await county.Try(denied, "consent-request", new { reason = "再请示" })).MustRefuse(HttpStatusCode.Conflict, "case.consent.not_needed");
        (await county.Step(denied, "non-acceptance", new { reason = "逾期且上级不同意受理。" })).Text("state").ShouldBe("not_accepted");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_in_time_needs_nobodys_consent(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, county) = await Ningxia(api);
        var filed = await county.FiledCase(("place", new { regionCode = "640104" }));

        (await county.Try(filed, "consent-request", new { reason = "请示" })).MustRefuse(HttpStatusCode.Conflict, "case.consent.not_needed");
        (await county.Reason(filed, "acceptance")).ShouldBeNull();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_window_that_may_be_extended_has_an_end_too(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "360102");
        await officer.PublishedPack("360102", "2020-01-01",
            [new { key = "filing.window", period = new { amount = 1, unit = "years" } }, new { key = "filing.strictness", code = "extendable" },
             new { key = "filing.extendable_to", period = new { amount = 2, unit = "years" } }, .. Deciding]);
        Task<Answer> Filed(string actedOn) => officer.FiledCase(("acted", new { on = actedOn }), ("place", new { regionCode = "360102" }));

        var late = await Filed("2024-08-01");
        var tooLate = await Filed("2024-05-01");

        (await officer.Try(late, "acceptance", new { })).Errors.ShouldBe([("/reason", "case.late_needs_reason")]);
        (await officer.Step(late, "acceptance", new { reason = "行为人长期治疗。" })).Text("lateness").ShouldBe("late");
        (await officer.Try(tooLate, "acceptance", new { reason = "行为人长期治疗。" })).MustRefuse(HttpStatusCode.Conflict, "case.filed_late");
        (await officer.Reason(tooLate, "acceptance")).ShouldBe("case.filed_late");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_cause_that_the_rules_name_stops_the_window_for_as_long_as_it_lasted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "360102");
        await officer.PublishedPack("360102", "2020-01-01",
            [new { key = "filing.window", period = new { amount = 1, unit = "years" } }, new { key = "filing.strictness", code = "hard" },
             new { key = "filing.stops_for", codes = new[] { "treatment" } }, .. Deciding]);
        async Task<Answer> Filed(string excuse, int days) => await officer.Step(
            await officer.OpenedCase(("acted", new { on = "2025-05-20" }), ("place", new { regionCode = "360102" })),
            "filings", new { kind = "application", filer = "actor", excuse, excusedDays = days });

        var (excused, tooShort, unnamed) = (await Filed("treatment", 30), await Filed("treatment", 5), await Filed("minor", 30));

        (excused.Text("lateness"), tooShort.Text("lateness"), unnamed.Text("lateness")).ShouldBe(("excused", "late", "late"));
        (await officer.Step(excused, "acceptance", new { })).Text("state").ShouldBe("investigating");
        (await officer.Try(unnamed, "acceptance", new { reason = "未成年" })).MustRefuse(HttpStatusCode.Conflict, "case.filed_late");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_window_that_is_published_later_judges_what_was_filed_before(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "360102");
        var filed = await officer.FiledCase(("acted", new { on = "2024-05-20" }), ("place", new { regionCode = "360102" }));
        var before = await officer.Reason(filed, "acceptance");

        await officer.PublishedPack("360102", "2020-01-01",
            [new { key = "filing.window", period = new { amount = 1, unit = "years" } }, new { key = "filing.strictness", code = "hard" }, .. Deciding]);

        (filed.Text("lateness"), before).ShouldBe((null, "rule.not_configured"));
        (await officer.Try(filed, "acceptance", new { })).MustRefuse(HttpStatusCode.Conflict, "case.filed_late").Text("params.windowEndsOn").ShouldBe("2025-05-20");
    }

    private static async Task<(Client City, Client County)> Ningxia(Api api)
    {
        var city = await api.Organisation(region: "640100", level: "prefecture");
        var county = await api.Organisation(city, "640104");
        await county.PublishedPack("640104", "2020-01-01", Deciding);
        return (city, county);
    }
}
