using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Welfare.Fund;
using HeroApi.Tests.Welfare.GreenChannel;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>A man of Liaocheng is disabled by his act in Zhengzhou: he is treated, insured, compensated and visited, and every fen of it is in the books.</summary>
public sealed class CareJourney
{
    private static readonly string[] Scopes = [.. States.OfficerScopes, "welfare:decide", "fund:post", "fund:approve"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task From_the_door_of_a_hospital_to_the_public_figures_of_the_fund(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (zhengzhou, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502", scopes: Scopes));
        var second = await api.Key(home.OrgId, Scopes);
        var station = await api.Organisation(home, level: "township", answersForRegion: false);
        var fund = (await home.Post("funds", new { name = "示范见义勇为基金", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created).Id;
        (await home.Post("incomes", FundTests.Donation(fund, 60_000_000, "捐1"))).Must(HttpStatusCode.Created);
        (await home.Post("incomes", FundTests.Donation(fund, 50_000, null, ("payer", null), ("anonymous", true), ("donorKind", "individual")))).Must(HttpStatusCode.Created);
        var policy = await Insured(home);
        await Paid("policy", policy, "premium", 100_000);
        (await home.Get($"policies/{policy}")).Must(HttpStatusCode.OK).Text("paidFen").ShouldBe("100000");

        // Zhengzhou confirms him; his file is opened at home, and from then on he is entitled to everything there.
        var ready = await zhengzhou.ReadyCase(api, ("actors", new[] { Confirmations.Actor() }));
        var (actor, acted) = (ready.Parts("actors")[0], ready.Text("acted.on")!);
        var decided = await zhengzhou.Step(ready, $"actors/{actor}/confirmation", new { number = "郑见确〔2026〕1号" });
        await zhengzhou.Step(decided, $"actors/{actor}/injury", new { harm = "disabled", grade = 4, reason = "左下肢功能障碍。", source = "示范市劳动能力鉴定委员会结论书" });
        await api.Settle();
        var hero = (await home.Get("entitlements")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("heroId").GetGuid();
        var file = (await home.Get($"heroes/{hero}")).Must(HttpStatusCode.OK);
        file = (await home.Patch($"heroes/{hero}", new { injuries = new[] { new { what = "左下肢", grade = 4 } }, family = new[] { new { name = "示范乙", kinship = "3" } } }, file.Version)).Must(HttpStatusCode.OK);
        await api.Settle();

        // A hospital at the place of the act asks at its door and treats him without a deposit.
        var (_, desk) = await api.Hospital(zhengzhou, ("region", "410102"));
        var code = (await home.Post("green-channel/codes", new { heroId = hero })).Must(HttpStatusCode.OK).Text("code");
        var check = (await desk.Post("green-channel/verifications", new { code })).Must(HttpStatusCode.OK);
        (check.Text("covered"), check.Text("name")).ShouldBe(("true", "示范甲"));
        var use = Guid.CreateVersion7();
        (await desk.Post("green-channel/uses", new { id = use, service = "emergency", usedAt = api.Clock.GetUtcNow(), checkId = check.Id })).Must(HttpStatusCode.OK);

        // The hospital advances, the treasury pays what is above its limit, the fund its share; the offender has to bear it all in the end.
        var medical = (await home.Post("medical-cases", new { heroId = hero, hospital = "示范县人民医院", from = acted, billFen = 68_000_000, deedCaseId = decided.Id, useId = use })).Must(HttpStatusCode.Created);
        (medical.Text("limit.amountFen"), medical.Text("nextPayer")).ShouldBe(("50000000", "offender"));
        var bill = $"medical-cases/{medical.Id}";
        await Line("offender", "final", 0, "尚未判决");
        var advanced = await Line("hospital", "advance", 47_000_000, null);
        var government = await Line("government", "advance", 18_000_000, null);
        (await Line("fund", "final", 3_000_000, "困难救助")).Text("uncoveredFen").ShouldBe("0");
        await Paid("medical_case", medical.Id, "medical", 3_000_000);
        await Recovered(advanced, "medical_insurance", 20_000_000, "追1");
        await Recovered(advanced, "offender", 27_000_000, "追2");
        var settled = await Recovered(government, "offender", 18_000_000, "追3");
        (settled.Text("state"), settled.Text("recoveredFen"), settled.Text("advancedFen"), settled.Text("paidFen")).ShouldBe(("settled", "65000000", "0", "3000000"));
        settled.Json.GetProperty("shares").EnumerateArray().Select(share => (share.GetProperty("payer").GetString(), share.GetProperty("bearsFen").GetInt64())).Where(share => share.Item2 > 0)
            .ShouldBe([("offender", 45_000_000), ("medical_insurance", 20_000_000), ("fund", 3_000_000)], ignoreOrder: true);

        // The insurer, who insured whoever would be confirmed this year, is told in time, asks for a paper, decides and pays.
        var claim = (await home.Post("insurance-claims", new
        {
            heroId = hero,
            policyId = policy,
            kind = "disability",
            grade = 4,
            eventOn = acted,
            happened = "与歹徒搏斗时左腿被刺伤",
            claimedFen = 15_000_000,
            medicalCaseId = medical.Id
        })).Must(HttpStatusCode.Created);
        (claim.Text("state"), claim.Text("lateDays")).ShouldBe(("reported", "0"));
        claim = await Claimed("document-requests", new { documents = new[] { new { kind = "disability_appraisal" } } });
        claim = await Claimed("documents", new { documents = new[] { new { number = 1 } } });
        claim = await Claimed("submission", new { insurerNumber = "示赔1" });
        claim = await Claimed("decision", new { outcome = "approved", approvedFen = 15_000_000 });
        claim = (await home.Post($"insurance-claims/{claim.Id}/payments", new { amountFen = 15_000_000, receiptNumber = "示付1" })).Must(HttpStatusCode.OK);
        (await Claimed("closing", new { })).Text("state").ShouldBe("closed");

        // His act counts as a work injury; the grant of grade 4 is reckoned with its articles, and an officer decides.
        foreach (var (index, year, amount) in ((string, int, long)[])[("average_wage", 2025, 800_000), ("minimum_wage", 2026, 210_000)])
            (await api.Admin.Post("published-indices", new { index, region = "410000", year, amountFen = amount, source = "示范公报" })).Must(HttpStatusCode.OK);
        var grant = (await home.Post("grants", new
        {
            heroId = hero,
            facts = new { harm = "disabled", on = acted, region = "410102", scheme = "work_injury", workInjury = true, insured = true, grade = 4, care = "partial", ownPayFen = 1_000_000 }
        })).Must(HttpStatusCode.Created);
        grant.Text("route").ShouldBe("work_injury_disability");
        // 21 months of his pay once (35), 75 % of it (35) and 30 % of the average wage (34) every month.
        grant.Json.GetProperty("parts").EnumerateArray().Select(part => (part.GetProperty("payer").GetString(), part.GetProperty("per").GetString(), part.GetProperty("calculatedFen").GetInt64()))
            .ShouldBe([("work_injury_fund", "once", 21_000_000), ("work_injury_fund", "month", 750_000), ("work_injury_fund", "month", 240_000)]);
        var steps = grant.Json.GetProperty("calculation").GetProperty("grant").GetRawText();
        foreach (var article in (string[])["工伤保险条例第三十五条", "工伤保险条例第三十四条"])
            steps.ShouldContain(article);
        (await second.Post($"grants/{grant.Id}/decision", new { number = "示工伤1号" }, ifMatch: grant.Version)).Must(HttpStatusCode.OK).Text("state").ShouldBe("granted");

        // His child's school fees: the education office is asked, another officer grants, the fund pays.
        var schooling = (await home.Post("benefit-cases", new { heroId = hero, kind = "study_aid", forWhom = "child", source = "application", request = "女儿上高中", region = "371502" })).Must(HttpStatusCode.Created);
        var referred = (await home.Post($"benefit-cases/{schooling.Id}/referral", new { department = "education", departmentName = "示范区教育局", replyBy = "2026-06-30" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var replied = (await home.Post($"benefit-cases/{schooling.Id}/reply", new { reply = "符合条件" }, ifMatch: referred.Version)).Must(HttpStatusCode.OK);
        (await second.Post($"benefit-cases/{schooling.Id}/result", new { outcome = "granted", amountFen = 500_000, per = "once", number = "示助1号" }, ifMatch: replied.Version)).Must(HttpStatusCode.OK);
        await Paid("benefit_case", schooling.Id, "schooling", 500_000);

        // At Spring Festival the station of his township calls; what it finds to be needed is a task until it is done.
        await api.Becomes("2027-01-20");
        var campaign = (await home.Post("visit-campaigns", new { occasion = "spring_festival", title = "2027年春节慰问", from = "2027-01-20", to = "2027-02-10", cashFen = 200_000, rule = new { gradeAtMost = 6 } })).Must(HttpStatusCode.Created);
        (await home.Post("due-visits/assignment", new { campaignId = campaign.Id, region = "371502", assignee = "示范专干", assigneeOrgId = station.OrgId })).Must(HttpStatusCode.OK).Text("assigned").ShouldBe("1");
        var due = (await station.Get("due-visits")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
        var visit = (await station.Post("visits", new
        {
            heroId = hero,
            dueId = due,
            visitors = new[] { "示范专干" },
            cashFen = 200_000,
            recipients = new[] { new { relation = "self" } },
            needs = new[] { new { kind = "medical", words = "假肢须更换", dueOn = "2027-02-20" } }
        })).Must(HttpStatusCode.Created);
        await Paid("visit", visit.Id, "visit", 200_000);
        var need = (await home.Get("visit-needs?state=open")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        need.GetProperty("visitId").GetGuid().ShouldBe(visit.Id);
        (await station.Post($"visit-needs/{need.GetProperty("id").GetGuid()}/closure", new { state = "done", result = "已联系康复机构更换" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("done");
        (await home.Get("visits/not-visited")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await home.Get("parity-gaps")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0, "he acted elsewhere and has what those at home have");

        // Every fen is in the books, and after each year anybody may read what came in and where it went.
        await FundTests.Balanced(api);
        (await home.Get($"funds/{fund}")).Text("balanceFen").ShouldBe($"{60_050_000 - 100_000 - 3_000_000 - 500_000 - 200_000}");
        (await home.Get($"payments?fund={fund}&state=posted")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(payment => (payment.GetProperty("for").GetProperty("type").GetString(), payment.GetProperty("amountFen").GetInt64()))
            .ShouldBe([("policy", 100_000), ("medical_case", 3_000_000), ("benefit_case", 500_000), ("visit", 200_000)], ignoreOrder: true);
        (await second.Post("fund-years", new { year = 2026 })).Must(HttpStatusCode.Created);
        FundBookTests.Figures((await api.Nobody.Get($"public/fund/{home.OrgId}/2026")).Must(HttpStatusCode.OK).Json.GetProperty("figures")).ShouldBe((0, 0, 60_050_000, 3_600_000, 56_450_000));
        await api.Becomes("2028-01-04");
        (await second.Post("fund-years", new { year = 2027 })).Must(HttpStatusCode.Created);
        var read = (await api.Nobody.Get($"public/fund/{home.OrgId}/2027")).Must(HttpStatusCode.OK);
        FundBookTests.Figures(read.Json.GetProperty("figures")).ShouldBe((56_450_000, 0, 0, 200_000, 56_250_000));
        read.Body.ShouldNotContain("示范甲");

        // One of the office asks the fund to pay for a record, and another lets it.
        async Task Paid(string type, Guid id, string use, long fen)
        {
            var asked = (await home.Post("payments", FundTests.Payment(fund, fen, use, ("for", new { type, id })))).Must(HttpStatusCode.Created);
            (await second.Post($"payments/{asked.Id}/approval", null, ifMatch: asked.Version)).Must(HttpStatusCode.OK).Text("state").ShouldBe("posted");
        }

        async Task<Answer> Line(string payer, string kind, long fen, string? note) => (await home.Post($"{bill}/lines", new { payer, kind, amountFen = fen, note })).Must(HttpStatusCode.OK);

        async Task<Answer> Recovered(Answer line, string from, long fen, string receipt) =>
            (await home.Post($"{bill}/recoveries", new { lineId = line.Parts("lines")[^1], from, amountFen = fen, receiptNumber = receipt })).Must(HttpStatusCode.OK);

        async Task<Answer> Claimed(string step, object body) => (await home.Post($"insurance-claims/{claim.Id}/{step}", body, ifMatch: claim.Version)).Must(HttpStatusCode.OK);
    }

    /// <summary>A policy for whoever is confirmed during the year.</summary>
    private static async Task<Guid> Insured(Client home)
    {
        var draft = (await home.Post("policies", new
        {
            insurerName = "示范财产保险股份有限公司",
            insurerCode = "91350100M000100Y43",
            number = "示保1",
            kind = "accident",
            covered = "later_confirmed",
            from = "2026-01-01",
            to = "2026-12-31",
            covers = new[] { new { what = "disability", amountFen = 15_000_000 } },
            premiumFen = 100_000,
            payer = "fund",
            reportDays = 60,
            decisionDays = 30
        })).Must(HttpStatusCode.Created);
        return (await home.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: draft.Version)).Must(HttpStatusCode.OK).Id;
    }
}
