using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Rules;

public sealed class PublishRulePackTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_county_of_Fujian_publishes_its_limits_and_a_filed_case_goes_on_under_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var filed = await county.FiledCase(("place", new { regionCode = "350582" }));
        var refused = await county.Try(filed, "acceptance", new { });

        var pack = await county.PublishedPack();
        var accepted = await county.Step(filed, "acceptance", new { });

        refused.MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        pack.Version.ShouldBe(1);
        pack.Text("ownerOrgId").ShouldBe(county.OrgId.ToString());
        pack.Json.GetProperty("rules")[0].GetProperty("confidence").GetString().ShouldBe("published");
        accepted.Text("state").ShouldBe("investigating");
        accepted.Text("rulePackIds").ShouldBe($"[\"01980d2c-5a00-7000-8000-000000350000\",\"{pack.Id}\"]");
        var clock = accepted.Json.GetProperty("deadlines").EnumerateArray().Single(limit => limit.GetProperty("rule").GetString() == "decide.within");
        clock.GetProperty("dueOn").GetString().ShouldBe("2026-07-01");
        (await api.Count("kernel_feed", "record_id = @id AND type = 'rule_pack'", new { id = pack.Id })).ShouldBe(1);
        (await api.Count("kernel_audit", "record_id = @id", new { id = pack.Id })).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_who_answers_for_a_region_or_stands_above_it_publishes_for_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "350000", level: "province");
        var city = await api.Organisation(province, "350500", "prefecture");
        var county = await api.Organisation(city, "350582");
        var neighbour = await api.Organisation(city, "350583");
        var window = new { key = "filing.window", period = new { amount = 1, unit = "years" } };
        Task<Answer> Publish(Client who, string region) => who.Post("rule-packs?validateOnly=true", States.RulePackBody(region, rules: window));

        (await Publish(county, "350582")).Must(HttpStatusCode.OK);
        (await Publish(city, "350582")).Must(HttpStatusCode.OK);
        (await Publish(city, "350500")).Must(HttpStatusCode.OK);
        (await Publish(province, "350583")).Must(HttpStatusCode.OK);
        (await Publish(api.Admin, "620102")).Must(HttpStatusCode.OK);
        (await Publish(api.Admin, "000000")).Must(HttpStatusCode.OK);

        (await Publish(neighbour, "350582")).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach").Text("params.askOrgId").ShouldBe(county.OrgId.ToString());
        (await Publish(county, "350500")).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach");
        (await Publish(province, "620102")).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach");
        (await Publish(province, "000000")).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach");
        (await (await api.Key(county.OrgId, ["cases:write"])).Post("rule-packs", States.RulePackBody())).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await api.Count("cases_rule_pack")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_wider_region_has_settled_is_changed_there_alone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "370000", level: "province");
        var city = await api.Organisation(province, "371500", "prefecture");
        var notice = new { key = "notice.within", period = new { amount = 5, unit = "days" } };
        var decide = new { key = "decide.within", period = new { amount = 90, unit = "days" } };

        var refused = await city.Post("rule-packs", States.RulePackBody("371500", rules: [notice, decide]));
        var filled = await city.PublishedPack("371500", rules: notice);
        var amended = await province.PublishedPack("370000", rules: decide);
        var rules = await city.Get("rule-packs/effective?region=371502&date=2026-05-01");

        refused.MustRefuse(HttpStatusCode.Conflict, "rule.set_above");
        refused.Text("params.rules").ShouldBe("[{\"key\":\"decide.within\",\"region\":\"370000\",\"packId\":\"01980d2c-5a00-7000-8000-000000370000\"}]");
        filled.Status.ShouldBe(HttpStatusCode.Created);
        Of(rules, "decide.within").GetProperty("packId").GetGuid().ShouldBe(amended.Id);
        Of(rules, "notice.within").GetProperty("packId").GetGuid().ShouldBe(filled.Id);
        Of(rules, "filing.window").GetProperty("packId").GetString().ShouldBe("01980d2c-5a00-7000-8000-000000370000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_later_law_of_the_province_prevails_over_what_a_county_had_published(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "350000", level: "province");
        var county = await api.Organisation(province, "350582");
        await county.PublishedPack(rules: new { key = "decide.within", period = new { amount = 30, unit = "days" } });
        await province.PublishedPack("350000", "2026-05-01", new { key = "decide.within", period = new { amount = 20, unit = "days" } });

        var before = await county.Get("rule-packs/effective?region=350582&date=2026-04-30");
        var after = await county.Get("rule-packs/effective?region=350582&date=2026-05-01");

        Of(before, "decide.within").GetProperty("region").GetString().ShouldBe("350582");
        Of(after, "decide.within").GetProperty("region").GetString().ShouldBe("350000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whatever_makes_no_sense_is_refused_with_where_it_stands(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");

        var refused = await county.Post("rule-packs", States.RulePackBody(rules:
        [
            new { key = "decide.sometime", flag = true },
            new { key = "panel", flag = true },
            new { key = "decide.starts", code = "whenever" },
            new { key = "applicants", codes = new[] { "actor", "ghost" } },
            new { key = "notice.within", period = new { amount = 4000, unit = "days" } },
            new { key = "filing.window", period = new { amount = 1, unit = "years" }, none = true },
            new { key = "material.within" },
            new { key = "material.within", none = true }
        ]));

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.Select(error => $"{error.Pointer} {error.Code}").ShouldBe(
        [
            "/rules rule.key_repeated",
            "/rules/0/key value.not_allowed",
            "/rules/1/flag rule.kind_wrong",
            "/rules/2/code value.not_allowed",
            "/rules/3/codes value.not_allowed",
            "/rules/4/period value.out_of_range",
            "/rules/5/none rule.kind_wrong",
            "/rules/6 value.required"
        ], ignoreOrder: true);
        (await county.Post("rule-packs", States.RulePackBody("359999"))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/region", "region.unknown")]);
        (await api.Count("cases_rule_pack")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_who_publish_for_a_region_at_once_one_is_told_of_the_other(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => county.Post("rule-packs", States.RulePackBody(title: $"期限{number}"))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var answer in answers.Where(answer => answer.Status != HttpStatusCode.Created))
            answer.MustRefuse(HttpStatusCode.Conflict, "rule.pack_stands");
        (await api.Count("cases_rule_pack")).ShouldBe(1);
    }

    private static System.Text.Json.JsonElement Of(Answer rules, string key) =>
        rules.Json.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("key").GetString() == key);
}
