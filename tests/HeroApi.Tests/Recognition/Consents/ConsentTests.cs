using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Consents;

public sealed class ConsentTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_consent_takes_the_place_of_the_old_one_and_its_withdrawal_is_told_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        var paper = (await keeper.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);
        (await Give(keeper, hero, "publicity_name", ("givenOn", "2026-03-01"))).Must(HttpStatusCode.OK);

        var given = (await Give(keeper, hero, "publicity_name", ("givenOn", "2026-04-01"), ("textVersion", "2026 版"), ("fileIds", new[] { paper.Id }))).Must(HttpStatusCode.OK);
        var late = (await Give(keeper, hero, "publicity_name", ("givenOn", "2026-02-01"))).Must(HttpStatusCode.OK);
        (await Give(keeper, hero, "share_insurer")).Must(HttpStatusCode.OK);

        given.Parts("consents").Count.ShouldBe(1);
        late.Parts("consents").ShouldBe(given.Parts("consents"));
        var name = given.Parts("consents")[0];
        (await stranger.Get($"files/{paper.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Post($"heroes/{hero.Id}/consents/{name}/withdrawal", new { reason = "不愿再被报道" }, ifMatch: 2)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        var withdrawn = (await keeper.Post($"heroes/{hero.Id}/consents/{name}/withdrawal", new { reason = "不愿再被报道" }, ifMatch: 5, key: "once")).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{hero.Id}/consents/{name}/withdrawal", new { reason = "不愿再被报道" }, ifMatch: 5, key: "once")).Replayed.ShouldBeTrue();
        (await keeper.Post($"heroes/{hero.Id}/consents/{name}/withdrawal", new { }, ifMatch: 6)).MustRefuse(HttpStatusCode.Conflict, "consent.ended");
        withdrawn.Json.GetProperty("consents").EnumerateArray().ShouldHaveSingleItem().GetProperty("purpose").GetString().ShouldBe("share_insurer");
        (await api.Published<ConsentWithdrawn>()).ShouldBe([new ConsentWithdrawn(hero.Id, keeper.OrgId, "publicity_name", new DateOnly(2026, 6, 1))]);

        var all = (await keeper.Get($"heroes/{hero.Id}/consents?purpose=publicity_name&count=exact")).Must(HttpStatusCode.OK);
        all.Json.GetProperty("items").EnumerateArray().Select(consent => (consent.GetProperty("givenOn").GetString(), consent.GetProperty("state").GetString(), consent.GetProperty("inForce").GetBoolean()))
            .ShouldBe([("2026-03-01", "superseded", false), ("2026-04-01", "withdrawn", false), ("2026-02-01", "superseded", false)]);
        all.Json.GetProperty("items")[1].GetProperty("fileIds")[0].GetGuid().ShouldBe(paper.Id);
        (await stranger.Get($"heroes/{hero.Id}/consents")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Get($"heroes/{hero.Id}/history?what=consent&count=exact")).Text("count").ShouldBe("5");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_guardian_agrees_for_a_child_and_a_relative_for_the_dead(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var child = (await keeper.Post("heroes", new { name = "示范甲", bornOn = "2012-06-01" })).Must(HttpStatusCode.Created);
        var perhaps = (await keeper.Post("heroes", new { name = "示范乙", bornOn = "2012" })).Must(HttpStatusCode.Created);
        var dead = (await keeper.Post("heroes", new { name = "示范丙", bornOn = "1950", diedOn = "2025-08-01" })).Must(HttpStatusCode.Created);
        (string, object?)[] mother = [("by", "guardian"), ("giverName", "示范丁"), ("kinship", "5")];
        (string, object?)[] son = [("by", "relative"), ("giverName", "示范戊"), ("kinship", "2")];

        (await Give(keeper, child, "publicity_name", ("givenOn", "2026-05-31"))).Errors.ShouldBe([("/by", "consent.guardian_needed")]);
        (await Give(keeper, child, "publicity_name", [("givenOn", "2026-05-31"), .. mother])).Must(HttpStatusCode.OK);
        (await Give(keeper, child, "publicity_name", ("givenOn", "2026-06-01"))).Must(HttpStatusCode.OK);
        (await Give(keeper, perhaps, "publicity_name")).Errors.ShouldBe([("/by", "consent.guardian_needed")]);
        (await Give(keeper, dead, "publicity_name")).Errors.ShouldBe([("/by", "consent.relative_needed")]);
        (await Give(keeper, dead, "publicity_name", son)).Must(HttpStatusCode.OK);
        (await Give(keeper, dead, "publicity_name", ("givenOn", "2025-07-01"))).Must(HttpStatusCode.OK);
        (await Give(keeper, child, "publicity_name", son)).Errors.ShouldBe([("/by", "consent.person_alive")]);
        (await Give(keeper, child, "publicity_name", ("by", "guardian"))).Errors.Select(error => error.Pointer).ShouldBe(["/giverName", "/kinship"], ignoreOrder: true);
        (await Give(keeper, dead, "publicity_name", ("giverName", "示范戊"))).Errors.ShouldBe([("/giverName", "value.unwanted")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_publicity_counts_for_who_does_not_want_to_be_named_and_none_after_its_last_day(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        await Give(keeper, hero, "publicity_deed");
        var agreed = (await Give(keeper, hero, "volunteer", ("validUntil", "2026-06-02"))).Must(HttpStatusCode.OK);

        var unnamed = (await keeper.Patch($"heroes/{hero.Id}", new { wishesNoName = true }, ifMatch: agreed.Version)).Must(HttpStatusCode.OK);

        Purposes(agreed).ShouldBe(["publicity_deed", "volunteer"]);
        Purposes(unnamed).ShouldBe(["volunteer"]);
        (await InForce(keeper, hero)).ShouldBe([false, true]);
        api.Clock.Advance(TimeSpan.FromDays(2));
        (await InForce(keeper, hero)).ShouldBe([false, false]);
        Purposes((await keeper.Patch($"heroes/{hero.Id}", new { wishesNoName = false }, ifMatch: unnamed.Version)).Must(HttpStatusCode.OK)).ShouldBe(["publicity_deed", "volunteer"]);
        (await Give(keeper, hero, "volunteer", ("validUntil", "2026-06-02"))).Errors.ShouldBe([("/validUntil", "consent.ends_before")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_files_that_become_one_what_the_person_said_last_counts(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var (one, other) = ((await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created), (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created));
        await Give(keeper, one, "volunteer", ("givenOn", "2026-03-01"));
        var agreed = (await Give(keeper, one, "share_insurer", ("givenOn", "2026-03-01"))).Must(HttpStatusCode.OK);
        var refused = (await Give(keeper, other, "share_insurer", ("givenOn", "2026-02-01"))).Must(HttpStatusCode.OK);
        refused = (await keeper.Post($"heroes/{other.Id}/consents/{refused.Parts("consents")[0]}/withdrawal", new { on = "2026-05-01" }, ifMatch: refused.Version)).Must(HttpStatusCode.OK);
        refused = (await Give(keeper, other, "volunteer", ("givenOn", "2026-04-01"))).Must(HttpStatusCode.OK);

        var merged = (await keeper.Post($"heroes/{one.Id}/merger", new { intoId = other.Id, intoVersion = refused.Version, reason = "同一人" }, ifMatch: agreed.Version)).Must(HttpStatusCode.OK);

        Purposes(merged).ShouldBe(["volunteer"]);
        merged.Json.GetProperty("consents")[0].GetProperty("givenOn").GetString().ShouldBe("2026-04-01");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_protection_of_a_file_changes_for_a_reason_that_its_history_keeps(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, other) = (await api.Organisation(scopes: [.. States.OfficerScopes, "protected:read"]), await api.Organisation(region: "350582"));
        var untrusted = await api.Key(keeper.OrgId);
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);

        (await keeper.Patch($"heroes/{hero.Id}", new { protection = "sealed" }, ifMatch: 1)).Errors.ShouldBe([("/headers/X-Action-Note", "hero.protection_reason_needed")]);
        (await keeper.Patch($"heroes/{hero.Id}", new { protection = "sealed" }, 1, ("X-Action-Note", "threatened"))).Must(HttpStatusCode.OK).Text("protection").ShouldBe("sealed");
        (await untrusted.Get($"heroes/{hero.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await untrusted.Get($"heroes/{hero.Id}/consents")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Patch($"heroes/{hero.Id}", new { protection = "none" }, 2, ("X-Action-Note", "over"))).Must(HttpStatusCode.OK);

        (await untrusted.Get($"heroes/{hero.Id}/history?what=protection")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(change => change.GetProperty("reason").GetString()).ShouldBe(["threatened", "over"]);
        (await other.Get($"heroes/{hero.Id}/history")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    private static Task<Answer> Give(Client keeper, Answer hero, string purpose, params (string Name, object? Value)[] more)
    {
        var body = new Dictionary<string, object?> { ["purpose"] = purpose, ["textVersion"] = "2025 版", ["channel"] = "paper" };
        foreach (var (name, value) in more)
            body[name] = value;
        return keeper.Post($"heroes/{hero.Id}/consents", body);
    }

    private static IEnumerable<string?> Purposes(Answer hero) => hero.Json.GetProperty("consents").EnumerateArray().Select(consent => consent.GetProperty("purpose").GetString());

    private static async Task<IEnumerable<bool>> InForce(Client keeper, Answer hero) =>
        (await keeper.Get($"heroes/{hero.Id}/consents")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(consent => consent.GetProperty("inForce").GetBoolean());
}
