using System.Net;
using System.Text.Json;
using HeroApi.Host;
using HeroApi.TestKit;
using HeroApi.Welfare.Hardship.Surveys;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Hardship;

public sealed class HardshipSurveyTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_survey_of_a_year_lists_everybody_of_its_area_and_follows_the_register_until_it_is_closed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (county, elsewhere) = (await api.Organisation(city, region: "371502"), await api.Organisation(region: "350582"));
        var (first, second) = (await Opened(county, "示范甲", "371502001"), await Opened(county, "示范乙"));
        await Opened(elsewhere, "示范丁");
        await api.Settle();

        (await city.Post("hardship-surveys", Survey(2028))).Errors.ShouldBe([("/year", "value.out_of_range")]);
        (await city.Post("hardship-surveys", new { year = 2026, dueOn = "2026-05-31" })).Errors.ShouldBe([("/dueOn", "hardship_survey.due_in_past")]);
        (await city.Post("hardship-surveys", Survey(2026, "350582"))).MustRefuse(HttpStatusCode.Conflict, "hardship_survey.nobody");
        var survey = (await city.Post("hardship-surveys", Survey(2026, "371502"))).Must(HttpStatusCode.Created);
        (survey.Text("progress.due"), survey.Text("region"), survey.Text("orgScope")).ShouldBe(("2", "371502", "subtree"));
        (await city.Post("hardship-surveys", Survey(2026, "371502"))).MustRefuse(HttpStatusCode.Conflict, "hardship_survey.exists");
        (await List(county, survey.Id)).ShouldBe([("示范甲", "due", null, "371502001"), ("示范乙", "due", null, "371502")], ignoreOrder: true);
        (await county.Get($"hardship-surveys/{survey.Id}")).Must(HttpStatusCode.OK).Text("progress.due").ShouldBe("2", "who keeps files of the list sees it");
        (await elsewhere.Get($"hardship-surveys/{survey.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await Items(elsewhere, "survey-entries")).ShouldBeEmpty();

        // Somebody new joins, somebody moves within the area, somebody out of it.
        var late = await Opened(county, "示范戊");
        await Amend(county, first, new { livingRegion = "371502002" });
        await Amend(county, second, new { livingRegion = "371503001" });
        await api.Settle();
        (await List(county, survey.Id)).ShouldBe([("示范甲", "due", null, "371502002"), ("示范乙", "left", "unfit", "371502"), ("示范戊", "due", null, "371502")], ignoreOrder: true);

        // Two files that become one are one household; undone, they are two again.
        (await county.Post($"heroes/{late.Id}/merger", new { intoId = first.Id, intoVersion = (await county.Get($"heroes/{first.Id}")).Version, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await List(county, survey.Id)).ShouldContain(("示范戊", "left", "merged", "371502"));
        (await city.Get($"hardship-statistics?survey={survey.Id}")).Must(HttpStatusCode.OK).Text("listed").ShouldBe("1");
        var merger = (await county.Get("hero-mergers")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await county.Post($"heroes/{first.Id}/merger-reversal", new { mergerId = merger, reason = "不是同一人" }, ifMatch: (await county.Get($"heroes/{first.Id}")).Version)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await List(county, survey.Id)).ShouldContain(("示范戊", "due", null, "371502"));

        (await county.Post($"hardship-surveys/{survey.Id}/closure", null, ifMatch: survey.Version)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        var closed = (await city.Post($"hardship-surveys/{survey.Id}/closure", null, ifMatch: survey.Version)).Must(HttpStatusCode.OK);
        (closed.Text("state"), closed.Text("progress.missed"), closed.Text("progress.due")).ShouldBe(("closed", "2", "0"));
        await Opened(county, "示范己");
        await api.Settle();
        (await List(county, survey.Id)).Count.ShouldBe(3);
        var missed = (await Items(county, $"survey-entries?survey={survey.Id}&state=missed"))[0].GetProperty("id").GetGuid();
        (await county.Post($"survey-entries/{missed}/finding", Finding("none"))).MustRefuse(HttpStatusCode.Conflict, "hardship_survey.closed");
        (await city.Post($"hardship-surveys/{survey.Id}/closure", null, ifMatch: closed.Version)).MustRefuse(HttpStatusCode.Conflict, "hardship_survey.closed");
        (await city.Post("hardship-surveys", Survey(2026, "371502"))).Must(HttpStatusCode.Created).Text("progress.due").ShouldBe("3", "who was missed is asked anew");
        (await Items(city, "hardship-surveys?year=2026&state=closed")).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_found_counts_in_every_survey_of_the_year_shows_with_the_person_and_becomes_one_plan_of_the_household(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (county, stranger) = (await api.Organisation(city, region: "371502"), await api.Organisation(region: "350582"));
        var heroes = await Task.WhenAll(((string[])["示范甲", "示范乙", "示范丙", "示范丁", "示范戊"]).Select(name => Opened(county, name)));
        await api.Settle();
        var (ours, theirs) = ((await county.Post("hardship-surveys", Survey(2026))).Must(HttpStatusCode.Created), (await city.Post("hardship-surveys", Survey(2026))).Must(HttpStatusCode.Created));
        var entries = (await Items(county, $"survey-entries?survey={ours.Id}")).ToDictionary(row => Text(row, "name")!, row => row.GetProperty("id").GetGuid());

        (await stranger.Post($"survey-entries/{entries["示范甲"]}/finding", Finding("none"))).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await county.Post($"survey-entries/{entries["示范甲"]}/finding", Finding("rich", on: "2026-06-02"))).Errors.ShouldBe([("/hardship", "value.not_allowed"), ("/surveyedOn", "value.in_future")], ignoreOrder: true);
        (await county.Post($"survey-entries/{entries["示范甲"]}/finding", Finding("none", on: "2024-12-31"))).Errors.ShouldBe([("/surveyedOn", "hardship_finding.other_year")]);
        (await county.Post($"survey-entries/{entries["示范甲"]}/closure", new { state = "not_found", words = "外出务工" })).Must(HttpStatusCode.OK).Text("state").ShouldBe("not_found");

        // Of two at once one is written; who was not found at first was found after all; the city's survey is done too.
        var household = Guid.CreateVersion7();
        var raced = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => county.Post($"survey-entries/{entries["示范甲"]}/finding", Finding("near_minimum", household))));
        raced.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        raced.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "survey_entry.not_open");
        var found = raced.Single(answer => answer.Status == HttpStatusCode.Created);
        (found.Text("year"), found.Text("hardship"), found.Text("incomeFen"), found.Text("heroId")).ShouldBe(("2026", "near_minimum", "300000", heroes[0].Id.ToString()));
        (await Items(city, $"survey-entries?survey={theirs.Id}&state=done")).Select(row => (Text(row, "name"), Text(row, "findingId"))).ShouldBe([("示范甲", found.Id.ToString())]);
        var brother = (await county.Post($"survey-entries/{entries["示范乙"]}/finding", Finding("near_minimum", household))).Must(HttpStatusCode.Created);
        (await county.Post($"survey-entries/{entries["示范丙"]}/finding", Finding("destitute"))).Must(HttpStatusCode.Created);
        (await county.Post($"survey-entries/{entries["示范丁"]}/closure", new { state = "refused" })).Must(HttpStatusCode.OK);
        (await stranger.Get($"hardship-findings/{found.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        // Whoever cares for the person sees it with him, and the feed tells it.
        await api.Settle();
        async Task<(string?, string?)> Shown(Answer hero) => (await Items(county, $"entitlements?hero={hero.Id}")).Single() is var shown ? (Text(shown, "householdHardship"), Text(shown, "surveyedOn")) : default;
        (await Shown(heroes[0])).ShouldBe(("near_minimum", "2026-06-01"));
        (await Shown(heroes[4])).ShouldBe((null, null));
        (await city.Get("exchange/changes?types=entitlement,hardship_finding&limit=100")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Count(item => item.GetProperty("body").TryGetProperty("householdHardship", out var hardship) && hardship.GetString() == "near_minimum").ShouldBe(2);

        // One household, one plan.
        (await Items(county, "hardship-findings?withoutPlan=true&year=2026")).Count.ShouldBe(3);
        var planned = (await county.Post($"hardship-findings/{found.Id}/plan", null, ifMatch: 1)).Must(HttpStatusCode.Created);
        (planned.Text("hardship"), planned.Text("members"), planned.Text("surveyedBy"), planned.Json.GetProperty("measures")[0].GetProperty("what").GetString()).ShouldBe(("near_minimum", "3", "示范街道", "申请助学金"));
        (await county.Post($"hardship-findings/{brother.Id}/plan", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "plan.exists");
        (await city.Post("household-plans", new { heroId = heroes[0].Id, year = 2026, hardship = "other", surveyedBy = "示范市" })).MustRefuse(HttpStatusCode.Conflict, "plan.exists");
        (await Items(county, "hardship-findings?withoutPlan=true&year=2026")).Select(row => Text(row, "hardship")).ShouldBe(["destitute"]);

        var figures = (await city.Get("hardship-statistics?year=2026&region=371500")).Must(HttpStatusCode.OK);
        ((string?[])[.. ((string[])["listed", "done", "due", "refused", "notFound", "missed"]).Select(figures.Text)]).ShouldBe(["5", "3", "1", "1", "0", "0"], "each person once, though two surveys ask for him");
        figures.Text("classes").ShouldBe("""[{"hardship":"destitute","persons":1,"households":1,"withoutPlan":1},{"hardship":"near_minimum","persons":2,"households":1,"withoutPlan":0}]""");
        (await stranger.Get("hardship-statistics?year=2026")).Text("classes").ShouldBe("[]");

        // A correction is shown; what was found under a file that goes into another is the other's.
        (await county.Put($"hardship-findings/{brother.Id}", Finding("none"), ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        var corrected = (await county.Put($"hardship-findings/{brother.Id}", Finding("none", household), ifMatch: 1)).Must(HttpStatusCode.OK);
        (corrected.Text("hardship"), corrected.Text("surveyedOn"), corrected.Version).ShouldBe(("none", "2026-06-01", 2));
        (await county.Post($"hardship-findings/{brother.Id}/plan", null, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "hardship_finding.no_hardship");
        (await Shown(heroes[1])).ShouldBe(("none", "2026-06-01"));
        (await county.Post($"heroes/{heroes[2].Id}/merger", new { intoId = heroes[4].Id, intoVersion = 1, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Shown(heroes[4])).ShouldBe(("destitute", "2026-06-01"));
        (await List(county, ours.Id)).ShouldContain(("示范戊", "left", "merged", "371502"));
        (await Items(county, $"hardship-findings?person={heroes[4].Id}")).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_confirmed_is_on_the_survey_of_the_home_county_and_leaves_it_when_it_is_revoked_though_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Client county, home;
        Answer ready, survey, decided;
        await using (var api = await Api.On(database, clock: clock))
        {
            (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
            await Opened(home, "示范乙");
            await api.Settle();
            survey = (await home.Post("hardship-surveys", Survey(2026))).Must(HttpStatusCode.Created);
            ready = await county.ReadyCase(api, ("actors", new[] { Confirmations.Actor() }));
        }

        var actor = ready.Parts("actors")[0];
        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            decided = await dying.With(county.Secret, county.OrgId).Step(ready, $"actors/{actor}/confirmation", new { number = "郑见确〔2026〕1号" });
            (await List(dying.With(home.Secret, home.OrgId), survey.Id)).Count.ShouldBe(1);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            (await List(api.With(home.Secret, home.OrgId), survey.Id)).ShouldContain(("示范甲", "due", null, "371502"));
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            var body = dying.With(county.Secret, county.OrgId);
            var proposed = await body.Step(decided, $"actors/{actor}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
            await body.Step(proposed, $"actors/{actor}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = Array.Empty<object>() });
            (await List(dying.With(home.Secret, home.OrgId), survey.Id)).ShouldContain(("示范甲", "due", null, "371502"));
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            (await List(api.With(home.Secret, home.OrgId), survey.Id)).ShouldContain(("示范甲", "left", "revoked", "371502"));
        }
    }

    /// <summary>A host that goes down whenever it is about to bring a survey's list along.</summary>
    private static Module Dying => new(typeof(HardshipSurveyTests).Assembly, services => services.AddScoped<SurveyLists>(_ => throw new InvalidOperationException("the host goes down here")), _ => { });

    private static object Survey(int year, string? region = null) => new { year, region, dueOn = "2026-11-30" };

    private static object Finding(string hardship, Guid? household = null, string? on = null) => new
    {
        hardship,
        householdId = household,
        members = 3,
        incomeFen = 300_000,
        surveyedOn = on,
        surveyedBy = "示范街道",
        needs = new[] { new { what = "申请助学金", kind = "study_aid", responsible = "示范专员", dueOn = "2026-09-01" } }
    };

    private static async Task<Answer> Opened(Client keeper, string name, string? living = null) =>
        (await keeper.Post("heroes", new { name, householdRegion = "371502", livingRegion = living })).Must(HttpStatusCode.Created);

    private static async Task Amend(Client keeper, Answer hero, object patch) =>
        (await keeper.Patch($"heroes/{hero.Id}", patch, (await keeper.Get($"heroes/{hero.Id}")).Version)).Must(HttpStatusCode.OK);

    private static async Task<List<(string?, string?, string?, string?)>> List(Client caller, Guid survey) =>
        [.. (await Items(caller, $"survey-entries?survey={survey}")).Select(row => (Text(row, "name"), Text(row, "state"), Text(row, "reason"), Text(row, "region")))];

    private static async Task<List<JsonElement>> Items(Client caller, string path) => [.. (await caller.Get(path)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.ToString() : null;
}
