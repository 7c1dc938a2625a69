using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Rules;

public sealed class ShowEffectiveRulesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_key_says_where_it_comes_from_and_what_nobody_has_set_says_who_must(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var pack = await county.PublishedPack(rules: new { key = "notice.within", period = new { amount = 5, unit = "working_days" }, article = "第二条" });

        var shown = (await county.Get("rule-packs/effective?region=350582103&date=2026-05-01")).Must(HttpStatusCode.OK);

        shown.Text("competentOrgId").ShouldBe(county.OrgId.ToString());
        shown.Json.GetProperty("packs").EnumerateArray().Select(known => known.GetProperty("region").GetString()).ShouldBe(["350000", "350582"]);
        var body = await county.Rule("350582103", "2026-05-01", "confirming_body");
        body.GetProperty("region").GetString().ShouldBe("350000");
        body.GetProperty("vocabulary").GetString().ShouldBe("confirming_body");
        body.GetProperty("value").GetProperty("article").GetString().ShouldBe("第六条");
        body.GetProperty("value").GetProperty("confidence").GetString().ShouldBe("excerpt");
        var notice = await county.Rule("350582103", "2026-05-01", "notice.within");
        notice.GetProperty("packId").GetGuid().ShouldBe(pack.Id);
        notice.GetProperty("value").GetProperty("period").GetProperty("unit").GetString().ShouldBe("working_days");
        var window = await county.Rule("350582103", "2026-05-01", "filing.window");
        window.GetProperty("configured").GetBoolean().ShouldBeFalse();
        window.TryGetProperty("packId", out _).ShouldBeFalse();
        (await county.Get("rule-packs/effective?region=359999")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/query/region", "region.unknown")]);
        (await county.Get("rule-packs/effective?region=35x")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_day_of_the_act_chooses_the_law_and_of_a_year_its_first_day(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var place = ("place", (object?)new { regionCode = "330102" });

        var before = await officer.OpenedCase(place, ("acted", new { on = "2022" }));
        var after = await officer.OpenedCase(place, ("acted", new { on = "2023" }));
        var old = await officer.OpenedCase(place, ("acted", new { on = "2004-07" }));

        before.Text("rulePackIds").ShouldBe("[\"01980d2c-5a00-7000-8000-000000330000\"]");
        after.Text("rulePackIds").ShouldBe("[\"01980d2c-5a00-7000-8000-000001330000\"]");
        old.Text("rulePackIds").ShouldBe("[]");
        (await officer.Rule("330102", "2022-12-31", "decide.within")).GetProperty("configured").GetBoolean().ShouldBeFalse();
        (await officer.Rule("330102", "2023-01-01", "decide.within")).GetProperty("configured").GetBoolean().ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_demonstration_fills_only_gaps_and_only_where_a_setting_asks_for_it(Engine engine)
    {
        await using (var api = await Api.On(engine))
            (await (await api.Organisation(region: "620102")).Get("rule-packs/effective?region=620102&date=2026-05-01")).Json.GetProperty("rules").EnumerateArray()
                .ShouldAllBe(rule => !rule.GetProperty("configured").GetBoolean());

        await using var demo = await Api.On(engine, settings: "--Hero:DemoRules=true");
        var officer = await demo.Organisation(region: "370102");

        (await officer.Rule("370102", "2026-05-01", "decide.within")).GetProperty("value").GetProperty("confidence").GetString().ShouldBe("full_text");
        (await officer.Rule("370102", "2026-05-01", "notice.within")).GetProperty("value").GetProperty("confidence").GetString().ShouldBe("demo");
        var published = await officer.PublishedPack("370102", rules: new { key = "notice.within", period = new { amount = 3, unit = "days" } });
        (await officer.Rule("370102", "2026-05-01", "notice.within")).GetProperty("packId").GetGuid().ShouldBe(published.Id);
        (await officer.Get("rule-packs/shipped")).Json.GetProperty("items").EnumerateArray().ShouldAllBe(pack => pack.GetProperty("region").GetString() != "000000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_reads_cases_reads_every_pack_and_the_feed_brings_what_is_ones_own(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "350000", level: "province");
        var county = await api.Organisation(province, "350582");
        var stranger = await api.Organisation(region: "620102");
        var pack = await county.PublishedPack();
        await api.Settle();

        (await stranger.Get($"rule-packs/{pack.Id}")).Must(HttpStatusCode.OK).Version.ShouldBe(1);
        (await stranger.Get("rule-packs?region=350582")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await (await api.Key(stranger.OrgId, ["leads:read"])).Get($"rule-packs/{pack.Id}")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await Feed(county)).ShouldBe([pack.Id]);
        (await Feed(province)).ShouldBe([pack.Id]);
        (await Feed(stranger)).ShouldBeEmpty();

        static async Task<IEnumerable<Guid>> Feed(Client who) => (await who.Get("exchange/changes?types=rule_pack")).Must(HttpStatusCode.OK)
            .Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
    }
}
