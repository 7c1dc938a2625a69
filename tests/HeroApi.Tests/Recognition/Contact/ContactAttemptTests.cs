using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Contact;

public sealed class ContactAttemptTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_lost_and_is_reached_is_found_again_and_both_are_told(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = (await keeper.Post("heroes", new { name = "示范甲", phone = "13800000000" })).Must(HttpStatusCode.Created);

        var lost = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "phone", result = "wrong_number", state = "lost" });
        var found = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "police", result = "reached", state = "found", note = "户籍已迁邻镇" });

        lost.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("lost");
        found.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("found");
        found.Version.ShouldBe(3);
        (await api.Published<ContactLost>()).ShouldHaveSingleItem().HeroId.ShouldBe(hero.Id);
        (await api.Published<ContactFound>()).ShouldHaveSingleItem().KeeperOrgId.ShouldBe(keeper.OrgId);
        var history = (await keeper.Get($"heroes/{hero.Id}/history")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();
        history.Select(change => change.GetProperty("what").GetString()).ShouldBe(["opened", "contact", "contact"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_history_names_the_members_that_changed_and_no_value(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = (await keeper.Post("heroes", new { name = "示范甲", phone = "13800000000" })).Must(HttpStatusCode.Created);

        await keeper.Patch($"heroes/{hero.Id}", new { phone = "13900000000", livingRegion = "371502" }, ifMatch: 1);

        var change = (await keeper.Get($"heroes/{hero.Id}/history?what=amended")).Must(HttpStatusCode.OK);
        change.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("members").GetString().ShouldBe("phone,livingRegion");
        change.Json.ToString().ShouldNotContain("0000");
        (await api.Published<HeroFileChanged>()).ShouldHaveSingleItem().Members.ShouldBe(["phone", "livingRegion"]);
    }
}
