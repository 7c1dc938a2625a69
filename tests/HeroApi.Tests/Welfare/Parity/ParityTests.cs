using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using HeroApi.Tests.Recognition.Plaques;
using HeroApi.Tests.Welfare.GreenChannel;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Parity;

public sealed class ParityTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["welfare:decide"])];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_natives_who_acted_elsewhere_the_one_who_got_less_is_named_with_all_that_he_lacks(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102", scopes: Scopes), await api.Organisation(region: "371502", scopes: Scopes));
        var second = await api.Key(home.OrgId, Scopes);
        var locals = new[] { await Opened(home, "示范乙", "999999199001010032"), await Opened(home, "示范丙", "999999199001010059") };
        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var same = (await home.Get("heroes?sort=id")).Json.GetProperty("items").EnumerateArray().Select(hero => hero.GetProperty("id").GetGuid()).Except(locals).Single();
        await api.Confirmed(county, "郑见确〔2026〕2号", new { name = "示范丁", document = new { type = "id_card", number = "999999199001010016" }, householdRegion = "371502", harm = "none", dutyStatus = "none" });
        var less = (await home.Get("heroes?sort=id")).Json.GetProperty("items").EnumerateArray().Select(hero => hero.GetProperty("id").GetGuid()).Except(locals).Except([same]).Single();
        foreach (var hero in (Guid[])[.. locals, same, less])
            await Amend(home, hero, new { injuries = new[] { new { what = "左臂", grade = 6 } }, hardship = new { kind = "illness" } });
        await Amend(home, less, new { livingRegion = "110101" });
        await api.Settle();
        (await Gaps(home)).ShouldBeEmpty("nobody has anything");

        await api.Hospital(home);
        var policy = (await home.Post("policies", Policy())).Must(HttpStatusCode.Created);
        (await home.Post($"policies/{policy.Id}/conclusion", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
        foreach (var hero in (Guid[])[.. locals, same])
        {
            (await home.Post("visits", new { heroId = hero, occasion = "follow_up", visitors = new[] { "示范专干" } })).Must(HttpStatusCode.Created);
            (await home.Post("household-plans", new { heroId = hero, year = 2026, hardship = "other", surveyedBy = "示范街道" })).Must(HttpStatusCode.Created);
            var grant = (await home.Post("grants", new { heroId = hero, facts = new { harm = "disabled", on = "2026-05-20", region = "371502", scheme = "none", grade = 6, pensionStandardFen = 3_000_000 } })).Must(HttpStatusCode.Created);
            (await second.Post($"grants/{grant.Id}/decision", new { number = $"示抚{hero}" }, ifMatch: 1)).Must(HttpStatusCode.OK);
            await home.Hung(await home.Made(await home.Get($"heroes/{hero}")));
            (await home.Post($"heroes/{hero}/consents", new { purpose = "share_insurer", textVersion = "2026", channel = "paper", givenOn = "2026-05-30" })).Must(HttpStatusCode.OK);
        }

        await api.Settle();
        var endorsement = (await home.Post($"policies/{policy.Id}/endorsements", new { })).Must(HttpStatusCode.Created);
        (await home.Post($"policies/{policy.Id}/endorsements/{endorsement.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);

        // Of each measure both locals have it, and the native who got the same.
        var gap = (await Gaps(home)).ShouldHaveSingleItem();
        gap.GetProperty("heroId").GetGuid().ShouldBe(less);
        gap.GetProperty("missing").EnumerateArray().Select(missing => (missing.GetProperty("what").GetString(), missing.GetProperty("locals").GetInt64(), missing.GetProperty("localsWith").GetInt64()))
            .ShouldBe([("insured", 2, 2), ("visited", 2, 2), ("green_channel", 2, 2), ("plaque", 2, 2), ("grant", 2, 2), ("benefit", 2, 2)]);
        (await home.Get($"entitlements?hero={same}")).Json.GetProperty("items")[0].GetProperty("hasPlaque").GetBoolean().ShouldBeTrue();
        (await county.Get("parity-gaps?region=371502")).Json.GetProperty("items").GetArrayLength().ShouldBe(0, "the body at the place of the act sees no locals of another county");

        // What is made good is missing no more.
        await Amend(home, less, new { livingRegion = "371502" });
        await home.Hung(await home.Made(await home.Get($"heroes/{less}")));
        await api.Settle();
        (await Gaps(home)).Single().GetProperty("missing").EnumerateArray().Select(missing => missing.GetProperty("what").GetString()).ShouldBe(["insured", "visited", "grant", "benefit"]);
        await Amend(home, less, new { hardship = new { kind = "none" }, injuries = Array.Empty<object>(), nothingIn = new[] { "injuries" } });
        await api.Settle();
        (await Gaps(home)).Single().GetProperty("missing").EnumerateArray().Select(missing => missing.GetProperty("what").GetString()).ShouldBe(["insured", "visited"], "who is not hurt and in no hardship needs no grant and no benefit");
    }

    private static object Policy() => new
    {
        insurerName = "示范财产保险股份有限公司",
        insurerCode = "91350100M000100Y43",
        number = "示保1",
        kind = "accident_medical",
        from = "2026-01-01",
        to = "2026-12-31",
        covers = new[] { new { what = "death", amountFen = 25_000_000 } },
        premiumFen = 2_400_000,
        payer = "fund",
        reportDays = 30,
        decisionDays = 30
    };

    private static async Task<Guid> Opened(Client keeper, string name, string number) =>
        (await keeper.Post("heroes", new { name, document = new { type = "id_card", number }, householdRegion = "371502" })).Must(HttpStatusCode.Created).Id;

    private static async Task Amend(Client keeper, Guid hero, object patch) =>
        (await keeper.Patch($"heroes/{hero}", patch, (await keeper.Get($"heroes/{hero}")).Version)).Must(HttpStatusCode.OK);

    private static async Task<List<JsonElement>> Gaps(Client caller) => [.. (await caller.Get("parity-gaps")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
}
