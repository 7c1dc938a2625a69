using System.Net;
using System.Text.Json;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Nominations;

public sealed class NominationTests
{
    private const string NationalHero = "01980d2c-5a00-7100-8000-000000000001";
    private const string NationalGroup = "01980d2c-5a00-7100-8000-000000000002";
    private const string GoodPeopleList = "01980d2c-5a00-7100-8000-000000000007";
    private const string ProvincialHero = "01980d2c-5a00-7100-8000-00000000000a";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_nomination_goes_up_two_levels_each_with_a_notice_of_its_own_and_ends_in_an_award(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (province, city, county) = await Levels(api);
        var hero = await Hero(county, "示范甲");

        var proposed = (await county.Post("nominations", Body(ProvincialHero, city, hero))).Must(HttpStatusCode.Created);
        (await county.Post($"nominations/{proposed.Id}/acceptance", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "nomination.asked_only");
        var returned = await Step(city, proposed, "return", new { missing = new[] { "见证人证言" } });
        (await city.Post($"nominations/{proposed.Id}/acceptance", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "nomination.transition.not_allowed");
        var again = await Step(county, returned, "resubmission", new { grounds = "补充三名见证人证言。" });
        var accepted = await Step(city, again, "acceptance", new { reason = "材料齐全" });
        var noticed = await Step(city, accepted, "notice", new { from = Day(api, 0), to = Day(api, 6), places = new[] { "示范市网站" } });
        (await city.Post($"nominations/{proposed.Id}/notice-result", new { objections = 0, stands = true }, ifMatch: noticed.Version)).MustRefuse(HttpStatusCode.Conflict, "nomination.notice_running");
        (await Allowed(city, noticed)).ShouldBe(["withdrawal"]);
        (await api.Nobody.Get("public/candidate-notices")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("names")[0].GetString().ShouldBe("示范甲");
        api.Clock.Advance(TimeSpan.FromDays(7));
        (await api.Nobody.Get("public/candidate-notices")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        var cleared = await Step(city, noticed, "notice-result", new { objections = 1, objectionNote = "经核查不成立", stands = true });
        (await Allowed(county, cleared)).ShouldBe(["withdrawal"]);
        (await Allowed(city, cleared)).ShouldBe(["withdrawal", "refusal", "forwarding", "grant"]);
        (await city.Post($"nominations/{proposed.Id}/grant", new { grantedOn = Day(api, 0) }, ifMatch: cleared.Version)).MustRefuse(HttpStatusCode.Conflict, "title.not_yours_to_grant");

        var forwarded = await Step(city, cleared, "forwarding", new { askedOrgId = province.OrgId });
        var upper = await Step(province, await Step(province, forwarded, "acceptance", new { }), "notice", new { withheldReason = "可能危及本人安全" });
        var granted = await Step(province, upper, "grant", new { grantedOn = Day(api, 0), number = "鲁政字〔2026〕1号" });

        granted.Text("state").ShouldBe("granted");
        Rounds(granted).ShouldBe([(city.OrgId, "returned"), (city.OrgId, "forwarded"), (province.OrgId, "granted")]);
        var award = (await county.Get($"awards/{granted.Text("awardId")}")).Must(HttpStatusCode.OK);
        (award.Text("ownerOrgId"), award.Text("nominationId"), award.Text("level")).ShouldBe((province.OrgId.ToString(), granted.Id.ToString(), "province"));
        (await city.Get($"awards/{award.Id}")).Must(HttpStatusCode.OK);
        (await api.Published<HonourGranted>()).ShouldHaveSingleItem().OrgId.ShouldBe(province.OrgId);
        (await county.Get($"heroes/{hero.Id}")).Json.GetProperty("honours").GetArrayLength().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_is_honoured_for_a_confirmation_that_was_revoked_meanwhile(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, city, county) = await Levels(api);
        var abroad = await api.Organisation(region: "410102");
        var decided = await api.Confirmed(abroad, "郑见确〔2026〕1号", new { name = "示范甲", householdRegion = "371502", harm = "none", dutyStatus = "none" });
        var hero = (await county.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var proposed = (await county.Post("nominations", new { titleId = ProvincialHero, heroIds = new[] { hero }, grounds = "三次下河。", askedOrgId = city.OrgId })).Must(HttpStatusCode.Created);
        var accepted = await Step(city, proposed, "acceptance", new { });

        await api.Revoked(abroad, decided);

        var told = (await city.Get($"nominations/{proposed.Id}")).Must(HttpStatusCode.OK);
        (told.Version, told.Text("personsRevoked")).ShouldBe((accepted.Version + 1, "1"));
        (await city.Post($"nominations/{proposed.Id}/notice", new { withheldReason = "安全" }, ifMatch: told.Version)).MustRefuse(HttpStatusCode.Conflict, "nomination.confirmation_revoked");
        (await Step(city, told, "refusal", new { reason = "确认已撤销" })).Text("state").ShouldBe("declined");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_nomination_ends_where_it_is_declined_or_withdrawn_and_is_nothing_to_strangers(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (province, city, county) = await Levels(api);
        var stranger = await api.Organisation(region: "350582");
        var hero = await Hero(county, "示范甲");

        (await county.Post("nominations", Body(ProvincialHero, stranger, hero))).Errors.ShouldBe([("/askedOrgId", "nomination.not_above")]);
        (await county.Post("nominations", Body(NationalGroup, city, hero))).Errors.ShouldBe([("/groupName", "title.wrong_subject")]);
        var first = (await county.Post("nominations", Body(ProvincialHero, city, hero))).Must(HttpStatusCode.Created);
        var declined = await Step(city, first, "refusal", new { reason = "事迹未达到条件" });
        var second = (await county.Post("nominations", Body(ProvincialHero, province, hero))).Must(HttpStatusCode.Created);
        var noticed = await Step(province, await Step(province, second, "acceptance", new { }), "notice", new { from = Day(api, -3), to = Day(api, -1), places = new[] { "省报" } });
        var dropped = await Step(province, noticed, "notice-result", new { objections = 3, objectionNote = "异议成立", stands = false });
        var third = (await county.Post("nominations", Body(ProvincialHero, city, hero))).Must(HttpStatusCode.Created);
        var withdrawn = await Step(county, third, "withdrawal", new { reason = "本人请求" });

        (declined.Text("state"), dropped.Text("state"), withdrawn.Text("state")).ShouldBe(("declined", "declined", "withdrawn"));
        foreach (var ended in new[] { declined, dropped, withdrawn })
            (await Allowed(city, ended)).ShouldBeEmpty();
        (await stranger.Get($"nominations/{first.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Get("nominations?count=exact")).Text("count").ShouldBe("0");
        (await city.Get($"nominations?hero={hero.Id}&state=declined&count=exact")).Text("count").ShouldBe("2");
        (await api.Count("recognition_award")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Awards_and_persons_are_counted_each_by_itself_and_found_by_their_honours(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "371502");
        var trusted = await api.Key(county.OrgId, [.. States.OfficerScopes, "protected:read"]);
        var heroes = new List<Answer>();
        foreach (var name in new[] { "示范甲", "示范乙", "示范丙", "示范丁" })
            heroes.Add(await Hero(county, name));

        await Award(county, NationalGroup, "2024-07", heroes[..3], ("groupName", "示范救援群体"));
        await Award(county, NationalHero, "2025", heroes[..2]);
        await Award(county, ProvincialHero, "2020", heroes[..1]);
        await Award(county, GoodPeopleList, "2021", heroes[3..]);
        await Award(trusted, ProvincialHero, "2022", heroes[3..], ("confidential", true));
        var taken = await Award(county, ProvincialHero, "2019", heroes[1..2]);
        (await county.Post($"awards/{taken.Id}/revocation", new { number = "示撤1号", reason = "误授" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        var seen = (await county.Get("award-statistics?region=370000")).Must(HttpStatusCode.OK);
        Figures(seen.Json.GetProperty("all")).ShouldBe((4, 1, 3), "one group, two persons and one person; three persons in all");
        Figures(seen.Json.GetProperty("external")).ShouldBe((1, 0, 1));
        Levels(seen, "levels").ShouldBe([("nation", 3), ("province", 1)]);
        Levels(seen, "highest").ShouldBe([("nation", 3)]);
        Levels((await trusted.Get($"award-statistics?org={county.OrgId}")).Must(HttpStatusCode.OK), "highest").ShouldBe([("nation", 3), ("province", 1)]);
        Figures((await county.Get("award-statistics?from=2025-01-01&level=nation")).Must(HttpStatusCode.OK).Json.GetProperty("all")).ShouldBe((2, 0, 2));
        Figures((await county.Get("award-statistics?region=350000")).Must(HttpStatusCode.OK).Json.GetProperty("all")).ShouldBe((0, 0, 0));

        (await Found(county, "honour=nation")).ShouldBe([heroes[0].Id, heroes[1].Id, heroes[2].Id]);
        (await Found(county, "honour=province")).ShouldBe([heroes[0].Id]);
        (await Found(trusted, "honour=province")).ShouldBe([heroes[0].Id, heroes[3].Id]);
        (await Found(county, $"honourTitle={GoodPeopleList}")).ShouldBe([heroes[3].Id]);
        (await Found(county, "honouredOn=2024-07")).ShouldBe([heroes[0].Id, heroes[1].Id, heroes[2].Id]);
        (await Found(county, "honouredOn=2019/2020-06")).ShouldBe([heroes[0].Id]);
        (await county.Get("heroes?honouredOn=yesterday")).Errors.ShouldBe([("/query/honouredOn", "query.parameter_invalid")]);
    }

    private static async Task<(Client Province, Client City, Client County)> Levels(Api api)
    {
        var province = await api.Organisation(region: "370000", level: "province");
        var city = await api.Organisation(province, "371500", "prefecture");
        return (province, city, await api.Organisation(city, "371502"));
    }

    private static object Body(string titleId, Client asked, Answer hero) => new { titleId, askedOrgId = asked.OrgId, heroIds = new[] { hero.Id }, grounds = "三次下河，救起落水儿童。" };

    private static async Task<Answer> Hero(Client keeper, string name) => (await keeper.Post("heroes", new { name, householdRegion = "371502" })).Must(HttpStatusCode.Created);

    private static async Task<Answer> Award(Client officer, string titleId, string on, IEnumerable<Answer> heroes, params (string Name, object Value)[] said)
    {
        var body = said.ToDictionary(member => member.Name, member => member.Value);
        (body["titleId"], body["grantedOn"], body["heroIds"], body["source"]) = (titleId, on, heroes.Select(hero => hero.Id), "legacy");
        return (await officer.Post("awards", body)).Must(HttpStatusCode.Created);
    }

    private static async Task<Answer> Step(Client officer, Answer seen, string step, object body) => (await officer.Post($"nominations/{seen.Id}/{step}", body, ifMatch: seen.Version)).Must(HttpStatusCode.OK);

    /// <summary>The steps that the list of steps allows a caller.</summary>
    private static async Task<List<string>> Allowed(Client officer, Answer seen) => [.. (await officer.Get($"nominations/{seen.Id}/actions")).Must(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray()
        .Where(action => action.GetProperty("allowed").GetBoolean()).Select(action => action.GetProperty("name").GetString()!)];

    private static async Task<List<Guid>> Found(Client officer, string filter) =>
        [.. (await officer.Get($"heroes?{filter}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(hero => hero.GetProperty("id").GetGuid())];

    private static List<(Guid, string)> Rounds(Answer nomination) =>
        [.. nomination.Json.GetProperty("rounds").EnumerateArray().Select(round => (round.GetProperty("orgId").GetGuid(), round.GetProperty("state").GetString()!))];

    private static (long Awards, long Groups, long Persons) Figures(JsonElement figures) =>
        (figures.GetProperty("awards").GetInt64(), figures.GetProperty("groupAwards").GetInt64(), figures.GetProperty("persons").GetInt64());

    private static List<(string Level, long Persons)> Levels(Answer statistics, string by) => [.. statistics.Json.GetProperty(by).EnumerateArray().Select(level =>
        (level.GetProperty("level").GetString()!, (level.TryGetProperty("figures", out var figures) ? figures : level).GetProperty("persons").GetInt64()))];

    private static string Day(Api api, int after) => api.Clock.GetUtcNow().AddHours(8).AddDays(after).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
