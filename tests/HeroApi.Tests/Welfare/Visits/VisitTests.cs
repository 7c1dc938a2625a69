using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Visits;

public sealed class VisitTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_campaign_lists_whom_its_rule_means_and_follows_the_register_until_it_is_closed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (county, elsewhere) = (await api.Organisation(city, region: "371502"), await api.Organisation(region: "350582"));
        var (hurt, poor, well) = (await Opened(county, "示范甲", grade: 4, living: "371502001"), await Opened(county, "示范乙", hardship: "minimum_living"), await Opened(county, "示范丙"));
        await Opened(elsewhere, "示范丁", grade: 1);
        await api.Settle();

        (await city.Post("visit-campaigns", Campaign(("region", "350582")))).MustRefuse(HttpStatusCode.Conflict, "visit_campaign.nobody");
        (await city.Post("visit-campaigns", Campaign(("budgetFen", 659_999)))).MustRefuse(HttpStatusCode.Conflict, "visit_campaign.over_budget").Text("params.plannedFen").ShouldBe("660000");
        var campaign = (await city.Post("visit-campaigns", Campaign(("rule", new { gradeAtMost = 6, hardships = new[] { "minimum_living" }, diedInAct = true })))).Must(HttpStatusCode.Created);
        (campaign.Text("progress.due"), campaign.Text("progress.plannedFen")).ShouldBe(("2", "440000"));
        (await List(county, campaign.Id)).ShouldBe([("示范甲", "due", null, "371502001"), ("示范乙", "due", null, "371502")]);
        (await county.Get($"visit-campaigns/{campaign.Id}")).Must(HttpStatusCode.OK).Text("progress.due").ShouldBe("2", "who keeps files of the list sees it");
        (await elsewhere.Get($"visit-campaigns/{campaign.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        // Somebody new joins, somebody becomes hurt and joins, somebody's hardship ends and he leaves.
        var late = await Opened(county, "示范戊", grade: 6);
        await Amend(county, well, new { injuries = new[] { new { what = "左臂", grade = 5 } } });
        await Amend(county, poor, new { hardship = new { kind = "none" } });
        await api.Settle();
        (await List(county, campaign.Id)).ShouldBe([("示范甲", "due", null, "371502001"), ("示范乙", "left", "unfit", "371502"), ("示范戊", "due", null, "371502"), ("示范丙", "due", null, "371502")], ignoreOrder: true);

        // Two files that become one are one recipient; undone, they are two again.
        (await county.Post($"heroes/{late.Id}/merger", new { intoId = hurt.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await List(county, campaign.Id)).ShouldContain(("示范戊", "left", "merged", "371502"));
        var merger = (await county.Get("hero-mergers")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await county.Post($"heroes/{hurt.Id}/merger-reversal", new { mergerId = merger, reason = "不是同一人" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await List(county, campaign.Id)).ShouldContain(("示范戊", "due", null, "371502"));

        (await county.Post($"visit-campaigns/{campaign.Id}/closure", null, ifMatch: campaign.Version)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        var closed = (await city.Post($"visit-campaigns/{campaign.Id}/closure", null, ifMatch: (await city.Get($"visit-campaigns/{campaign.Id}")).Version)).Must(HttpStatusCode.OK);
        (closed.Text("state"), closed.Text("progress.notMet")).ShouldBe(("closed", "3"));
        await Opened(county, "示范己", grade: 1);
        await api.Settle();
        (await List(county, campaign.Id)).Count.ShouldBe(4);
        (await city.Post($"visit-campaigns/{campaign.Id}/closure", null, ifMatch: closed.Version)).MustRefuse(HttpStatusCode.Conflict, "visit_campaign.closed");
    }

    /// <summary>A campaign over everybody below the caller; change what the test is about.</summary>
    private static Dictionary<string, object?> Campaign(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["occasion"] = "spring_festival",
            ["title"] = "春节慰问",
            ["from"] = "2026-05-20",
            ["to"] = "2026-12-31",
            ["cashFen"] = 200_000,
            ["goods"] = "米、油各一份",
            ["goodsValueFen"] = 20_000
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    private static async Task<Answer> Opened(Client keeper, string name, int? grade = null, string? hardship = null, string? living = null) => (await keeper.Post("heroes", new
    {
        name,
        householdRegion = "371502",
        livingRegion = living,
        injuries = grade is null ? [] : new[] { new { what = "左臂", grade } },
        hardship = hardship is null ? null : new { kind = hardship }
    })).Must(HttpStatusCode.Created);

    private static async Task Amend(Client keeper, Answer hero, object patch) =>
        (await keeper.Patch($"heroes/{hero.Id}", patch, (await keeper.Get($"heroes/{hero.Id}")).Version)).Must(HttpStatusCode.OK);

    private static async Task<List<(string?, string?, string?, string?)>> List(Client caller, Guid campaign) =>
        [.. (await Items(caller, $"due-visits?campaign={campaign}")).Select(row => (Text(row, "name"), Text(row, "state"), Text(row, "reason"), Text(row, "region")))];

    private static async Task<List<JsonElement>> Items(Client caller, string path) => [.. (await caller.Get(path)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.ToString() : null;
}
