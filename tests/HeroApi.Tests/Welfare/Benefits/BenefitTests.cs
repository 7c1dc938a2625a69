using System.Net;
using HeroApi.TestKit;
using HeroApi.Welfare.Contracts;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Benefits;

public sealed class BenefitTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["welfare:decide", "fund:post", "fund:approve"])];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_benefit_is_referred_replied_to_in_time_or_late_decided_by_a_second_person_reviewed_and_paid(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "371502", scopes: Scopes);
        var (second, clerk, stranger) = (await api.Key(officer.OrgId, Scopes), await api.Key(officer.OrgId), await api.Organisation(region: "350582", scopes: Scopes));
        var hero = (await officer.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        object Asked(string kind, string source = "application") => new { heroId = hero.Id, kind, forWhom = "child", source, request = "子女上高中", region = "371502" };

        (await stranger.Post("benefit-cases", Asked("study_aid"))).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        (await officer.Post("benefit-cases", Asked("study"))).Errors.ShouldBe([("/kind", "value.not_allowed")]);
        var opened = (await officer.Post("benefit-cases", Asked("study_aid", "visit"))).Must(HttpStatusCode.Created);
        (opened.Text("state"), opened.Text("appliedOn")).ShouldBe(("open", "2026-06-01"));

        // No text sets a time for study aid, so the caller says one; legal aid has 7 days by law (法律援助法 43), from 1 June to 8 June.
        (await officer.Post($"benefit-cases/{opened.Id}/referral", new { department = "education", departmentName = "示范区教育局" }, ifMatch: 1)).Errors.ShouldBe([("/replyBy", "benefit.reply_by_needed")]);
        var referred = (await officer.Post($"benefit-cases/{opened.Id}/referral", new { department = "education", departmentName = "示范区教育局", replyBy = "2026-06-05" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var legal = (await officer.Post("benefit-cases", Asked("legal_aid"))).Must(HttpStatusCode.Created);
        (await officer.Post($"benefit-cases/{legal.Id}/referral", new { department = "justice", departmentName = "示范区法律援助中心" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("replyBy").ShouldBe("2026-06-08");

        api.Clock.Advance(TimeSpan.FromDays(5));
        await api.Settle();
        var late = (await officer.Get($"benefit-cases/{opened.Id}")).Must(HttpStatusCode.OK);
        (late.Text("replyOverdue"), late.Version).ShouldBe(("true", referred.Version + 1));
        (await officer.Get("benefit-cases?overdue=true&count=exact")).Text("count").ShouldBe("1");
        (await officer.Post($"benefit-cases/{opened.Id}/reply", new { reply = "符合条件" }, ifMatch: late.Version)).Must(HttpStatusCode.OK).Text("replyOverdue").ShouldBe("true");

        object Given(long amount, string per) => new { outcome = "granted", amountFen = amount, per, number = "示助1号" };
        (await clerk.Post($"benefit-cases/{opened.Id}/result", Given(200_000, "once"), ifMatch: late.Version + 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await officer.Post($"benefit-cases/{opened.Id}/result", Given(200_000, "once"), ifMatch: late.Version + 1)).MustRefuse(HttpStatusCode.Conflict, "benefit.second_person");
        (await second.Post($"benefit-cases/{opened.Id}/result", new { outcome = "granted" }, ifMatch: late.Version + 1)).Errors.ShouldBe([("/measure", "benefit.result_needed")]);
        (await second.Post($"benefit-cases/{opened.Id}/result", new { outcome = "refused", amountFen = 1 }, ifMatch: late.Version + 1)).Errors
            .ShouldBe([("/amountFen", "benefit.amount_unwanted"), ("/reason", "value.required")], ignoreOrder: true);
        var refused = (await second.Post($"benefit-cases/{opened.Id}/result", new { outcome = "refused", reason = "超出范围" }, ifMatch: late.Version + 1)).Must(HttpStatusCode.OK);
        (await officer.Post($"benefit-cases/{opened.Id}/withdrawal", new { reason = "撤回" }, ifMatch: refused.Version)).MustRefuse(HttpStatusCode.Conflict, "benefit.transition.not_allowed")
            .Text("allowedActions").ShouldBe("""["review"]""");
        var review = (await officer.Post($"benefit-cases/{opened.Id}/review", new { reason = "收入认定有误" }, ifMatch: refused.Version)).Must(HttpStatusCode.OK);
        var granted = (await second.Post($"benefit-cases/{opened.Id}/result", Given(200_000, "once"), ifMatch: review.Version)).Must(HttpStatusCode.OK);
        (granted.Text("state"), granted.Text("reviews"), granted.Text("decidedOn")).ShouldBe(("granted", "1", "2026-06-06"));
        (await api.Published<BenefitGranted>()).ShouldBe([new BenefitGranted("benefit_case", opened.Id, hero.Id, officer.OrgId, "study_aid", new DateOnly(2026, 6, 6))]);

        var fund = (await officer.Post("funds", new { name = "示范基金", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        (await officer.Post("incomes", new { fundId = fund.Id, kind = "opening", amountFen = 900_000, handler = "示范会计" })).Must(HttpStatusCode.Created);
        Task<Answer> Pay(long amount, string use) => officer.Post("payments", new { fundId = fund.Id, use, amountFen = amount, @for = new { type = "benefit_case", id = opened.Id }, payee = "家长", reason = "助学" });
        (await Pay(1, "living_aid")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Pay(200_001, "schooling")).MustRefuse(HttpStatusCode.Conflict, "payment.subject_exceeded");
        var paying = (await Pay(200_000, "schooling")).Must(HttpStatusCode.Created);
        (await second.Post($"payments/{paying.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await officer.Get($"benefit-cases/{opened.Id}")).Must(HttpStatusCode.OK).Text("paidFen").ShouldBe("200000");

        var counted = (await officer.Get("benefit-statistics?region=370000")).Must(HttpStatusCode.OK);
        (counted.Text("persons"), counted.Text("cases")).ShouldBe(("1", "2"), "one person, two cases");
        counted.Text("kinds").ShouldBe("""[{"kind":"legal_aid","state":"referred","persons":1,"cases":1},{"kind":"study_aid","state":"granted","persons":1,"cases":1}]""");
        (await officer.Get($"benefit-cases?person={hero.Id}&kind=study_aid&state=granted&department=education&region=370000&appliedOn[gte]=2026-06-01&count=exact")).Text("count").ShouldBe("1");
        (await stranger.Get("benefit-cases?count=exact")).Text("count").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_there_is_to_be_had_holds_by_region_and_day_and_each_household_has_one_plan_a_year(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "371502", scopes: Scopes);
        var stranger = await api.Organisation(region: "350582", scopes: Scopes);
        var hero = (await officer.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();

        object Rule(string from) => new { kind = "free_transit", region = "371502", content = "凭证免费乘坐公交", department = "transport", replyDays = 10, validFrom = from, legalBasis = "示范区通知" };
        (await stranger.Post("benefit-rules", Rule("2026-01-01"))).MustRefuse(HttpStatusCode.Forbidden, "welfare.region_out_of_reach");
        (await officer.Post("benefit-rules", Rule("2026-01-01"))).Must(HttpStatusCode.OK);
        var held = (await officer.Get("benefit-rules?region=371502001")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(rule => (rule.GetProperty("region").GetString(), rule.GetProperty("kind").GetString())).ToList();
        held[0].ShouldBe(("371502", "free_transit"));
        held.ShouldContain(("370000", "wage_continuity"));
        held.ShouldContain(("000000", "legal_aid"));
        held.ShouldNotContain(("410000", "wage_continuity"));
        (await officer.Get("benefit-rules?region=330106&on=2024-01-01")).Json.GetProperty("items").EnumerateArray().Where(rule => rule.GetProperty("region").GetString() == "330100")
            .Select(rule => (rule.GetProperty("kind").GetString(), rule.GetProperty("evidence").GetString())).ShouldBe([("free_transit", "news"), ("free_scenic", "news")]);
        (await officer.Get("benefit-rules?region=371502&on=2021-12-31")).Json.GetProperty("items").EnumerateArray().Select(rule => rule.GetProperty("kind").GetString()).ShouldNotContain("legal_aid", "in force from 2022");
        var transit = (await officer.Post("benefit-cases", new { heroId = hero.Id, kind = "free_transit", source = "plan", request = "公交卡", region = "371502" })).Must(HttpStatusCode.Created);
        (await officer.Post($"benefit-cases/{transit.Id}/referral", new { department = "transport", departmentName = "示范区交通局" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("replyBy").ShouldBe("2026-06-11");

        object Survey(int year) => new { heroId = hero.Id, year, hardship = "near_minimum", members = 3, incomeFen = 300_000, surveyedBy = "示范街道", measures = new[] { Measure("2026-05-01") } };
        var plan = (await officer.Post("household-plans", Survey(2026))).Must(HttpStatusCode.Created);
        (await officer.Post("household-plans", Survey(2026))).MustRefuse(HttpStatusCode.Conflict, "plan.exists");
        (await officer.Post("household-plans", Survey(2025))).Must(HttpStatusCode.Created);
        var longer = (await officer.Post($"household-plans/{plan.Id}/measures", new { measure = Measure("2026-09-01") }, ifMatch: 1)).Must(HttpStatusCode.OK);
        object End(Guid id) => new { measureId = id, state = "done", result = "已办理公交卡", caseId = transit.Id };
        (await officer.Post($"household-plans/{plan.Id}/measure-ends", End(Guid.CreateVersion7()), ifMatch: longer.Version)).Errors.ShouldBe([("/measureId", "plan.measure_unknown")]);
        var first = longer.Parts("measures")[0];
        var ended = (await officer.Post($"household-plans/{plan.Id}/measure-ends", End(first), ifMatch: longer.Version)).Must(HttpStatusCode.OK);
        ended.Json.GetProperty("measures").EnumerateArray().Select(measure => measure.GetProperty("state").GetString()).ShouldBe(["done", "open"]);
        (await officer.Post($"household-plans/{plan.Id}/measure-ends", End(first), ifMatch: ended.Version)).MustRefuse(HttpStatusCode.Conflict, "plan.measure_ended");
        (await officer.Get("household-plans?year=2026&open=2026-06-01&count=exact")).Text("count").ShouldBe("0", "what was due is done");
        (await officer.Get($"household-plans?person={hero.Id}&hardship=near_minimum&open=2026-09-02&count=exact")).Text("count").ShouldBe("2");
        (await stranger.Get($"household-plans/{plan.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get("benefit-statistics")).Text("plannedHouseholds").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Benefits_stop_with_the_confirmation_also_when_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Guid monthly, asked;
        Client officer;
        TestClock clock;
        await using (var first = await Api.On(database))
        {
            clock = first.Clock;
            var county = await first.Organisation(region: "410102", scopes: Scopes);
            officer = await first.Organisation(region: "371502", scopes: Scopes);
            var second = await first.Key(officer.OrgId, Scopes);
            var decided = await first.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
            var hero = (await officer.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
            object Asked(string kind) => new { heroId = hero, kind, source = "county", request = "生活困难", region = "371502" };
            monthly = (await officer.Post("benefit-cases", Asked("minimum_living"))).Must(HttpStatusCode.Created).Id;
            (await second.Post($"benefit-cases/{monthly}/result", new { outcome = "granted", amountFen = 80_000, per = "month" }, ifMatch: 1)).Must(HttpStatusCode.OK);
            asked = (await officer.Post("benefit-cases", Asked("job"))).Must(HttpStatusCode.Created).Id;

            var actor = decided.Parts("actors")[0];
            var proposed = await county.Step(decided, $"actors/{actor}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
            await county.Step(proposed, $"actors/{actor}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = Array.Empty<object>() });
        }

        await using var next = await Api.On(database, clock: clock);
        await next.Settle();
        var again = next.With(officer.Secret, officer.OrgId);
        var stopped = (await again.Get($"benefit-cases/{monthly}")).Must(HttpStatusCode.OK);
        (stopped.Text("state"), stopped.Text("toOn"), stopped.Text("endReason")).ShouldBe(("granted", "2026-06-09", "confirmation_revoked"));
        var withdrawn = (await again.Get($"benefit-cases/{asked}")).Must(HttpStatusCode.OK);
        (withdrawn.Text("state"), withdrawn.Text("endReason")).ShouldBe(("withdrawn", "confirmation_revoked"));
    }

    private static object Measure(string due) => new { what = "办理公交卡", kind = "free_transit", responsible = "示范专员", dueOn = due };
}
