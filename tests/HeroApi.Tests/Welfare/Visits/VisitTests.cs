using System.Net;
using System.Text.Json;
using HeroApi.Host;
using HeroApi.TestKit;
using HeroApi.Welfare.Visits.Campaigns;
using Microsoft.Extensions.DependencyInjection;
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
        (await List(county, campaign.Id)).ShouldBe([("示范甲", "due", null, "371502001"), ("示范乙", "due", null, "371502")], ignoreOrder: true);
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

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_confirmed_is_on_the_list_of_the_home_county_though_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Client county, home;
        Answer ready, campaign;
        await using (var api = await Api.On(database, clock: clock))
        {
            (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
            await Opened(home, "示范乙");
            await api.Settle();
            campaign = (await home.Post("visit-campaigns", Campaign())).Must(HttpStatusCode.Created);
            ready = await county.ReadyCase(api, ("actors", new[] { Confirmations.Actor() }));
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            await dying.With(county.Secret, county.OrgId).Step(ready, $"actors/{ready.Parts("actors")[0]}/confirmation", new { number = "郑见确〔2026〕1号" });
            (await Items(dying.With(home.Secret, home.OrgId), "due-visits")).Count.ShouldBe(1);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            home = api.With(home.Secret, home.OrgId);
            (await Items(home, "due-visits?state=due")).Where(row => Text(row, "name") == "示范甲").Select(row => (Text(row, "occasion"), Text(row, "campaignId"), Text(row, "region")))
                .ShouldBe([("spring_festival", campaign.Id.ToString(), "371502"), ("after_act", null, "371502")], ignoreOrder: true);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_station_pays_the_visits_it_was_given_and_what_is_needed_becomes_a_task(Engine engine)
    {
        await using var api = await Api.On(engine);
        var district = await api.Organisation(region: "371502");
        var (station, other) = (await api.Organisation(district, level: "township", answersForRegion: false), await api.Organisation(district, level: "township", answersForRegion: false));
        var (first, second) = (await Opened(district, "示范甲", living: "371502001"), await Opened(district, "示范乙", living: "371502002"));
        await api.Settle();
        var campaign = (await district.Post("visit-campaigns", Campaign())).Must(HttpStatusCode.Created);
        (await district.Post("due-visits", new { heroId = second.Id, occasion = "homecoming", on = "2026-05-31" })).Errors.ShouldBe([("/on", "due_visit.in_past")]);
        (await station.Post("due-visits", new { heroId = second.Id, occasion = "homecoming", on = "2026-06-20" })).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        var home = (await district.Post("due-visits", new { heroId = second.Id, occasion = "homecoming", on = "2026-06-20", note = "放假返乡后上门" })).Must(HttpStatusCode.Created);

        // The station sees what it was given, and nothing else.
        (await Items(station, "due-visits")).ShouldBeEmpty();
        (await district.Post("due-visits/assignment", new { campaignId = campaign.Id, region = "371502001", assignee = "示范专干", assigneeOrgId = Guid.CreateVersion7() }))
            .Errors.ShouldBe([("/assigneeOrgId", "organisation.unknown")]);
        (await district.Post("due-visits/assignment", new { campaignId = campaign.Id, region = "371502001", assignee = "示范专干", assigneeOrgId = station.OrgId })).Must(HttpStatusCode.OK).Text("assigned").ShouldBe("1");
        (await station.Post("due-visits/assignment", new { campaignId = campaign.Id })).Must(HttpStatusCode.OK).Text("assigned").ShouldBe("0");
        var given = (await Items(station, "due-visits")).ShouldHaveSingleItem();
        (Text(given, "name"), Text(given, "assignee")).ShouldBe(("示范甲", "示范专干"));
        (await station.Get($"due-visits/{home.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await Items(other, "due-visits")).ShouldBeEmpty();
        var legs = (await district.Get($"visit-campaigns/{campaign.Id}/route")).Must(HttpStatusCode.OK).Json.GetProperty("legs").EnumerateArray().ToList();
        legs.Select(leg => (Text(leg, "region"), Text(leg, "assignee"), Text(leg, "due"))).ShouldBe([("371502001", "示范专干", "1"), ("371502002", null, "1")]);

        (await other.Post("visits", Visit(first.Id, ("dueId", Text(given, "id"))))).Errors.ShouldBe([("/dueId", "due_visit.unknown")]);
        (await station.Post("visits", Visit(first.Id))).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        (await station.Post("visits", Visit(first.Id, ("occasion", null), ("cashFen", -1), ("visitors", Array.Empty<string>())))).Errors
            .ShouldBe([("/occasion", "value.required"), ("/visitors", "value.out_of_range"), ("/cashFen", "value.out_of_range")]);
        var paid = (await station.Post("visits", Visit(first.Id, ("dueId", Text(given, "id")), ("occasion", null), ("visitedAt", "2026-05-30T17:30:00+00:00"),
            ("recipients", new object[] { new { relation = "self" }, new { relation = "spouse", name = "示范戊" } }),
            ("needs", new[] { new { kind = "schooling", words = "孩子转学须协调", assignee = "示范专干" } })))).Must(HttpStatusCode.Created);
        (paid.Text("occasion"), paid.Text("campaignId"), paid.Text("on"), paid.Text("clockAhead")).ShouldBe(("spring_festival", campaign.Id.ToString(), "2026-05-31", "false"));
        (paid.Text("ownerOrgId"), paid.Text("homeOrgIds"), paid.Text("visitedAt")).ShouldBe((station.OrgId.ToString(), $"[\"{district.OrgId}\"]", "2026-05-30T17:30:00Z"));
        (await district.Get($"due-visits/{Text(given, "id")}")).Must(HttpStatusCode.OK).Text("visitId").ShouldBe(paid.Id.ToString());
        (await district.Get($"visit-campaigns/{campaign.Id}")).Text("progress.cashFen").ShouldBe("200000");
        (await district.Post($"due-visits/{Text(given, "id")}/closure", new { state = "not_met", reason = "moved" })).MustRefuse(HttpStatusCode.Conflict, "due_visit.not_open");

        // A clock that is ahead says nothing of the day.
        var ahead = (await district.Post("visits", Visit(second.Id, ("occasion", "homecoming"), ("visitedAt", "2026-06-02T09:00:00+08:00"), ("cashFen", 0)))).Must(HttpStatusCode.Created);
        (ahead.Text("on"), ahead.Text("clockAhead"), ahead.Text("dueId")).ShouldBe(("2026-06-01", "true", home.Id.ToString()));

        // What was found to be needed is a task, which is worked on wherever it is given to.
        var need = (await Items(district, "visit-needs?state=open")).ShouldHaveSingleItem();
        (Text(need, "visitId"), Text(need, "dueOn"), Text(need, "assignee")).ShouldBe((paid.Id.ToString(), "2026-07-01", "示范专干"));
        var needId = Text(need, "id");
        (await other.Get($"visit-needs/{needId}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var passed = (await district.Patch($"visit-needs/{needId}", new { assignee = "示范己", assigneeOrgId = other.OrgId, dueOn = "2026-06-15" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await other.Post($"visit-needs/{needId}/closure", new { state = "done", result = "" }, ifMatch: passed.Version)).Errors.ShouldBe([("/result", "value.required")]);
        var done = (await other.Post($"visit-needs/{needId}/closure", new { state = "done", result = "已协调入学" }, ifMatch: passed.Version)).Must(HttpStatusCode.OK);
        (done.Text("state"), done.Text("closedOn")).ShouldBe(("done", "2026-06-01"));
        (await other.Post($"visit-needs/{needId}/closure", new { state = "done", result = "再次" }, ifMatch: done.Version)).MustRefuse(HttpStatusCode.Conflict, "need.closed");
        (await Items(district, $"visit-needs?state=open&person={first.Id}")).ShouldBeEmpty();

        // A correction says why, a visit recorded by mistake is cancelled, and what was due is due again.
        (await station.Patch($"visits/{paid.Id}", new { cashFen = 100_000 }, ifMatch: 1)).Errors.ShouldBe([("/reason", "value.required")]);
        (await station.Patch($"visits/{paid.Id}", new { heroId = second.Id, reason = "写错" }, ifMatch: 1)).Errors.ShouldBe([("/heroId", "visit.person_fixed")]);
        (await district.Patch($"visits/{ahead.Id}", new { cashFen = 1, reason = "写错" }, ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        var corrected = (await station.Patch($"visits/{paid.Id}", new { cashFen = 100_000, reason = "金额写错" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await station.Post($"visits/{paid.Id}/cancellation", new { reason = "登记在他人名下" }, ifMatch: corrected.Version)).Must(HttpStatusCode.OK).Text("state").ShouldBe("cancelled");
        (await station.Patch($"visits/{paid.Id}", new { cashFen = 1, reason = "写错" }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "visit.cancelled");
        (await district.Get($"visits/{paid.Id}/history")).Must(HttpStatusCode.OK).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => (Text(entry, "what"), Text(entry, "reason"), entry.GetProperty("visit").GetProperty("cashFen").GetInt64()))
            .ShouldBe([("recorded", null, 200_000), ("corrected", "金额写错", 100_000), ("cancelled", "登记在他人名下", 100_000)]);
        (await district.Get($"due-visits/{Text(given, "id")}")).Text("state").ShouldBe("due");
        (await station.Post($"due-visits/{Text(given, "id")}/closure", new { state = "not_met", reason = "not_at_home", words = "外出务工" })).Must(HttpStatusCode.OK).Text("state").ShouldBe("not_met");
        await api.Settle();
        (await district.Get("exchange/changes?types=visit")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Twelve_hundred_visits_checked_in_by_twenty_phones_twice_and_in_any_order_are_twelve_hundred(Engine engine)
    {
        const int phones = 20, each = 60, batch = 20;
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "371502");
        var heroes = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Opened(county, $"示范{number}")));
        await api.Settle();
        var campaign = (await county.Post("visit-campaigns", Campaign())).Must(HttpStatusCode.Created);
        var random = new Random(20260601);

        // Each phone has visited for a month without a network: its visits come in in any order, and all of them twice.
        await Task.WhenAll(Enumerable.Range(0, phones).Select(async phone =>
        {
            var visits = Enumerable.Range(0, each).Select(number => new
            {
                id = $"v{number}",
                method = "PUT",
                path = $"/api/v1/visits/{Guid.CreateVersion7()}",
                headers = new Dictionary<string, string> { ["If-None-Match"] = "*" },
                body = Visit(heroes[((phone * each) + number) % heroes.Length].Id, ("campaignId", campaign.Id), ("occasion", null), ("cashFen", 100), ("visitedAt", $"2026-05-{1 + (number % 30):d2}T09:{number % 60:d2}:00+08:00"))
            }).ToArray();
            var sent = visits.Concat(visits).ToArray();
            lock (random)
                random.Shuffle(sent);
            // Of one batch each request has a name of its own; what is in it twice is sent with the next.
            foreach (var some in sent.Chunk(batch).SelectMany(chunk => new[] { chunk.DistinctBy(visit => visit.id).ToArray(), chunk.GroupBy(visit => visit.id).Where(same => same.Count() > 1).Select(same => same.First()).ToArray() }).Where(some => some.Length > 0))
                (await county.Post("batch", new { requests = some })).Must(HttpStatusCode.OK).Json.GetProperty("responses").EnumerateArray()
                    .Select(answer => answer.GetProperty("status").GetInt32()).ShouldAllBe(status => status == 201);
        }));

        var known = (await county.Get("visits?limit=1")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await county.Create($"visits/{known}", Visit(heroes[0].Id))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await api.Count("welfare_visit", "state = 'paid'")).ShouldBe(phones * each);
        (await api.Count("welfare_visit_history")).ShouldBe(phones * each);
        (await api.Count("welfare_visit", "on_date = @day", new { day = new DateOnly(2026, 5, 3) })).ShouldBe(phones * each / 30);
        var progress = (await county.Get($"visit-campaigns/{campaign.Id}")).Must(HttpStatusCode.OK);
        (progress.Text("progress.done"), progress.Text("progress.cashFen")).ShouldBe(("40", $"{phones * each * 100}"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Persons_person_times_households_and_money_are_counted_apart_and_who_got_less_is_named(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, district) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var (station, other) = (await api.Organisation(district, level: "township", answersForRegion: false), await api.Organisation(district, level: "township", answersForRegion: false));
        var heroes = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => Opened(station, $"示范{number}")));
        var neighbour = await Opened(other, "示范邻");
        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        await api.Settle();

        // Fifteen person-times by one station this year: five persons, two of one household, each three times.
        var household = Guid.CreateVersion7();
        foreach (var (number, on) in Enumerable.Range(0, 5).SelectMany(number => new[] { "2026-02-10", "2026-04-04", "2026-05-20" }.Select(on => (number, on))))
            (await station.Post("visits", Visit(heroes[number].Id, ("on", on), ("cashFen", 1_000), ("goods", "米"), ("goodsValueFen", 10), ("householdId", number < 2 ? household : null),
                ("recipients", new object[] { new { relation = "self" }, new { relation = "parent" } })))).Must(HttpStatusCode.Created);
        (await station.Post("visits", Visit(heroes[0].Id, ("on", "2025-12-31")))).Must(HttpStatusCode.Created);
        var mistaken = (await other.Post("visits", Visit(neighbour.Id, ("on", "2026-05-20")))).Must(HttpStatusCode.Created);
        (await other.Post($"visits/{mistaken.Id}/cancellation", new { reason = "写错" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        var figures = (await district.Get("visit-statistics")).Must(HttpStatusCode.OK);
        Figures(figures.Json.GetProperty("all")).ShouldBe((5, 15, 4, 30, 15_000, 150));
        figures.Json.GetProperty("organisations").EnumerateArray().Select(row => (Text(row, "orgId"), Figures(row.GetProperty("figures")).PersonTimes)).ShouldBe([(station.OrgId.ToString(), 15)]);
        figures.Json.GetProperty("occasions").EnumerateArray().Select(row => Text(row, "occasion")).ShouldBe(["follow_up"]);
        Figures((await district.Get("visit-statistics?from=2026-04-01&to=2026-04-30&region=371500")).Json.GetProperty("all")).ShouldBe((5, 5, 4, 10, 5_000, 50));
        Figures((await other.Get("visit-statistics")).Json.GetProperty("all")).ShouldBe((0, 0, 0, 0, 0, 0));
        (await district.Get("visit-statistics?from=2026-05-01&to=2026-04-01")).Errors.ShouldBe([("/query/to", "value.out_of_range")]);

        (await Items(district, "visits/not-visited?sort=name")).Select(row => Text(row, "name")).ShouldBe(["示范甲", "示范邻"]);
        (await Items(district, "visits/not-visited?year=2025&state=active")).ShouldBeEmpty();

        // Who acted in Zhengzhou has the rights of those who acted at home: five of six of them were visited.
        var gap = (await Items(district, "parity-gaps")).ShouldHaveSingleItem();
        (Text(gap, "name"), gap.GetProperty("missing").GetRawText()).ShouldBe(("示范甲", """[{"what":"visited","locals":6,"localsWith":5}]"""));
        (await Items(district, "parity-gaps?region=410000")).ShouldBeEmpty();
        (await district.Post("visits", Visit(gap.GetProperty("heroId").GetGuid(), ("occasion", "after_act")))).Must(HttpStatusCode.Created);
        (await Items(district, "parity-gaps")).ShouldBeEmpty();
    }

    private static (long Persons, long PersonTimes, long Households, long RecipientTimes, long CashFen, long GoodsValueFen) Figures(JsonElement figures)
    {
        long Of(string name) => figures.GetProperty(name).GetInt64();
        return (Of("persons"), Of("personTimes"), Of("households"), Of("recipientTimes"), Of("cashFen"), Of("goodsValueFen"));
    }

    /// <summary>A host that goes down whenever it is about to look at who is owed a visit.</summary>
    private static Module Dying => new(typeof(VisitTests).Assembly, services => services.AddScoped<VisitLists>(_ => throw new InvalidOperationException("the host goes down here")), _ => { });

    /// <summary>A visit with cash; change what the test is about.</summary>
    private static Dictionary<string, object?> Visit(Guid heroId, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?> { ["heroId"] = heroId, ["occasion"] = "follow_up", ["visitors"] = new[] { "示范专干" }, ["cashFen"] = 200_000 };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
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
