using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Bonuses;

public sealed class BonusTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["honours:decide", "bonuses:approve"])];
    private static readonly string[] Trusted = [.. Scopes, "protected:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_bonus_lies_within_its_scheme_is_approved_by_a_second_person_and_paid_in_parts(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: Scopes);
        var (second, clerk) = (await api.Key(officer.OrgId, Scopes), await api.Key(officer.OrgId, ["heroes:read", "honours:decide"]));
        var hero = (await officer.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        var scheme = (await officer.Post("bonus-schemes", new
        {
            region = "371502",
            name = "示范奖金",
            validFrom = "2026-01-01",
            formula = new { @base = new { kind = "range", fromFen = 200_000, toFen = 300_000 } },
            legalBasis = "示范区人民政府通知"
        })).Must(HttpStatusCode.Created);
        Task<Answer> Propose(long amount, string? reason = null, string on = "2026-05-20") => officer.Post("bonuses", Bonus(hero.Id, amount, ("schemeId", scheme.Id), ("basis", null), ("region", null), ("reason", reason), ("decidedOn", on)));

        var outside = await Propose(300_001, "事迹突出");
        outside.Errors.ShouldBe([("/amountFen", "bonus.amount_out_of_bounds")]);
        outside.Json.GetProperty("errors")[0].GetProperty("params").GetRawText().ShouldBe("""{"fromFen":200000,"toFen":300000}""");
        (await Propose(250_000)).Errors.ShouldBe([("/reason", "value.required")]);
        (await Propose(200_000, on: "2025-12-31")).Errors.ShouldBe([("/schemeId", "bonus.scheme_not_holding")]);
        (await officer.Post("bonuses", Bonus(Guid.CreateVersion7(), 1))).Errors.ShouldBe([("/heroId", "hero.unknown")]);

        var proposed = (await Propose(250_000, "事迹突出")).Must(HttpStatusCode.Created);
        (proposed.Text("state"), proposed.Text("region"), proposed.Text("calculation.toFen")).ShouldBe(("proposed", "371502", "300000"));
        (await clerk.Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await officer.Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "bonus.second_person");
        (await officer.Post($"bonuses/{proposed.Id}/payments", Payment(1, "1"))).MustRefuse(HttpStatusCode.Conflict, "bonus.transition.not_allowed");
        Granted(await officer.Get($"heroes/{hero.Id}")).ShouldBeEmpty();

        // Who writes the amount last is its proposer, so nobody approves his own figure.
        var amended = (await second.Patch($"bonuses/{proposed.Id}", new { amountFen = 300_000 }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await second.Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "bonus.second_person");
        var approved = (await officer.Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: amended.Version)).Must(HttpStatusCode.OK);
        var late = await second.Patch($"bonuses/{proposed.Id}", new { amountFen = 200_000 }, ifMatch: approved.Version);
        late.MustRefuse(HttpStatusCode.Conflict, "bonus.transition.not_allowed");
        late.Json.GetProperty("allowedActions").EnumerateArray().Select(action => action.GetString()).ShouldBe(["cancellation", "payments"]);
        Granted(await officer.Get($"heroes/{hero.Id}")).ShouldBe([(300_000, "approved")]);

        var part = (await officer.Post($"bonuses/{proposed.Id}/payments", Payment(100_000, "收1"))).Must(HttpStatusCode.OK);
        (part.Text("state"), part.Text("paidFen")).ShouldBe(("approved", "100000"));
        (await officer.Post($"bonuses/{proposed.Id}/payments", Payment(100_000, "收1"))).MustRefuse(HttpStatusCode.Conflict, "bonus.receipt_recorded");
        (await officer.Post($"bonuses/{proposed.Id}/payments", Payment(200_001, "收2"))).MustRefuse(HttpStatusCode.Conflict, "bonus.payment_exceeds").Text("params.leftFen").ShouldBe("200000");
        (await officer.Post($"bonuses/{proposed.Id}/cancellation", new { reason = "重复" }, ifMatch: part.Version)).MustRefuse(HttpStatusCode.Conflict, "bonus.paid");
        var paid = (await officer.Post($"bonuses/{proposed.Id}/payments", Payment(200_000, "收2"))).Must(HttpStatusCode.OK);
        (paid.Text("state"), paid.Json.GetProperty("payments").GetArrayLength()).ShouldBe(("paid", 2));
        Granted(await officer.Get($"heroes/{hero.Id}")).ShouldBe([(300_000, "paid")]);
        (await officer.Get($"heroes/{hero.Id}/history?what=bonus")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_many_payments_at_once_no_more_is_recorded_than_was_approved(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: Scopes);
        var hero = (await officer.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        var bonus = await Approved(api, officer, Bonus(hero.Id, 500_000));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => officer.Post($"bonuses/{bonus.Id}/payments", Payment(100_000, $"收{number}"))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(5);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "bonus.transition.not_allowed");
        (await api.Rows<long>("SELECT amount_fen FROM recognition_bonus_payment")).Sum().ShouldBe(500_000);
        (await officer.Get($"bonuses/{bonus.Id}")).Text("paidFen").ShouldBe("500000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_secret_bonus_shows_only_to_who_may_see_it_in_no_file_list_count_or_feed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture", scopes: Trusted);
        var keeper = await api.Organisation(city, scopes: Scopes);
        var (confidant, clerk) = (await api.Key(keeper.OrgId, Trusted), await api.Key(city.OrgId, Scopes));
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);

        (await clerk.Post("bonuses", Bonus(hero.Id, 1, ("secret", true)))).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        var secret = await Approved(api, city, Bonus(hero.Id, 700_000, ("secret", true)));
        var open = await Approved(api, city, Bonus(hero.Id, 300_000));
        await api.Settle();

        var file = (await keeper.Get($"heroes/{hero.Id}")).Must(HttpStatusCode.OK);
        Granted(file).ShouldBe([(300_000, "approved")]);
        file.Version.ShouldBe(2);
        (await keeper.Get($"bonuses/{secret.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Get("bonuses?count=exact&state=approved&decidedOn[gte]=2026-05-20")).Text("count").ShouldBe("1");
        (await clerk.Get("bonuses?count=exact")).Text("count").ShouldBe("1");
        (await keeper.Get("exchange/changes?types=bonus")).Body.ShouldNotContain(secret.Id.ToString());
        Figures(await keeper.Get("bonus-statistics?region=371500")).ShouldBe((1, 1, 300_000, 0));
        Figures(await city.Get("bonus-statistics?region=370000")).ShouldBe((1, 2, 1_000_000, 0));
        Figures(await city.Get("bonus-statistics?region=410000")).ShouldBe((0, 0, 0, 0));
        (await confidant.Get($"bonuses/{secret.Id}")).Must(HttpStatusCode.OK).Text("protection").ShouldBe("restricted");
        (await confidant.Post($"bonuses/{secret.Id}/payments", Payment(1, "收1"))).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");

        // A file that is kept more closely takes with it what names its person.
        (await confidant.Patch($"heroes/{hero.Id}", new { protection = "restricted" }, file.Version, ("X-Action-Note", "asked for by the person"))).Must(HttpStatusCode.OK);
        (await clerk.Get($"bonuses/{open.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_revoked_confirmation_takes_bonuses_back_and_what_returns_is_recorded(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102", scopes: Scopes), await api.Organisation(region: "371502", scopes: Scopes));
        var ready = await county.ReadyCase(api, ("actors", new[]
        {
            new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, householdRegion = "371502", harm = "died", dutyStatus = "none" }
        }));
        var decided = await county.Step(ready, $"actors/{ready.ActorId(0)}/confirmation", new { number = "郑见确〔2026〕1号" });
        await api.Settle();
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();

        // The file knows that the person died of the act: 1,000,000 at least by Henan's special bonus.
        (await county.Post("bonus-schemes/01980d2c-5a00-7000-8000-0000b0410005/calculation", new { heroId = hero })).Must(HttpStatusCode.OK).Text("fromFen").ShouldBe("100000000");
        (await county.Post("bonuses", Bonus(hero, 1, ("caseId", Guid.CreateVersion7())))).Errors.ShouldBe([("/caseId", "bonus.case_not_of_hero")]);
        var paid = await Approved(api, county, Bonus(hero, 5_000_000, ("caseId", decided.Id)));
        (await county.Post($"bonuses/{paid.Id}/payments", Payment(2_000_000, "收1"))).Must(HttpStatusCode.OK);
        var unnamed = (await home.Post("bonuses", Bonus(hero, 100_000))).Must(HttpStatusCode.Created);
        var proposed = await county.Step(decided, $"actors/{decided.ActorId(0)}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
        await county.Step(proposed, $"actors/{decided.ActorId(0)}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = new[] { new { what = "bonus" } } });
        await api.Settle();

        (await home.Get($"bonuses/{unnamed.Id}")).Text("state").ShouldBe("cancelled");
        var due = (await county.Get($"bonuses/{paid.Id}")).Must(HttpStatusCode.OK);
        (due.Text("state"), due.Text("endReason")).ShouldBe(("to_recover", "confirmation_revoked"));
        (await county.Post($"bonuses/{paid.Id}/payments", Payment(1, "收2"))).MustRefuse(HttpStatusCode.Conflict, "bonus.transition.not_allowed");
        object Back(long amount, string receipt) => new { amountFen = amount, method = "cash", receiptNumber = receipt };
        (await county.Post($"bonuses/{paid.Id}/recoveries", Back(500_000, "退1"))).Must(HttpStatusCode.OK).Text("state").ShouldBe("to_recover");
        (await county.Post($"bonuses/{paid.Id}/recoveries", Back(1_500_001, "退2"))).MustRefuse(HttpStatusCode.Conflict, "bonus.recovery_exceeds");
        (await county.Post($"bonuses/{paid.Id}/recoveries", Back(1_500_000, "退2"))).Must(HttpStatusCode.OK).Text("state").ShouldBe("recovered");
        Granted(await home.Get($"heroes/{hero}")).ShouldBe([(5_000_000, "recovered")]);
    }

    /// <summary>A bonus on a basis in words; change what the test is about.</summary>
    private static Dictionary<string, object?> Bonus(Guid heroId, long amountFen, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["heroId"] = heroId,
            ["basis"] = "示范区人民政府决定",
            ["region"] = "371502",
            ["amountFen"] = amountFen,
            ["decidedOn"] = "2026-05-20",
            ["number"] = "示见义奖〔2026〕1号"
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    private static object Payment(long amountFen, string receipt) => new { amountFen, method = "bank_transfer", receiptNumber = receipt, payee = "本人" };

    /// <summary>A bonus that its body has proposed, and another of its officers approved.</summary>
    private static async Task<Answer> Approved(Api api, Client officer, object body)
    {
        var proposed = (await officer.Post("bonuses", body)).Must(HttpStatusCode.Created);
        return (await (await api.Key(officer.OrgId, Trusted)).Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
    }

    private static List<(long, string?)> Granted(Answer file) =>
        [.. file.Json.GetProperty("bonuses").EnumerateArray().Select(bonus => (bonus.GetProperty("amountFen").GetInt64(), bonus.GetProperty("state").GetString()))];

    private static (long Persons, long Bonuses, long ApprovedFen, long PaidFen) Figures(Answer answer)
    {
        long Of(string name) => answer.Must(HttpStatusCode.OK).Json.GetProperty(name).GetInt64();
        return (Of("persons"), Of("bonuses"), Of("approvedFen"), Of("paidFen"));
    }
}
