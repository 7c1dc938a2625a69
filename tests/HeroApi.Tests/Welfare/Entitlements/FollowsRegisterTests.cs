using System.Net;
using System.Text.Json;
using HeroApi.Host;
using HeroApi.TestKit;
using HeroApi.Tests.Welfare.GreenChannel;
using HeroApi.Tests.Welfare.Insurance;
using HeroApi.Welfare.Entitlements;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Entitlements;

/// <summary>
/// What the register says of a person comes to every list, though the host dies when the file is written and no list is yet. Told is how the
/// person stands on the insurer's list, at a hospital's door, on the list of visits, and how closely the medical case is kept.
/// </summary>
public sealed class FollowsRegisterTests
{
    private const string Cared = "insured | covered | due | none";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Who_comes_onto_the_register_is_on_every_list(Engine engine) => Follows(engine, "- | request.invalid | - | -", "pending_join | covered | due | -",
        async stage => (await stage.Home.Post("heroes", new { name = "示范丙", householdRegion = "371502" })).Must(HttpStatusCode.Created).Id);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Who_dies_leaves_a_family_that_is_visited(Engine engine) => Follows(engine, Cared, "pending_leave died | welfare.not_entitled | due | none", async stage =>
    {
        (await stage.Home.Post($"heroes/{stage.Hero}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-05-30" })).Must(HttpStatusCode.OK);
        return stage.Hero;
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Whose_confirmation_is_revoked_is_on_none(Engine engine) => Follows(engine, Cared, "pending_leave revoked | welfare.not_entitled | left revoked | none", async stage =>
    {
        await stage.County.Step(stage.Case!, $"actors/{stage.Case!.Parts("actors")[0]}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = Array.Empty<object>() });
        return stage.Hero;
    }, confirmed: true);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Who_moves_away_is_treated_everywhere(Engine engine) => Follows(engine, Cared, "pending_leave moved | covered | left unfit | none", async stage =>
    {
        (await stage.Home.Patch($"heroes/{stage.Hero}", new { householdRegion = "110101" }, await Version(stage, stage.Hero))).Must(HttpStatusCode.OK);
        return stage.Hero;
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Who_was_lost_sight_of_stays_on_every_list_and_it_says_so(Engine engine) => Follows(engine, Cared, "insured | covered | due lost | none", async stage =>
    {
        (await stage.Home.Post($"heroes/{stage.Hero}/contact-attempts", new { channel = "phone", result = "no_answer", state = "lost" })).Must(HttpStatusCode.OK);
        return stage.Hero;
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Whose_file_goes_into_another_is_insured_once_and_visited_once(Engine engine) => Follows(engine, Cared, "insured | welfare.not_entitled | left merged | none", async stage =>
    {
        (await stage.Home.Post($"heroes/{stage.Hero}/merger", new { intoId = stage.Twin, intoVersion = await Version(stage, stage.Twin), reason = "同一人" }, ifMatch: await Version(stage, stage.Hero)))
            .Must(HttpStatusCode.OK);
        return stage.Hero;
    }, twin: "pending_leave merged | covered | due | -");

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task Who_is_kept_closely_is_so_in_every_record(Engine engine) => Follows(engine, Cared, "insured | covered | due | restricted", async stage =>
    {
        (await stage.Home.Patch($"heroes/{stage.Hero}", new { protection = "restricted" }, await Version(stage, stage.Hero), ("X-Action-Note", "本人要求"))).Must(HttpStatusCode.OK);
        return stage.Hero;
    });

    /// <summary>Does something that the register is told, on a host that dies before any list was written, and looks at the lists before and after another has come up.</summary>
    private static async Task Follows(Engine engine, string before, string after, Func<Stage, Task<Guid>> act, bool confirmed = false, string? twin = null)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Stage stage;
        Guid hero;
        await using (var api = await Api.On(database, clock: clock))
            stage = await Set(api, confirmed);

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            stage = stage.On(dying);
            hero = await act(stage);
            (await Standing(stage, hero)).ShouldBe(before);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            stage = stage.On(api);
            (await Standing(stage, hero)).ShouldBe(after);
            (await Standing(stage, stage.Twin)).ShouldBe(twin ?? "insured | covered | due | -");
        }
    }

    /// <summary>A host that goes down whenever it is about to write what follows from the register.</summary>
    private static Module Dying => new(typeof(FollowsRegisterTests).Assembly, services => services.AddScoped<EntitlementBook>(_ => throw new InvalidOperationException("the host goes down here")), _ => { });

    /// <summary>Two persons who are insured, may be treated and are to be visited; one of them is under treatment.</summary>
    private static async Task<Stage> Set(Api api, bool confirmed)
    {
        var (home, county) = (await api.Organisation(region: "371502", scopes: [.. States.OfficerScopes, "protected:read"]), await api.Organisation(region: "410102"));
        Answer? decided = null;
        Guid hero;
        if (confirmed)
        {
            decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
            decided = await county.Step(decided, $"actors/{decided.Parts("actors")[0]}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
            hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
            await InsuranceTests.Agrees(home, hero);
        }
        else
            hero = await InsuranceTests.Agreeing(home, "示范甲", "E00000001");

        var twin = await InsuranceTests.Agreeing(home, "示范乙", "E00000002");
        await api.Settle();
        var policy = await InsuranceTests.Insured(api, home, ("region", "371502"));
        var campaign = (await home.Post("visit-campaigns", new { occasion = "spring_festival", title = "春节慰问", region = "371502", from = "2026-05-20", to = "2026-12-31", cashFen = 1 })).Must(HttpStatusCode.Created);
        (await home.Post("medical-cases", new { heroId = hero, hospital = "示范县人民医院", from = "2026-05-01", billFen = 900 })).Must(HttpStatusCode.Created);
        return new Stage(home, county, (await api.Hospital(home)).Desk, policy, campaign.Id, hero, twin, decided);
    }

    private static async Task<string> Standing(Stage stage, Guid hero)
    {
        var member = (await InsuranceTests.Members(stage.Home, stage.Policy)).Where(one => one.HeroId == hero).Select(one => $"{one.State} {one.Reason}".Trim()).SingleOrDefault("-");
        var code = await stage.Home.Post("green-channel/codes", new { heroId = hero });
        var door = code.Status != HttpStatusCode.OK ? code.Code
            : (await stage.Desk.Post("green-channel/verifications", new { code = code.Text("code") })).Must(HttpStatusCode.OK).Text("covered") == "true" ? "covered" : "nobody";
        var due = (await Of(stage.Home, $"due-visits?campaign={stage.Campaign}", hero))
            .Select(row => $"{Text(row, "state")} {Text(row, "reason")}{(Text(row, "contactState") == "lost" ? "lost" : "")}".Trim()).SingleOrDefault("-");
        var medical = (await Of(stage.Home, "medical-cases", hero)).Select(row => Text(row, "protection")).SingleOrDefault("-");
        return $"{member} | {door} | {due} | {medical}";
    }

    private static async Task<IEnumerable<JsonElement>> Of(Client caller, string list, Guid hero) =>
        (await caller.Get(list)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Where(row => row.GetProperty("heroId").GetGuid() == hero);

    private static async Task<long> Version(Stage stage, Guid hero) => (await stage.Home.Get($"heroes/{hero}")).Must(HttpStatusCode.OK).Version;

    private static string? Text(JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <param name="Home">Who keeps the files, and their lists.</param>
    /// <param name="County">Who has confirmed one of them, where somebody has.</param>
    /// <param name="Desk">The door of a hospital.</param>
    private sealed record Stage(Client Home, Client County, Client Desk, Guid Policy, Guid Campaign, Guid Hero, Guid Twin, Answer? Case)
    {
        /// <summary>The same on another host.</summary>
        internal Stage On(Api api) => this with { Home = api.With(Home.Secret, Home.OrgId), County = api.With(County.Secret, County.OrgId), Desk = api.With(Desk.Secret, Desk.OrgId) };
    }
}
