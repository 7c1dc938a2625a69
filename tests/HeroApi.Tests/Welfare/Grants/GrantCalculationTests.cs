using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Grants;

/// <summary>
/// Worked by hand from the articles named. U is the national urban income (2023: 51,821; 2024: 54,188), as shipped. Recorded by the test, and
/// invented: second lieutenant's pay L 6,400 (2024) and 6,500 (2025), average wage A 8,000 and minimum wage 3,000 of Shandong, and regional incomes.
/// </summary>
public sealed class GrantCalculationTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["welfare:decide"])];

    private static readonly object[] Family = [new { relation = "spouse" }, new { relation = "child" }];

    /// <summary>What the case shows, the facts, the route that is met, what is paid once and every month (or year), in fen, and who pays the once-only sums.</summary>
    public static TheoryData<string, object, string, long, long, string> Worked => new()
    {
        { "烈士褒扬条例 15, 16: 30 U + 20 U + 40 L", Died(("martyr", true), ("scheme", "none")), "martyr", 296_940_000, 0, "veterans_affairs" },
        { "the same, soldier: 30 U + 20 U + 40 own basic pay of 9,000", Died(("martyr", true), ("scheme", "military"), ("ownBasicPayFen", 900_000)), "martyr", 306_940_000, 0, "veterans_affairs" },
        { "the same, work-injury scheme: the fund pays its 20 U, 40 own basic pay of 5,000", Died(("martyr", true), ("scheme", "work_injury"), ("insured", true), ("ownBasicPayFen", 500_000)), "martyr", 290_940_000, 0, "veterans_affairs work_injury_fund" },
        { "军人抚恤优待条例 15: 20 U + 40 own basic pay of 9,000", Died(("martyr", false), ("dutyDeath", true), ("ownBasicPayFen", 900_000)), "duty_death", 144_376_000, 0, "veterans_affairs" },
        { "the same, own basic pay of 5,000 is below L: 20 U + 40 L", Died(("martyr", false), ("dutyDeath", true), ("ownBasicPayFen", 500_000)), "duty_death", 134_376_000, 0, "veterans_affairs" },
        { "工伤保险条例 39, 国办发39号: 20 U + 6 A + 40 P of 10,000; monthly 40 % + 30 %", Worker(("ownPayFen", 1_000_000)), "work_injury_death", 153_176_000, 700_000, "treasury work_injury_fund" },
        { "the same, uninsured (62): the employer pays", Worker(("ownPayFen", 1_000_000), ("insured", false)), "work_injury_death", 153_176_000, 700_000, "employer treasury" },
        { "the same, an orphan gets 10 points more: 40 + 40 + 30 is more than the pay, which is the most", Worker(("ownPayFen", 1_000_000), ("dependants", new object[] { new { relation = "spouse" }, new { relation = "child", alone = true }, new { relation = "parent" } })), "work_injury_death", 153_176_000, 1_000_000, "treasury work_injury_fund" },
        { "the same, nobody depended on him", Worker(("ownPayFen", 1_000_000), ("dependants", Array.Empty<object>())), "work_injury_death", 153_176_000, 0, "treasury work_injury_fund" },
        { "64: pay of 3,000 counts as 60 % of A, 4,800", Worker(("ownPayFen", 300_000)), "work_injury_death", 132_376_000, 336_000, "treasury work_injury_fund" },
        { "64: pay of exactly 60 % of A stays", Worker(("ownPayFen", 480_000)), "work_injury_death", 132_376_000, 336_000, "treasury work_injury_fund" },
        { "64: pay of 30,000 counts as 300 % of A, 24,000", Worker(("ownPayFen", 3_000_000)), "work_injury_death", 209_176_000, 1_680_000, "treasury work_injury_fund" },
        { "half a fen is rounded up: 30 % of 5,000.05 is 1,500.015", Worker(("ownPayFen", 500_005)), "work_injury_death", 133_176_200, 350_004, "treasury work_injury_fund" },
        { "河南条例 25: the county of the act pays the 40 P", Worker(("ownPayFen", 1_000_000), ("region", "410102"), ("wageRegion", "370000")), "work_injury_death", 153_176_000, 700_000, "treasury_county work_injury_fund" },
        { "国办发39号, fourth route: 20 U + 40 L, employer", Other(("employer", true)), "other_death", 134_376_000, 0, "employer" },
        { "the same, no employer: out of the bravery fund", Other(("employer", false), ("fund", true)), "other_death", 134_376_000, 0, "bravery_fund" },
        { "the same, no fund: local finance", Other(("employer", false), ("fund", false)), "other_death", 134_376_000, 0, "treasury" },
        { "河南条例 25: county of the act", Other(("region", "410102")), "other_death", 134_376_000, 0, "treasury_county" },
        { "the year before: death on 1 January 2025 takes U of 2024, L of 2025", Other(("employer", true), ("on", "2025-01-01")), "other_death", 134_376_000, 0, "employer" },
        { "death the day before takes U of 2023, L of 2024", Other(("employer", true), ("on", "2024-12-31")), "other_death", 129_242_000, 0, "employer" },
        { "another base year by override", Other(("employer", true), ("indexYear", 2023), ("rateYear", 2024)), "other_death", 129_242_000, 0, "employer" },
        { "军人抚恤优待条例 in force from 1 October 2024", Died(("martyr", false), ("dutyDeath", true), ("ownBasicPayFen", 900_000), ("on", "2024-10-01")), "duty_death", 139_642_000, 0, "veterans_affairs" },
        { "工伤保险条例 41: missing, three months' pay", Fact("missing", ("scheme", "work_injury"), ("workInjury", true), ("insured", true), ("ownPayFen", 1_000_000), ("dependants", Family), ("inNeed", false)), "work_injury_missing", 3_000_000, 700_000, "employer" },
        { "the same in need: half of the death grant beforehand, 10 U", Fact("missing", ("scheme", "work_injury"), ("workInjury", true), ("insured", true), ("ownPayFen", 1_000_000), ("dependants", Family), ("inNeed", true)), "work_injury_missing", 57_188_000, 700_000, "employer work_injury_fund" },
        { "工伤保险条例 35, grade 1: 27 months, 90 %", Hurt(1), "work_injury_disability", 27_000_000, 900_000, "work_injury_fund" },
        { "35, grade 2: 25 months, 85 %", Hurt(2), "work_injury_disability", 25_000_000, 850_000, "work_injury_fund" },
        { "35, grade 3: 23 months, 80 %", Hurt(3), "work_injury_disability", 23_000_000, 800_000, "work_injury_fund" },
        { "35, grade 4: 21 months, 75 %", Hurt(4), "work_injury_disability", 21_000_000, 750_000, "work_injury_fund" },
        { "36, grade 5: 18 months, 70 % without suitable work", Hurt(5, ("suitableWork", false)), "work_injury_disability", 18_000_000, 700_000, "work_injury_fund" },
        { "36, grade 5 with suitable work: no allowance", Hurt(5, ("suitableWork", true)), "work_injury_disability", 18_000_000, 0, "work_injury_fund" },
        { "36, grade 6: 16 months, 60 %", Hurt(6, ("suitableWork", false)), "work_injury_disability", 16_000_000, 600_000, "work_injury_fund" },
        { "36: 60 % of 4,800 is below the minimum wage of 3,000", Hurt(6, ("suitableWork", false), ("ownPayFen", 480_000)), "work_injury_disability", 7_680_000, 300_000, "work_injury_fund" },
        { "37, grade 7: 13 months", Hurt(7), "work_injury_disability", 13_000_000, 0, "work_injury_fund" },
        { "37, grade 8: 11 months", Hurt(8), "work_injury_disability", 11_000_000, 0, "work_injury_fund" },
        { "37, grade 9: 9 months", Hurt(9), "work_injury_disability", 9_000_000, 0, "work_injury_fund" },
        { "37, grade 10: 7 months", Hurt(10), "work_injury_disability", 7_000_000, 0, "work_injury_fund" },
        { "34: care in full, 50 % of A beside the 90 %", Hurt(1, ("care", "full")), "work_injury_disability", 27_000_000, 1_300_000, "work_injury_fund" },
        { "34: mostly, 40 % of A", Hurt(1, ("care", "most")), "work_injury_disability", 27_000_000, 1_220_000, "work_injury_fund" },
        { "34: in part, 30 % of A", Hurt(1, ("care", "partial")), "work_injury_disability", 27_000_000, 1_140_000, "work_injury_fund" },
        { "not covered by work injury: the pension of the published table, every year", Fact("disabled", ("scheme", "none"), ("grade", 4), ("pensionStandardFen", 6_000_000)), "disability_pension", 0, 6_000_000, "" }
    };

    [Fact]
    public async Task Each_route_grade_and_year_comes_to_what_its_article_says()
    {
        await using var api = await Api.On(Engine.Sqlite);
        await Figures(api);
        var officer = await api.Organisation();

        foreach (var row in Worked)
        {
            var (shows, facts, route, once, again, payers) = row.Data;
            var calculated = (await officer.Post("grant-calculations", facts)).Must(HttpStatusCode.OK);
            calculated.Json.TryGetProperty("grant", out _).ShouldBeTrue($"{shows}: {calculated.Body}");
            var paying = calculated.Json.GetProperty("grant").GetProperty("parts").EnumerateArray().Where(part => part.GetProperty("per").GetString() == "once")
                .SelectMany(part => part.GetProperty("payers").EnumerateArray()).Select(payer => payer.GetProperty("payer").GetString()).Distinct().Order();

            (calculated.Text("grant.code"), calculated.Text("grant.onceFen"), Fen(calculated, "monthFen") + Fen(calculated, "yearFen"), string.Join(' ', paying))
                .ShouldBe((route, $"{once}", again, payers), $"{shows}: {calculated.Body}");
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Routes_are_tried_in_the_order_of_the_law_and_nothing_is_suggested_after_one_that_is_not_decided(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var open = (await officer.Post("grant-calculations", Died())).Must(HttpStatusCode.OK);
        var waiting = (await officer.Post("grant-calculations", Died(("martyr", false), ("dutyDeath", false), ("scheme", "work_injury")))).Must(HttpStatusCode.OK);
        var lacking = (await officer.Post("grant-calculations", Worker())).Must(HttpStatusCode.OK);
        var unknown = await officer.Post("grant-calculations", Worker(("ownPayFen", 1_000_000)));
        await Figures(api);
        var zh = (await officer.Post("grant-calculations", Worker(("ownPayFen", 300_000)))).Must(HttpStatusCode.OK);
        var en = (await officer.Post("grant-calculations", Worker(("ownPayFen", 300_000)), headers: ("Accept-Language", "en"))).Must(HttpStatusCode.OK);

        Results(open).ShouldBe([("martyr", "needs_fact"), ("duty_death", "needs_fact"), ("work_injury_death", "needs_fact"), ("other_death", "needs_fact")]);
        open.Text("needs").ShouldBe("""["martyr","duty_death","scheme","work_injury"]""");
        Results(waiting)[2..].ShouldBe([("work_injury_death", "needs_fact"), ("other_death", "needs_fact")]);
        waiting.Text("grant").ShouldBeNull();
        Results(lacking).ShouldBe([("martyr", "not_met"), ("duty_death", "not_met"), ("work_injury_death", "met"), ("other_death", "not_met")]);
        (lacking.Text("grant"), lacking.Text("needs")).ShouldBe((null, """["own_pay"]"""));
        lacking.Json.GetProperty("routes")[3].GetProperty("afterRoute").GetString().ShouldBe("work_injury_death");
        unknown.MustRefuse(HttpStatusCode.Conflict, "grant.figure_unknown").Text("params.missing").ShouldBe("""[{"index":"average_wage","region":"370102","year":2024}]""");
        Words(zh, 0).ShouldBe(["2024年全国城镇居民人均可支配收入 54,188.00 元", "× 20 = 1,083,760.00 元"]);
        Words(zh, 3).ShouldBe(["本人工资 3,000.00 元", "按下限计：2024年370000职工月平均工资 8,000.00 元 × 60% = 4,800.00 元（工伤保险条例第六十四条）", "× 40 = 192,000.00 元"]);
        Words(en, 3)[1].ShouldBe("Raised to a lower bound: Average monthly wage, 370000, 2024: CNY 8,000.00 × 60% = CNY 4,800.00 (工伤保险条例第六十四条)");
        zh.Json.GetProperty("grant").GetProperty("parts")[0].GetProperty("words").GetString().ShouldBe("一次性工亡补助金（一次性）：1,083,760.00 元（工伤保险条例第三十九条第一款第三项）");
        zh.Json.GetProperty("grant").GetProperty("parts")[0].GetProperty("steps")[0].GetProperty("figure").GetProperty("source").GetString().ShouldNotBeNullOrEmpty();

        // The rule of that day is not among what is known: refused where it would matter, passed over where it would not.
        (await officer.Post("grant-calculations", Died(("martyr", true), ("scheme", "none"), ("on", "2024-12-31")))).MustRefuse(HttpStatusCode.Conflict, "grant.rules_unknown").Text("params.route").ShouldBe("martyr");
        (await officer.Post("grant-calculations", Other(("employer", true), ("on", "2012-07-18"), ("indexYear", 2024), ("rateYear", 2025)))).MustRefuse(HttpStatusCode.Conflict, "grant.rules_unknown").Text("params.route").ShouldBe("other_death");
        (await officer.Post("grant-calculations", Other(("employer", true), ("on", "2024-09-30")))).Must(HttpStatusCode.OK).Text("grant.code").ShouldBe("other_death");
        (await officer.Post("grant-calculations", Died(("region", "1"), ("scheme", "x"), ("grade", 11)))).Errors.Select(error => error.Pointer).ShouldBe(["/region", "/scheme", "/grade"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Regions_add_to_the_law_put_their_own_in_its_place_and_end_it_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        await Figures(api);
        var officer = await api.Organisation(region: "350582", scopes: Scopes);
        var (stranger, clerk) = (await api.Organisation(region: "371502", scopes: Scopes), await api.Key(officer.OrgId));

        // Shandong says at least (28); Yunnan 30 times its own income, paid 65 / 30 / 5; Beijing once its own; Luoyang twice its spending every year (11); the Guangdong draft is shown and not reckoned by.
        var shandong = (await officer.Post("grant-calculations", Other(("employer", true), ("region", "371502")))).Must(HttpStatusCode.OK);
        shandong.Json.GetProperty("grant").GetProperty("parts")[0].TryGetProperty("toFen", out _).ShouldBeFalse();
        shandong.Json.GetProperty("grant").GetProperty("parts")[0].GetProperty("floorFen").GetInt64().ShouldBe(108_376_000);
        Added(await officer.Post("grant-calculations", Other(("employer", true), ("region", "530102"), ("specialMerit", true)))).ShouldBe([("bonus", 135_000_000, "treasury_province 87750000 treasury_city 40500000 treasury_county 6750000")]);
        Added(await officer.Post("grant-calculations", Other(("employer", true), ("region", "530102"), ("specialMerit", false)))).ShouldBeEmpty();
        Added(await officer.Post("grant-calculations", Other(("employer", true), ("region", "110101")))).ShouldBe([("bonus", 9_000_000, "treasury 9000000")]);
        Added(await officer.Post("grant-calculations", Hurt(1, ("region", "410305"), ("abilityLost", "full"), ("wageRegion", "370000")))).ShouldBe([("grant", 5_000_000, "treasury 5000000")]);
        Added(await officer.Post("grant-calculations", Other(("employer", true), ("region", "440106")))).ShouldBeEmpty();
        var shipped = (await officer.Get("grant-routes/shipped")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        shipped.Where(route => route.GetProperty("region").GetString() == "440000").ShouldAllBe(route => route.GetProperty("evidence").GetString() == "draft");

        object Own(string region, string code = "other_death", string? harm = "died") => new
        {
            region,
            code,
            name = "示范市见义勇为牺牲人员抚恤",
            harm,
            parts = new[] { new { code = "lump_sum", @base = "urban_income", times = 1, leastFen = 29_000_000, per = "once", payers = new[] { new { payer = "bravery_fund", percent = 100 } } } },
            validFrom = "2025-01-01",
            legalBasis = "示范市人民政府通知"
        };
        (await clerk.Post("grant-routes", Own("350582"))).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Post("grant-routes", Own("350582"))).MustRefuse(HttpStatusCode.Forbidden, "welfare.region_out_of_reach");
        (await officer.Post("grant-routes", Own("350582", harm: "disabled"))).Errors.ShouldBe([("/harm", "grant.route_harm")]);
        var published = (await officer.Post("grant-routes", Own("350582"))).Must(HttpStatusCode.Created);
        var own = (await officer.Post("grant-calculations", Other(("region", "350582001")))).Must(HttpStatusCode.OK);
        (own.Text("grant.onceFen"), own.Text("grant.routeId")).ShouldBe(("29000000", published.Id.ToString()));
        (await officer.Post("grant-calculations", Other(("employer", true), ("region", "350582001"), ("on", "2024-12-31")))).Must(HttpStatusCode.OK).Text("grant.onceFen").ShouldBe("129242000");
        (await stranger.Post($"grant-routes/{published.Id}/end", new { validTo = "2025-06-12" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "welfare.region_out_of_reach");
        (await officer.Post($"grant-routes/{published.Id}/end", new { validTo = "2025-06-12" }, ifMatch: 1)).Must(HttpStatusCode.OK).Version.ShouldBe(2);
        (await officer.Post("grant-calculations", Other(("employer", true), ("region", "350582001")))).Must(HttpStatusCode.OK).Text("grant.onceFen").ShouldBe("134376000");
        (await officer.Post($"grant-routes/{shipped[0].GetProperty("id").GetGuid()}/end", new { validTo = "2027-01-01" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "grant.route_shipped");
        (await stranger.Get("grant-routes?region=350000&code=other_death&on=2025-06-11")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await stranger.Get("grant-routes?on=2025-06-12")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    /// <summary>A pay of this year is known within it; a figure of statistics is not.</summary>
    internal static async Task Figures(Api api)
    {
        foreach (var (index, region, year, amount) in ((string, string, int, long)[])
            [
                ("lieutenant_pay", "000000", 2024, 640_000), ("lieutenant_pay", "000000", 2025, 650_000), ("average_wage", "370000", 2024, 800_000), ("average_wage", "370000", 2023, 780_000),
                ("minimum_wage", "370000", 2025, 300_000), ("urban_income", "530000", 2024, 4_500_000), ("urban_income", "110000", 2024, 9_000_000), ("consumption", "410300", 2024, 2_500_000)
            ])
            (await api.Admin.Post("published-indices", new { index, region, year, amountFen = amount, source = "示范公报" })).Must(HttpStatusCode.OK);
    }

    private static Dictionary<string, object?> Fact(string harm, params (string Name, object? Value)[] changed)
    {
        var facts = new Dictionary<string, object?> { ["harm"] = harm, ["on"] = "2025-06-12", ["region"] = "370102" };
        foreach (var (name, value) in changed)
            facts[name] = value;
        return facts;
    }

    private static Dictionary<string, object?> Died(params (string Name, object? Value)[] changed) => Fact("died", changed);

    /// <summary>Of an insured worker whose death was found a deemed work injury, and who left a wife and a child.</summary>
    private static Dictionary<string, object?> Worker(params (string Name, object? Value)[] changed) =>
        Died([("martyr", false), ("dutyDeath", false), ("scheme", "work_injury"), ("workInjury", true), ("insured", true), ("dependants", Family), .. changed]);

    /// <summary>Of somebody whom no scheme covers, outside of the provinces that have their own rule.</summary>
    private static Dictionary<string, object?> Other(params (string Name, object? Value)[] changed) =>
        Died([("martyr", false), ("dutyDeath", false), ("scheme", "none"), ("region", "350582"), .. changed]);

    private static Dictionary<string, object?> Hurt(int grade, params (string Name, object? Value)[] changed) =>
        Fact("disabled", [("scheme", "work_injury"), ("workInjury", true), ("insured", true), ("grade", grade), ("care", "none"), ("ownPayFen", 1_000_000), .. changed]);

    private static long Fen(Answer calculated, string sum) => calculated.Json.GetProperty("grant").GetProperty(sum).GetInt64();

    private static List<(string?, string?)> Results(Answer calculated) =>
        [.. calculated.Json.GetProperty("routes").EnumerateArray().Select(route => (route.GetProperty("code").GetString(), route.GetProperty("result").GetString()))];

    private static List<string?> Words(Answer calculated, int part) =>
        [.. calculated.Json.GetProperty("grant").GetProperty("parts")[part].GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("words").GetString())];

    private static List<(string?, long, string)> Added(Answer calculated) =>
        [.. calculated.Must(HttpStatusCode.OK).Json.GetProperty("additions").EnumerateArray().Select(added => (added.GetProperty("decidedAs").GetString(),
            added.GetProperty("parts")[0].GetProperty("fromFen").GetInt64(), string.Join(' ', added.GetProperty("parts")[0].GetProperty("payers").EnumerateArray().Select(Payer))))];

    private static string Payer(JsonElement payer) => $"{payer.GetProperty("payer").GetString()} {payer.GetProperty("fen").GetInt64()}";
}
