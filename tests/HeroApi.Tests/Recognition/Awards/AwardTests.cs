using System.Net;
using System.Text.Json;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Awards;

public sealed class AwardTests
{
    private const string NationalHero = "01980d2c-5a00-7100-8000-000000000001";
    private const string NationalGroup = "01980d2c-5a00-7100-8000-000000000002";
    private const string GoodPeopleList = "01980d2c-5a00-7100-8000-000000000007";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_catalogue_is_asked_by_place_and_day_and_a_region_adds_its_own(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, stranger) = (await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var body = new { level = "county", regionCode = "371502", name = "示范区见义勇为先进个人", kind = "advanced", subject = "person", grantingBody = "示范区人民政府", since = "2004" };

        var added = await county.Post("titles", body);
        var again = await county.Post("titles", body);
        var elsewhere = await stranger.Post("titles", body with { name = "示范称号" });
        var ended = await county.Patch($"titles/{added.Id}", new { until = "2020-06" }, ifMatch: 1);

        added.Must(HttpStatusCode.Created).Text("since").ShouldBe("2004");
        again.MustRefuse(HttpStatusCode.Conflict, "title.known");
        elsewhere.MustRefuse(HttpStatusCode.Conflict, "title.region_out_of_reach");
        ended.Must(HttpStatusCode.OK).Version.ShouldBe(2);
        (await county.Patch($"titles/{NationalHero}", new { until = "2020" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "title.shipped");
        (await stranger.Patch($"titles/{added.Id}", new { until = "2021" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        Names(await stranger.Get("titles?region=371502&level=county&on=2010-01-01")).ShouldBe(["示范区见义勇为先进个人"]);
        Names(await stranger.Get("titles?region=371502&level=county&on=2021-01-01")).ShouldBeEmpty();
        Names(await stranger.Get("titles?region=371502&level=province&on=2021-01-01")).ShouldBe(["山东省见义勇为英雄", "山东省见义勇为模范"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_cities_honour_a_person_jointly_and_each_has_it_in_its_feed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (liaocheng, yantai) = (await api.Organisation(region: "371500", level: "prefecture"), await api.Organisation(region: "370600", level: "prefecture"));
        var (keeper, stranger) = (await api.Organisation(liaocheng, "371502"), await api.Organisation(region: "350582"));
        var hero = await Hero(keeper);

        var title = (await liaocheng.Post("titles", new { level = "city", regionCode = "371500", name = "示范市见义勇为模范", kind = "model", subject = "person", grantingBody = "示范市人民政府" })).Must(HttpStatusCode.Created);
        var award = (await liaocheng.Post("awards", new { titleId = title.Id, heroIds = new[] { hero.Id }, grantedOn = "2026-05-01", number = "聊政字〔2026〕1号", jointOrgIds = new[] { yantai.OrgId } })).Must(HttpStatusCode.Created);
        await api.Settle();

        award.Text("state").ShouldBe("granted");
        foreach (var sees in new[] { liaocheng, yantai, keeper })
            (await Feed(sees)).ShouldBe([award.Id]);
        (await Feed(stranger)).ShouldBeEmpty();
        (await yantai.Get($"awards/{award.Id}")).Must(HttpStatusCode.OK).Json.GetProperty("recipients").GetArrayLength().ShouldBe(0, "the partner sees the award, and not a file that it does not see otherwise");
        (await yantai.Patch($"awards/{award.Id}", new { number = "烟政字〔2026〕1号" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        var file = (await keeper.Get($"heroes/{hero.Id}")).Must(HttpStatusCode.OK);
        file.Version.ShouldBe(2);
        file.Json.GetProperty("honours").EnumerateArray().ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("示范市见义勇为模范");
        var said = (await api.Published<HonourGranted>()).ShouldHaveSingleItem();
        (said.AwardId, said.HeroIds.Single(), said.Level, said.GrantedOn, said.Confidential).ShouldBe((award.Id, hero.Id, "city", "2026-05-01", false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_cannot_be_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var (hero, dead) = (await Hero(keeper), await Hero(keeper, ("diedOn", "2004-07")));

        (await keeper.Post("awards", Body(NationalHero, "2027", hero))).Errors.ShouldBe([("/grantedOn", "value.in_future")]);
        (await stranger.Post("awards", Body(NationalHero, "2025", hero))).Errors.ShouldBe([("/heroIds/0", "hero.unknown")]);
        (await keeper.Post("awards", Body(NationalGroup, "2025", hero))).Errors.ShouldBe([("/groupName", "title.wrong_subject")]);
        (await keeper.Post("awards", Body(NationalHero, "2025", ("source", "decision"), hero))).MustRefuse(HttpStatusCode.Conflict, "title.not_yours_to_grant");
        (await keeper.Post("awards", Body(NationalHero, "2025", ("posthumous", true), hero))).Errors.ShouldBe([("/posthumous", "award.nobody_died")]);
        (await keeper.Post("awards", Body(NationalHero, "2005", ("posthumous", false), dead))).Errors.ShouldBe([("/posthumous", "award.all_died")]);
        (await keeper.Post("awards", Body(NationalHero, "2025", ("caseId", Guid.CreateVersion7()), hero))).Errors.ShouldBe([("/caseId", "award.no_deed")]);
        (await api.Count("recognition_award")).ShouldBe(0);
        (await keeper.Post("awards", Body(NationalHero, "2005", dead))).Must(HttpStatusCode.Created).Text("posthumous").ShouldBe("true");
        (await keeper.Get($"heroes/{dead.Id}")).Version.ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_confidential_award_is_nowhere_for_who_may_not_know_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation(region: "371502");
        var trusted = await api.Key(keeper.OrgId, [.. States.OfficerScopes, "protected:read"]);
        var hero = await Hero(keeper);

        var award = (await trusted.Post("awards", Body(NationalHero, "2025", ("confidential", true), hero))).Must(HttpStatusCode.Created);
        await api.Settle();

        (await keeper.Get($"awards/{award.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await trusted.Get($"awards/{award.Id}")).Must(HttpStatusCode.OK).Text("protection").ShouldBe("restricted");
        foreach (var sees in new[] { keeper, trusted })
        {
            var file = (await sees.Get($"heroes/{hero.Id}")).Must(HttpStatusCode.OK);
            (file.Version, file.Json.GetProperty("honours").GetArrayLength()).ShouldBe((1, 0));
            (await sees.Get($"heroes/{hero.Id}/history")).Body.ShouldNotContain("honour");
        }

        (await keeper.Get("awards?count=exact")).Text("count").ShouldBe("0");
        (await Feed(keeper)).ShouldBeEmpty();
        var said = (await api.Published<HonourGranted>()).ShouldHaveSingleItem();
        (said.Confidential, said.Level, said.GrantedOn, said.TitleId).ShouldBe((true, null, null, null));

        var open = (await trusted.Patch($"awards/{award.Id}", new { confidential = false }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (open.Text("protection"), (await keeper.Get($"heroes/{hero.Id}")).Json.GetProperty("honours").GetArrayLength()).ShouldBe(("none", 1));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_was_granted_for_a_revoked_act_is_proposed_for_revocation_and_an_officer_decides(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var other = await Hero(home);

        var linked = (await home.Post("awards", Body(NationalHero, "2026", ("caseId", decided.Id), hero))).Must(HttpStatusCode.Created);
        var group = (await home.Post("awards", Body(NationalGroup, "2026", ("groupName", "示范救援群体"), hero, other.Id))).Must(HttpStatusCode.Created);
        var old = (await home.Post("awards", Body(GoodPeopleList, "1998", hero))).Must(HttpStatusCode.Created);
        await api.Revoked(county, decided, "bonus", "certificate");

        Standing(await home.Get($"awards/{old.Id}")).ShouldBe(["granted"], "it was granted before the act");
        Standing(await home.Get($"awards/{group.Id}")).Order().ShouldBe(["granted", "to_revoke"]);
        var waiting = (await home.Get($"awards/{linked.Id}")).Must(HttpStatusCode.OK);
        (waiting.Text("state"), waiting.Version, waiting.Text("recover")).ShouldBe(("to_revoke", 2, """["bonus","certificate"]"""));
        (await api.Published<HonourRevoked>()).ShouldBeEmpty();

        var revoked = await home.Post($"awards/{linked.Id}/revocation", new { number = "示政撤〔2026〕1号", reason = "确认已撤销" }, ifMatch: 2);
        var kept = await home.Post($"awards/{group.Id}/retention", new { reason = "群体荣誉另有事迹" }, ifMatch: 2);
        var left = await home.Post($"awards/{group.Id}/revocation", new { number = "示政撤〔2026〕2号", reason = "个人退出", heroIds = new[] { hero } }, ifMatch: 3);

        (revoked.Must(HttpStatusCode.OK).Text("state"), revoked.Text("persons")).ShouldBe(("revoked", "0"));
        kept.Must(HttpStatusCode.OK).Text("state").ShouldBe("granted");
        (left.Must(HttpStatusCode.OK).Text("state"), left.Text("persons")).ShouldBe(("granted", "1"));
        (await home.Post($"awards/{linked.Id}/revocation", new { number = "示3号", reason = "再次" }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "award.revoked");
        (await api.Published<HonourRevoked>()).Select(said => (said.AwardId, said.Whole)).ShouldBe([(linked.Id, true), (group.Id, false)]);
        (await home.Get($"heroes/{hero}")).Json.GetProperty("honours").EnumerateArray().Select(honour => honour.GetProperty("awardId").GetGuid()).ShouldBe([old.Id]);
    }

    private static object Body(string titleId, string on, params object[] heroes) => Body(titleId, on, ("note", null), heroes);

    /// <summary>An award known from old papers, with one member of the test's own.</summary>
    private static object Body(string titleId, string on, (string Name, object? Value) changed, params object[] heroes)
    {
        var body = new Dictionary<string, object?>
        {
            ["titleId"] = titleId,
            ["grantedOn"] = on,
            ["heroIds"] = heroes.Select(hero => hero is Answer answer ? answer.Id : (Guid)hero),
            ["source"] = "legacy"
        };
        body[changed.Name] = changed.Value;
        return body;
    }

    private static async Task<Answer> Hero(Client keeper, params (string Name, object? Value)[] said)
    {
        var body = said.ToDictionary(member => member.Name, member => member.Value);
        body["name"] = "示范甲";
        return (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created);
    }

    private static List<string> Names(Answer listed) => [.. Items(listed).Select(title => title.GetProperty("name").GetString()!)];

    private static List<string> Standing(Answer award) => [.. award.Must(HttpStatusCode.OK).Json.GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetProperty("state").GetString()!)];

    private static JsonElement.ArrayEnumerator Items(Answer listed) => listed.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();

    private static async Task<List<Guid>> Feed(Client reader) => [.. Items(await reader.Get("exchange/changes?types=award")).Select(item => item.GetProperty("id").GetGuid())];
}
