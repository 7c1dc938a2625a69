using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using HeroApi.Welfare.Contracts;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Grants;

public sealed class GrantTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["welfare:decide", "fund:post", "fund:approve"])];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_grant_is_reckoned_from_facts_decided_by_a_second_person_and_paid_by_the_fund_up_to_its_part(Engine engine)
    {
        await using var api = await Api.On(engine);
        await GrantCalculationTests.Figures(api);
        var officer = await api.Organisation(region: "371502", scopes: Scopes);
        var (second, clerk, stranger) = (await api.Key(officer.OrgId, Scopes), await api.Key(officer.OrgId), await api.Organisation(region: "350582", scopes: Scopes));
        var hero = (await officer.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        object Facts(bool? employer) => new { harm = "died", on = "2025-06-12", region = "371502", martyr = false, dutyDeath = false, scheme = "none", employer, fund = true };

        (await clerk.Post("grants", new { heroId = Guid.CreateVersion7(), facts = Facts(false) })).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        (await stranger.Post("grants", new { heroId = hero.Id, facts = Facts(false) })).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        var proposed = (await officer.Post("grants", new { heroId = hero.Id, facts = Facts(null) })).Must(HttpStatusCode.Created);
        (await officer.Post("grants", new { heroId = hero.Id, facts = Facts(false) })).MustRefuse(HttpStatusCode.Conflict, "grant.exists");
        proposed.Text("calculation.needs").ShouldBe("""["employer"]""");
        (await second.Post($"grants/{proposed.Id}/decision", new { number = "示抚1号" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "grant.facts_missing");

        // Shandong article 28 says at least 20 U + 40 L, so less is never granted and more needs a reason.
        var revised = (await officer.Post($"grants/{proposed.Id}/revision", new { facts = Facts(false) }, ifMatch: 1)).Must(HttpStatusCode.OK);
        revised.Text("route").ShouldBe("other_death");
        var parts = revised.Json.GetProperty("parts").EnumerateArray().ToList();
        parts.Select(part => (part.GetProperty("payer").GetString(), part.GetProperty("calculatedFen").GetInt64(), part.GetProperty("floorFen").GetInt64()))
            .ShouldBe([("bravery_fund", 108_376_000, 108_376_000), ("bravery_fund", 26_000_000, 26_000_000)]);
        Task<Answer> Decide(Client by, long amount, string reason) => by.Post($"grants/{proposed.Id}/decision",
            new { number = "示抚1号", on = "2026-05-30", amounts = new[] { new { partId = parts[1].GetProperty("id").GetGuid(), amountFen = amount, reason } } }, ifMatch: revised.Version);
        (await Decide(clerk, 30_000_000, "家庭困难")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await Decide(officer, 30_000_000, "家庭困难")).MustRefuse(HttpStatusCode.Conflict, "grant.second_person");
        (await Decide(second, 25_999_999, "家庭困难")).Errors.ShouldBe([("/amounts/0/amountFen", "grant.below_floor")]);
        (await Decide(second, 30_000_000, "")).Errors.ShouldBe([("/amounts/0/reason", "value.required")]);
        var granted = (await Decide(second, 30_000_000, "家庭困难")).Must(HttpStatusCode.OK);
        (granted.Text("state"), granted.Text("decidedOn")).ShouldBe(("granted", "2026-05-30"));
        (await second.Post($"grants/{proposed.Id}/refusal", new { reason = "依据不足" }, ifMatch: granted.Version)).MustRefuse(HttpStatusCode.Conflict, "grant.transition.not_allowed")
            .Text("allowedActions").ShouldBe("""["revocation"]""");
        (await api.Published<BenefitGranted>()).ShouldBe([new BenefitGranted("grant", proposed.Id, hero.Id, officer.OrgId, "other_death", new DateOnly(2026, 5, 30))]);

        var fund = (await officer.Post("funds", new { name = "示范基金", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        (await officer.Post("incomes", new { fundId = fund.Id, kind = "opening", amountFen = 900_000_000, handler = "示范会计" })).Must(HttpStatusCode.Created);
        Task<Answer> Pay(long amount) => officer.Post("payments", new { fundId = fund.Id, use = "grant", amountFen = amount, @for = new { type = "grant", id = proposed.Id }, payee = "遗属", reason = "抚恤" });
        var paying = (await Pay(100_000_000)).Must(HttpStatusCode.Created);
        (await Pay(38_376_001)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_exceeded").Text("params.leftFen").ShouldBe("38376000");
        (await second.Post($"payments/{paying.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await officer.Get($"grants/{proposed.Id}")).Must(HttpStatusCode.OK).Text("paidFen").ShouldBe("100000000");

        var counted = (await officer.Get("grant-statistics?region=370000")).Must(HttpStatusCode.OK);
        (counted.Text("persons"), counted.Text("grants")).ShouldBe(("1", "1"));
        counted.Text("amounts").ShouldBe("""[{"route":"other_death","payer":"bravery_fund","per":"once","persons":1,"amountFen":138376000}]""");
        (await officer.Get("grant-statistics?region=350000")).Text("persons").ShouldBe("0");
        (await officer.Get($"grants?person={hero.Id}&state=granted&harm=died&route=other_death&on[gte]=2025-01-01&count=exact")).Text("count").ShouldBe("1");
        (await stranger.Get("grants?count=exact")).Text("count").ShouldBe("0");
        (await second.Post($"grants/{proposed.Id}/revocation", new { reason = "申报材料不实" }, ifMatch: granted.Version + 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("revoked");
        (await Pay(1)).Errors.ShouldBe([("/for", "payment.subject_unknown")]);
        (await officer.Post("grants", new { heroId = hero.Id, facts = Facts(true) })).Must(HttpStatusCode.Created);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_time_to_file_and_to_find_a_work_injury_runs_stands_still_and_is_seen_when_it_is_over(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "371502", scopes: Scopes);
        foreach (var (index, region, amount) in ((string, string, long)[])[("urban_income", "000000", 5_600_000), ("average_wage", "370000", 800_000)])
            (await api.Admin.Post("published-indices", new { index, region, year = 2025, amountFen = amount, source = "示范公报" })).Must(HttpStatusCode.OK);
        var hero = (await officer.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();

        // Article 17: 30 days for the employer, a year for the family; both from the harm.
        var proposed = (await officer.Post("grants", new
        {
            heroId = hero.Id,
            facts = new { harm = "disabled", on = "2026-05-25", region = "371502", scheme = "work_injury", insured = true, grade = 7, care = "none", ownPayFen = 1_000_000 }
        })).Must(HttpStatusCode.Created);
        Clocks(proposed).ShouldBe([("employer_filing", "running", "2026-06-24"), ("family_filing", "running", "2027-05-25")]);
        (await officer.Post($"grants/{proposed.Id}/finding", new { on = "2026-06-01", workInjury = true }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "grant.not_filed");

        api.Clock.Advance(TimeSpan.FromDays(25));
        await api.Settle();
        var late = (await officer.Get($"grants/{proposed.Id}")).Must(HttpStatusCode.OK);
        Clocks(late)[0].ShouldBe(("employer_filing", "breached", "2026-06-24"));
        late.Version.ShouldBe(2, "who sees the grant is told by a new version");
        (await officer.Get("exchange/changes?types=grant")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("version").GetInt64().ShouldBe(2);

        // Article 20: 60 days after acceptance, and the days that another body is waited for are added: 60 days after 20 June is 19 August, a Wednesday, and 4 more.
        var filed = (await officer.Post($"grants/{proposed.Id}/filing", new { by = "family", on = "2026-06-18", acceptedOn = "2026-06-20" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        Clocks(filed).ShouldBe([("employer_filing", "dropped", "2026-06-24"), ("family_filing", "met", "2027-05-25"), ("finding", "running", "2026-08-19")]);
        (await officer.Post($"grants/{proposed.Id}/filing", new { by = "employer", on = "2026-06-18" }, ifMatch: filed.Version)).MustRefuse(HttpStatusCode.Conflict, "grant.filed_already");
        var paused = (await officer.Post($"grants/{proposed.Id}/finding-pause", new { on = "2026-06-21", waitsFor = "示范区公安分局" }, ifMatch: filed.Version)).Must(HttpStatusCode.OK);
        (await officer.Post($"grants/{proposed.Id}/finding-pause", new { on = "2026-06-22", waitsFor = "法院" }, ifMatch: paused.Version)).MustRefuse(HttpStatusCode.Conflict, "grant.deadline_not_allowed");
        var resumed = (await officer.Post($"grants/{proposed.Id}/finding-resumption", new { on = "2026-06-25" }, ifMatch: paused.Version)).Must(HttpStatusCode.OK);
        Clocks(resumed)[2].ShouldBe(("finding", "running", "2026-08-24"), "23 August is a Sunday");
        resumed.Text("route").ShouldBeNull();
        var found = (await officer.Post($"grants/{proposed.Id}/finding", new { on = "2026-06-26", workInjury = true }, ifMatch: resumed.Version)).Must(HttpStatusCode.OK);
        (found.Text("route"), found.Text("calculation.grant.onceFen"), Clocks(found)[2].State).ShouldBe(("work_injury_disability", "13000000", "met"));
        (await api.Rows<long>("SELECT COUNT(*) FROM kernel_timer WHERE name LIKE 'welfare.grant_deadline:%'"))[0].ShouldBe(0);

        // A clear case has 15 days.
        var other = (await officer.Post("heroes", new { name = "示范乙", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        var clear = (await officer.Post("grants", new { heroId = other.Id, facts = new { harm = "disabled", on = "2026-06-01", region = "371502", scheme = "work_injury" } })).Must(HttpStatusCode.Created);
        Clocks((await officer.Post($"grants/{clear.Id}/filing", new { by = "employer", on = "2026-06-22", clear = true }, ifMatch: 1)).Must(HttpStatusCode.OK))
            .ShouldBe([("employer_filing", "met", "2026-07-01"), ("family_filing", "dropped", "2027-06-01"), ("finding", "running", "2026-07-07")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_grant_falls_with_the_confirmation_also_when_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Guid granted, waiting;
        Client officer;
        TestClock clock;
        await using (var first = await Api.On(database))
        {
            clock = first.Clock;
            var (county, home) = (await first.Organisation(region: "410102", scopes: Scopes), await first.Organisation(region: "371502", scopes: Scopes));
            (officer, var second) = (home, await first.Key(home.OrgId, Scopes));
            var decided = await first.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
            var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
            object Disabled(string on) => new { harm = "disabled", on, region = "410102", scheme = "none", grade = 4, pensionStandardFen = 6_000_000 };
            granted = (await home.Post("grants", new { heroId = hero, facts = Disabled("2026-05-20") })).Must(HttpStatusCode.Created).Id;
            waiting = (await county.Post("grants", new { heroId = hero, facts = new { harm = "disabled", on = "2026-05-20", region = "410102", scheme = "work_injury" } })).Must(HttpStatusCode.Created).Id;
            (await second.Post($"grants/{granted}/decision", new { number = "示抚1号" }, ifMatch: 1)).Must(HttpStatusCode.OK);
            (await home.Get($"grants/{waiting}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(county.OrgId.ToString(), "who keeps the file sees it");

            var actor = decided.Parts("actors")[0];
            var proposed = await county.Step(decided, $"actors/{actor}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
            await county.Step(proposed, $"actors/{actor}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = Array.Empty<object>() });
        }

        await using var next = await Api.On(database, clock: clock);
        await next.Settle();
        var again = next.With(officer.Secret, officer.OrgId);
        foreach (var (id, state) in ((Guid, string)[])[(granted, "revoked"), (waiting, "refused")])
        {
            var fallen = (await again.Get($"grants/{id}")).Must(HttpStatusCode.OK);
            (fallen.Text("state"), fallen.Text("endReason")).ShouldBe((state, "confirmation_revoked"));
            fallen.Json.GetProperty("deadlines").EnumerateArray().ShouldAllBe(deadline => deadline.GetProperty("state").GetString() == "dropped");
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_harm_is_granted_once_whichever_body_decides_and_by_whichever_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102", scopes: Scopes), await api.Organisation(region: "371502", scopes: Scopes));
        var seconds = (County: await api.Key(county.OrgId, Scopes), Home: await api.Key(home.OrgId, Scopes));
        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var other = (await home.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        object Disabled(string on, string region) => new { harm = "disabled", on, region, scheme = "none", grade = 4, pensionStandardFen = 6_000_000 };
        async Task<Guid> Propose(Client by, Guid of, string on) => (await by.Post("grants", new { heroId = of, facts = Disabled(on, "410102") })).Must(HttpStatusCode.Created).Id;
        Task<Answer> Decide(Client by, Guid grant) => by.Post($"grants/{grant}/decision", new { number = "示抚1号" }, ifMatch: 1);

        // Who is competent may be open, so both propose; of two who decide at once one does.
        var (ours, theirs) = (await Propose(home, hero, "2026-05-20"), await Propose(county, hero, "2026-05-20"));
        var raced = await Task.WhenAll(Decide(seconds.Home, ours), Decide(seconds.County, theirs));
        var (won, lost) = raced[0].Status == HttpStatusCode.OK ? (raced[0], raced[1]) : (raced[1], raced[0]);
        won.Must(HttpStatusCode.OK);
        lost.MustRefuse(HttpStatusCode.Conflict, "grant.granted_elsewhere").Text("params.askOrgId").ShouldBe(won.Text("ownerOrgId"));
        (await api.Count("welfare_grant", "state = 'granted'")).ShouldBe(1);

        // Another injury is another harm; the same one under another file of the person is not.
        var again = await Propose(home, other.Id, "2026-05-20");
        (await home.Post($"heroes/{other.Id}/merger", new { intoId = hero, intoVersion = (await home.Get($"heroes/{hero}")).Version, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        var version = (await home.Get($"grants/{again}")).Must(HttpStatusCode.OK).Version;
        (await seconds.Home.Post($"grants/{again}/decision", new { number = "示抚2号" }, ifMatch: version)).MustRefuse(HttpStatusCode.Conflict, "grant.granted_elsewhere");
        (await seconds.Home.Post($"grants/{again}/revision", new { facts = Disabled("2026-05-21", "410102") }, ifMatch: version)).Must(HttpStatusCode.OK);
        (await home.Post($"grants/{again}/decision", new { number = "示抚2号" }, ifMatch: version + 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("granted");
    }

    private static List<(string? What, string? State, string? DueOn)> Clocks(Answer grant) => [.. grant.Json.GetProperty("deadlines").EnumerateArray().Select(Clock)];

    private static (string?, string?, string?) Clock(JsonElement deadline) => (deadline.GetProperty("what").GetString(), deadline.GetProperty("state").GetString(), deadline.GetProperty("dueOn").GetString());
}
