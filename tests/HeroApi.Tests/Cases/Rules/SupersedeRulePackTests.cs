using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Rules;

public sealed class SupersedeRulePackTests
{
    private static readonly object Thirty = new { key = "decide.within", period = new { amount = 30, unit = "days" } };
    private static readonly object Twenty = new { key = "decide.within", period = new { amount = 20, unit = "days" } };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_pack_ends_the_old_one_on_its_first_day_and_both_stay_to_be_read(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var old = await county.PublishedPack(rules: Thirty);

        var young = (await county.Supersede(old, "2026-06-01", Twenty)).Must(HttpStatusCode.Created);
        var ended = await county.Get($"rule-packs/{old.Id}");
        var listed = await county.Get("rule-packs?region=350582&on=2026-06-01&count=exact");

        young.Text("supersedesId").ShouldBe(old.Id.ToString());
        young.Text("region").ShouldBe("350582");
        ended.Text("effectiveTo").ShouldBe("2026-06-01");
        ended.Version.ShouldBe(2);
        listed.Text("count").ShouldBe("1");
        listed.Json.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldBe(young.Id);
        (await county.DecidesWithin("2026-05-31")).ShouldBe(30);
        (await county.DecidesWithin("2026-06-01")).ShouldBe(20);
        (await api.Count("kernel_feed", "record_id = @id", new { id = old.Id })).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_case_was_pinned_to_stays_and_what_it_lacked_is_pinned_when_it_is_needed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var old = await county.PublishedPack(rules: [new { key = "filing.window", period = new { amount = 1, unit = "years" } }, Thirty]);
        var filed = await county.FiledCase(("place", new { regionCode = "350582" }));
        (await county.Try(filed, "acceptance", new { })).MustRefuse(HttpStatusCode.Conflict, "rule.not_configured").Text("params.key").ShouldBe("decide.starts");

        var young = (await county.Supersede(old, "2026-01-01", [Twenty, new { key = "decide.starts", code = "acceptance" }, new { key = "decide.limits", code = "opinion" }])).Must(HttpStatusCode.Created);
        var accepted = await county.Step(filed, "acceptance", new { });

        accepted.Text("rulePackIds").ShouldBe($"[\"01980d2c-5a00-7000-8000-000000350000\",\"{old.Id}\",\"{young.Id}\"]");
        var limit = accepted.Json.GetProperty("deadlines").EnumerateArray().Single(limit => limit.GetProperty("rule").GetString() == "decide.within");
        limit.GetProperty("dueOn").GetString().ShouldBe("2026-07-01");
        (await county.OpenedCase(("place", new { regionCode = "350582" }))).Text("rulePackIds").ShouldBe($"[\"01980d2c-5a00-7000-8000-000000350000\",\"{young.Id}\"]");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_pack_is_superseded_only_as_the_caller_knows_it_and_on_a_day_that_it_holds(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var neighbour = await api.Organisation(region: "350583");
        var old = await county.PublishedPack(from: "2026-02-01", rules: Thirty);
        var body = States.RulePackBody(without: "region", from: "2026-06-01", rules: Twenty);

        (await neighbour.Supersede(old, "2026-06-01", Twenty)).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach");
        (await county.Supersede(old, "2026-01-31", Twenty)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/effectiveFrom", "rule.pack_not_holding")]);
        (await county.Post($"rule-packs/{old.Id}/supersession", body)).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await county.Post($"rule-packs/{Guid.CreateVersion7()}/supersession", body, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await county.Post("rule-packs/01980d2c-5a00-7000-8000-000000350000/supersession", body, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "rule.pack_shipped");
        (await county.Post("rule-packs", States.RulePackBody(from: "2026-06-01", rules: Twenty))).MustRefuse(HttpStatusCode.Conflict, "rule.pack_stands").Text("params.packId").ShouldBe(old.Id.ToString());
        (await county.Supersede(old, "2026-06-01", Twenty)).Must(HttpStatusCode.Created);
        (await county.Supersede(old, "2026-05-01", Twenty)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Count("cases_rule_pack")).ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Rules_for_an_earlier_time_end_where_those_of_today_begin(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        await county.PublishedPack(from: "2026-01-01", rules: Thirty);

        var earlier = await county.PublishedPack(from: "2020-01-01", rules: Twenty);

        earlier.Text("effectiveTo").ShouldBe("2026-01-01");
        (await county.DecidesWithin("2025-12-31")).ShouldBe(20);
        (await county.DecidesWithin("2026-01-01")).ShouldBe(30);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_does_not_hold_yet_is_withdrawn_and_what_it_ended_goes_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var neighbour = await api.Organisation(region: "350583");
        var old = await county.PublishedPack(rules: Thirty);
        var planned = (await county.Supersede(old, "2026-09-01", Twenty)).Must(HttpStatusCode.Created);

        (await neighbour.Delete($"rule-packs/{planned.Id}", ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "rule.region_out_of_reach");
        (await county.Delete($"rule-packs/{old.Id}", ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "rule.pack_in_force");
        (await county.Delete($"rule-packs/{planned.Id}", ifMatch: 2)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await county.Delete($"rule-packs/{planned.Id}", ifMatch: 1)).Must(HttpStatusCode.NoContent);

        (await county.Get($"rule-packs/{planned.Id}")).MustRefuse(HttpStatusCode.Gone, "record.deleted");
        (await county.Get($"rule-packs/{old.Id}")).Text("effectiveTo").ShouldBeNull();
        (await county.DecidesWithin("2026-09-01")).ShouldBe(30);
        (await county.Get("rule-packs?region=350582&count=exact")).Text("count").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_correction_and_what_it_corrected_are_withdrawn_in_any_order(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "350582");
        var old = await county.PublishedPack(rules: Thirty);
        var planned = (await county.Supersede(old, "2026-09-01", Twenty)).Must(HttpStatusCode.Created);
        var corrected = (await county.Supersede(planned, "2026-09-01", new { key = "decide.within", period = new { amount = 25, unit = "days" } })).Must(HttpStatusCode.Created);

        (await county.DecidesWithin("2026-09-01")).ShouldBe(25);
        (await county.Delete($"rule-packs/{planned.Id}", ifMatch: 2)).Must(HttpStatusCode.NoContent);
        (await county.DecidesWithin("2026-09-01")).ShouldBe(25);
        (await county.DecidesWithin("2026-08-31")).ShouldBe(30);
        (await county.Delete($"rule-packs/{corrected.Id}", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        (await county.DecidesWithin("2026-09-01")).ShouldBe(30);
    }
}

/// <summary>What the tests of rule packs ask.</summary>
internal static class Packs
{
    internal static Task<Answer> Supersede(this Client who, Answer pack, string from, params object[] rules) =>
        who.Post($"rule-packs/{pack.Id}/supersession", States.RulePackBody(without: "region", from: from, rules: rules), ifMatch: pack.Version);

    internal static async Task<int> DecidesWithin(this Client who, string date) =>
        (await who.Rule("350582", date, "decide.within")).GetProperty("value").GetProperty("period").GetProperty("amount").GetInt32();

    internal static async Task<System.Text.Json.JsonElement> Rule(this Client who, string region, string date, string key) =>
        (await who.Get($"rule-packs/effective?region={region}&date={date}")).Must(HttpStatusCode.OK).Json.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("key").GetString() == key);
}
