using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Welfare.GreenChannel;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.MedicalCases;

public sealed class MedicalCaseTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hospital_advances_the_treasury_pays_above_the_limit_and_the_offender_bears_it_in_parts(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("entitlements")).Json.GetProperty("items")[0].GetProperty("heroId").GetGuid();
        var (_, desk) = await api.Hospital(home, ("services", new[] { "emergency" }));
        var code = (await home.Post("green-channel/codes", new { heroId = hero })).Must(HttpStatusCode.OK).Text("code");
        var check = (await desk.Post("green-channel/verifications", new { code })).Must(HttpStatusCode.OK);
        var use = Guid.CreateVersion7();
        (await desk.Post("green-channel/uses", new { id = use, service = "emergency", usedAt = "2026-06-01T01:05:00Z", checkId = check.Id })).Must(HttpStatusCode.OK);

        (await home.Post("medical-cases", Body(hero, ("deedCaseId", Guid.CreateVersion7())))).Errors.ShouldBe([("/deedCaseId", "medical_case.deed_unknown")]);
        (await home.Post("medical-cases", Body(hero, ("useId", Guid.CreateVersion7())))).Errors.ShouldBe([("/useId", "medical_case.use_unknown")]);
        (await home.Post("medical-cases", Body(Guid.CreateVersion7()))).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        var opened = (await home.Post("medical-cases", Body(hero, ("deedCaseId", decided.Id), ("useId", use)))).Must(HttpStatusCode.Created);
        (await home.Post("medical-cases", Body(hero, ("useId", use)))).MustRefuse(HttpStatusCode.Conflict, "medical_case.use_taken");
        (opened.Text("state"), opened.Text("uncoveredFen"), opened.Text("nextPayer"), opened.Text("limit.state"), opened.Text("limit.amountFen")).ShouldBe(("open", "68000000", "offender", "limit", "50000000"));
        opened.Text("limit.article").ShouldBe("河南省见义勇为人员奖励和保障条例第十五条、第十六条");
        Proposal(opened).ShouldBe(("government", "advance", "18000000"), "above 500,000 yuan the county treasury pays for the time being");

        var advanced = await Line(home, opened.Id, "hospital", "advance", 50_000_000);
        Proposal(advanced).ShouldBe(("government", "advance", "18000000"));
        (await home.Post($"medical-cases/{opened.Id}/lines", new { payer = "hospital", kind = "final", amountFen = 1 })).Errors.ShouldBe([("/kind", "medical_case.hospital_advances")]);
        (await home.Post($"medical-cases/{opened.Id}/lines", new { payer = "work_injury", kind = "final", amountFen = 0 })).Errors.ShouldBe([("/note", "medical_case.zero_needs_note")]);
        (await home.Post($"medical-cases/{opened.Id}/lines", new { payer = "government", kind = "advance", amountFen = 18_000_001 })).MustRefuse(HttpStatusCode.Conflict, "medical_case.exceeds_bill");
        var covered = await Line(home, opened.Id, "government", "advance", 18_000_000);
        (covered.Text("state"), covered.Text("advancedFen"), covered.Text("uncoveredFen"), covered.Text("nextPayer")).ShouldBe(("advanced", "68000000", "0", "offender"));
        covered.Json.TryGetProperty("proposal", out _).ShouldBeFalse();
        (await home.Patch($"medical-cases/{opened.Id}", new { billFen = 67_999_999 }, ifMatch: covered.Version)).MustRefuse(HttpStatusCode.Conflict, "medical_case.exceeds_bill");

        var lines = covered.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("id").GetGuid()).ToList();
        Task<Answer> Recover(Guid line, string from, long fen, string receipt) => home.Post($"medical-cases/{opened.Id}/recoveries", new { lineId = line, from, amountFen = fen, receiptNumber = receipt });
        (await Recover(lines[0], "hospital", 1, "追0")).Errors.ShouldBe([("/from", "medical_case.recovery_from")]);
        (await Recover(Guid.CreateVersion7(), "offender", 1, "追0")).Errors.ShouldBe([("/lineId", "medical_case.line_unknown")]);
        var raced = await Task.WhenAll(Enumerable.Range(0, 12).Select(part => Recover(lines[0], "offender", 5_000_000, $"追{part}")));
        raced.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(10, "never more than was advanced, however many are recorded at once");
        raced.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "medical_case.recovery_exceeds");
        (await Recover(lines[1], "medical_insurance", 18_000_000, raced[0].Status == HttpStatusCode.OK ? "追0" : "追1")).MustRefuse(HttpStatusCode.Conflict, "medical_case.receipt_recorded");
        var settled = (await Recover(lines[1], "medical_insurance", 18_000_000, "追99")).Must(HttpStatusCode.OK);
        (settled.Text("state"), settled.Text("recoveredFen"), settled.Text("advancedFen"), settled.Text("nextPayer")).ShouldBe(("settled", "68000000", "0", null));
        settled.Json.GetProperty("shares").EnumerateArray().Select(share => (share.GetProperty("payer").GetString(), share.GetProperty("bearsFen").GetInt64(), share.GetProperty("advancedFen").GetInt64()))
            .ShouldBe([("offender", 50_000_000, 0), ("medical_insurance", 18_000_000, 0)]);
        (await home.Delete($"medical-cases/{opened.Id}/lines/{lines[0]}", ifMatch: settled.Version)).MustRefuse(HttpStatusCode.Conflict, "medical_case.line_recovered");

        var figures = (await home.Get("medical-statistics?region=371500")).Must(HttpStatusCode.OK);
        ((string?[])[.. ((string[])["persons", "cases", "billFen", "finalFen", "advancedFen", "recoveredFen", "uncoveredFen"]).Select(figures.Text)]).ShouldBe(["1", "1", "68000000", "0", "0", "68000000", "0"]);
        Payers(figures).ShouldBe(
        [
            ("offender", 0, 0, 0, 0, 0, 50_000_000), ("medical_insurance", 0, 0, 0, 0, 0, 18_000_000), ("government", 1, 0, 18_000_000, 0, 18_000_000, 0), ("hospital", 1, 0, 50_000_000, 0, 50_000_000, 0)
        ]);
        (await home.Get("medical-statistics?from=2026-05-02")).Text("cases").ShouldBe("0", "the treatment began the day before");
        (await home.Get("medical-statistics?region=410000")).Text("payers").ShouldBe("[]");
        (await county.Get("medical-statistics")).Text("cases").ShouldBe("0");
        (await home.Get("medical-statistics?from=2026-05-02&to=2026-05-01")).Errors.ShouldBe([("/query/to", "value.out_of_range")]);

        await api.Settle();
        (await home.Get("exchange/changes?types=medical_case")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("body").GetProperty("state").GetString().ShouldBe("settled");
        (await home.Get("medical-cases?state=settled&count=exact")).Text("count").ShouldBe("1");
        (await county.Get($"medical-cases/{opened.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whatever_is_written_the_bill_is_the_sum_of_what_is_borne_advanced_recovered_and_uncovered(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var hero = await api.Entitled(county);
        var medical = (await county.Post("medical-cases", Body(hero.Id, ("billFen", 1_000)))).Must(HttpStatusCode.Created);
        medical.Json.TryGetProperty("limit", out _).ShouldBeFalse("without an act there is no law to ask");
        var (random, payers, written) = (new Random(7), (string[])["offender", "work_injury", "medical_insurance", "public_care", "beneficiary", "employer", "fund", "government", "hospital"], 0);

        for (var step = 0; step < 60; step++)
        {
            var now = (await county.Get($"medical-cases/{medical.Id}")).Must(HttpStatusCode.OK);
            var lines = now.Json.GetProperty("lines").EnumerateArray().ToList();
            var line = lines.Count == 0 ? Guid.CreateVersion7() : lines[random.Next(lines.Count)].GetProperty("id").GetGuid();
            var answer = random.Next(4) switch
            {
                0 => await county.Post($"medical-cases/{medical.Id}/lines", new { payer = payers[random.Next(9)], kind = random.Next(2) == 0 ? "advance" : "final", amountFen = random.Next(400), recoverable = random.Next(2) == 0, note = "示范" }),
                1 => await county.Post($"medical-cases/{medical.Id}/recoveries", new { lineId = line, from = payers[random.Next(9)], amountFen = random.Next(1, 200), receiptNumber = $"追{step}" }),
                2 => await county.Delete($"medical-cases/{medical.Id}/lines/{line}", ifMatch: now.Version),
                _ => await county.Patch($"medical-cases/{medical.Id}", new { billFen = random.Next(1, 2_000) }, ifMatch: now.Version)
            };
            ((int)answer.Status).ShouldBeLessThan(500, answer.Body);
            written += answer.Status == HttpStatusCode.OK ? 1 : 0;
            MustBalance(await county.Get($"medical-cases/{medical.Id}"));
        }

        written.ShouldBeGreaterThan(15);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_chain_is_asked_in_its_order_and_the_case_follows_the_person(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var trusted = await api.Key(county.OrgId, [.. States.OfficerScopes, "protected:read"]);
        var (hero, other) = (await api.Entitled(county), await api.Entitled(county));
        var medical = (await county.Post("medical-cases", Body(hero.Id, ("billFen", 900)))).Must(HttpStatusCode.Created);

        foreach (var (payer, fen, next) in ((string, long, string?)[])
            [("offender", 0, "work_injury"), ("work_injury", 0, "medical_insurance"), ("medical_insurance", 500, "public_care"), ("public_care", 0, "beneficiary"), ("beneficiary", 100, "employer"), ("employer", 0, "fund"), ("fund", 300, null)])
            (await Line(county, medical.Id, payer, "final", fen, "已询问")).Text("nextPayer").ShouldBe(next);
        (await county.Get($"medical-cases/{medical.Id}")).Text("state").ShouldBe("settled");
        var second = (await county.Post("medical-cases", Body(other.Id, ("billFen", 1_000)))).Must(HttpStatusCode.Created);
        await Line(county, second.Id, "fund", "advance", 600);
        var both = (await county.Get("medical-statistics")).Must(HttpStatusCode.OK);
        (both.Text("persons"), both.Text("cases"), both.Text("billFen"), both.Text("uncoveredFen"), both.Text("advancedFen")).ShouldBe(("2", "2", "1900", "400", "600"));
        Payers(both).ShouldBe([("medical_insurance", 1, 500, 0, 0, 0, 0), ("beneficiary", 1, 100, 0, 0, 0, 0), ("fund", 2, 300, 600, 600, 0, 0)], "who was asked in vain is not among them");

        (await county.Post($"heroes/{hero.Id}/merger", new { intoId = other.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await county.Get($"medical-cases?person={other.Id}")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("heroId").GetGuid()).ShouldBe([hero.Id, other.Id]);
        (await county.Get("medical-statistics")).Text("persons").ShouldBe("1", "two files that became one are one person");
        var version = (await trusted.Get($"heroes/{other.Id}")).Version;
        (await trusted.Patch($"heroes/{other.Id}", new { protection = "restricted" }, version, ("X-Action-Note", "本人要求"))).Must(HttpStatusCode.OK);
        await api.Settle();
        (await trusted.Get($"medical-cases/{medical.Id}")).Must(HttpStatusCode.OK);
    }

    private static Dictionary<string, object?> Body(Guid heroId, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?> { ["heroId"] = heroId, ["hospital"] = "示范县人民医院", ["from"] = "2026-05-01", ["billFen"] = 68_000_000 };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    private static async Task<Answer> Line(Client officer, Guid medical, string payer, string kind, long fen, string? note = null) =>
        (await officer.Post($"medical-cases/{medical}/lines", new { payer, kind, amountFen = fen, note })).Must(HttpStatusCode.OK);

    private static (string?, string?, string?) Proposal(Answer answer) => (answer.Text("proposal.payer"), answer.Text("proposal.kind"), answer.Text("proposal.amountFen"));

    private static List<(string?, long, long, long, long, long, long)> Payers(Answer figures) => [.. figures.Json.GetProperty("payers").EnumerateArray().Select(payer =>
    {
        long Of(string name) => payer.GetProperty(name).GetInt64();
        return (payer.GetProperty("payer").GetString(), Of("cases"), Of("finalFen"), Of("advancedFen"), Of("recoverableFen"), Of("recoveredFen"), Of("restoredFen"));
    })];

    private static void MustBalance(Answer medical)
    {
        long Fen(string member) => long.Parse(medical.Text(member)!, null);
        (Fen("finalFen") + Fen("advancedFen") + Fen("recoveredFen") + Fen("uncoveredFen")).ShouldBe(Fen("billFen"));
        Fen("uncoveredFen").ShouldBeGreaterThanOrEqualTo(0);
        medical.Json.GetProperty("shares").EnumerateArray().Sum(share => share.GetProperty("bearsFen").GetInt64() + share.GetProperty("advancedFen").GetInt64()).ShouldBe(Fen("billFen") - Fen("uncoveredFen"));
        medical.Json.GetProperty("recoveries").EnumerateArray().Sum(back => back.GetProperty("amountFen").GetInt64()).ShouldBe(Fen("recoveredFen"));
    }
}
