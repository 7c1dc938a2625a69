using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Entitlements;

public sealed class EntitlementTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_confirmed_elsewhere_is_entitled_at_home_and_until_the_confirmation_is_revoked(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home, stranger) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));

        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());

        var entitled = await Only(home);
        (Text(entitled, "name"), Text(entitled, "state"), Text(entitled, "householdRegion"), Text(entitled, "actedElsewhere"), Text(entitled, "ownerOrgId"))
            .ShouldBe(("示范甲", "active", "371502", "true", home.OrgId.ToString()));
        (await Only(county)).GetProperty("id").GetGuid().ShouldBe(entitled.GetProperty("id").GetGuid(), "the place of the act sees the file, and so this");
        (await stranger.Get("entitlements")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await stranger.Get($"entitlements/{Text(entitled, "id")}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        await api.Revoked(county, decided);

        var ended = (await home.Get($"entitlements/{Text(entitled, "id")}")).Must(HttpStatusCode.OK);
        (ended.Text("state"), ended.Text("endReason")).ShouldBe(("ended", "revoked"));
        ended.Version.ShouldBeGreaterThan(entitled.GetProperty("version").GetInt64());
        (await home.Get("exchange/changes?types=entitlement")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("body").GetProperty("state").GetString().ShouldBe("ended");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_follows_the_hero_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var keeper = await api.Key(home.OrgId, ["heroes:read", "heroes:write", "welfare:read", "protected:read"]);
        var hero = (await keeper.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();

        var amended = (await keeper.Patch($"heroes/{hero.Id}", new { name = "示范乙", livingRegion = "350582", injuries = new[] { new { what = "左臂", grade = 6 }, new { what = "右腿", grade = 4 } } }, ifMatch: hero.Version))
            .Must(HttpStatusCode.OK);
        await api.Settle();
        var followed = await Only(home);
        (Text(followed, "name"), Text(followed, "livingRegion"), Text(followed, "grade"), Text(followed, "actedElsewhere")).ShouldBe(("示范乙", "350582", "4", "false"));

        (await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "phone", result = "no_answer", state = "lost" })).Must(HttpStatusCode.OK);
        await api.Settle();
        Text(await Only(home), "contactState").ShouldBe("lost");

        (await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "visit", result = "no_answer", state = "deceased", diedOn = "2026-05" })).Must(HttpStatusCode.OK);
        await api.Settle();
        var survivors = await Only(home);
        (Text(survivors, "state"), Text(survivors, "diedOn")).ShouldBe(("survivors", "2026-05"));

        var version = (await keeper.Get($"heroes/{hero.Id}")).Version;
        (await keeper.Patch($"heroes/{hero.Id}", new { protection = "restricted" }, version, ("X-Action-Note", "本人要求"))).Must(HttpStatusCode.OK);
        await api.Settle();
        (await home.Get("entitlements")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        Text(await Only(keeper), "protection").ShouldBe("restricted");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Files_that_become_one_are_one_person_and_two_again_when_that_is_undone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var (first, second, third) = (await Opened(home), await Opened(home), await Opened(home));
        await api.Settle();

        (await home.Post($"heroes/{first.Id}/merger", new { intoId = second.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await home.Post($"heroes/{second.Id}/merger", new { intoId = third.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        await api.Settle();

        var together = (await home.Get($"entitlements?person={third.Id}&sort=id")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        together.Select(row => (Text(row, "state"), Text(row, "endReason"))).ShouldBe([("ended", "merged"), ("ended", "merged"), ("active", null)]);

        var merger = (await home.Get("hero-mergers")).Json.GetProperty("items").EnumerateArray().First(row => row.GetProperty("fromId").GetGuid() == second.Id).GetProperty("id").GetGuid();
        (await home.Post($"heroes/{third.Id}/merger-reversal", new { mergerId = merger, reason = "不是同一人" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        await api.Settle();

        (await home.Get($"entitlements?person={third.Id}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (await home.Get($"entitlements?person={second.Id}&sort=id")).Json.GetProperty("items").EnumerateArray().Select(row => (row.GetProperty("heroId").GetGuid(), Text(row, "state")))
            .ShouldBe([(first.Id, "ended"), (second.Id, "active")]);
    }

    private static async Task<Answer> Opened(Client home) => (await home.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);

    private static async Task<JsonElement> Only(Client caller) => (await caller.Get("entitlements")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

    private static string? Text(JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.ToString().ToLowerInvariant() is var text && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? text : value.ToString() : null;
}
