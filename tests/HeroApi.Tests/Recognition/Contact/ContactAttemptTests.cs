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
        var found = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "police", result = "reached", by = "示范网格员", note = "户籍已迁邻镇" });
        var again = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "visit", result = "reached" });
        var never = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "visit", result = "reached", state = "found" });
        var nonsense = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "visit", result = "reached", state = "lost" });

        lost.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("lost");
        found.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("found");
        found.Version.ShouldBe(3);
        again.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("reachable");
        never.MustRefuse(HttpStatusCode.Conflict, "contact.not_lost");
        never.Text("params.state").ShouldBe("reachable");
        nonsense.Errors.ShouldBe([("/state", "contact.result_contradicts")]);
        (await api.Published<ContactLost>()).ShouldHaveSingleItem().HeroId.ShouldBe(hero.Id);
        (await api.Published<ContactFound>()).ShouldHaveSingleItem().KeeperOrgId.ShouldBe(keeper.OrgId);
        var history = (await keeper.Get($"heroes/{hero.Id}/history")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();
        history.Select(change => change.GetProperty("what").GetString()).ShouldBe(["opened", "contact", "contact", "contact"]);
        var attempts = (await keeper.Get($"heroes/{hero.Id}/contact-attempts?channel=police&limit=1")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();
        attempts.ShouldHaveSingleItem().GetProperty("by").GetString().ShouldBe("示范网格员");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_phone_sends_an_attempt_twice_and_late_and_neither_does_harm(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var hero = (await keeper.Post("heroes", new { name = "示范甲", registeredOn = "2020" })).Must(HttpStatusCode.Created);
        var found = new { id = Guid.CreateVersion7(), on = "2026-05-20", channel = "village", result = "reached", state = "reachable" };

        (await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { on = "2026-05-10", channel = "phone", result = "no_answer", state = "lost" })).Must(HttpStatusCode.OK);
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keeper.Post($"heroes/{hero.Id}/contact-attempts", found)));
        var late = await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { on = "2026-05-15", channel = "neighbours", result = "no_trace", state = "unreachable" });
        var other = await keeper.Post($"heroes/{hero.Id}/contact-attempts", found with { result = "relative" });
        var elsewhere = await stranger.Post($"heroes/{hero.Id}/contact-attempts", found);

        sent.ShouldAllBe(answer => answer.Must(HttpStatusCode.OK).Text("contactState") == "found");
        late.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("found");
        other.MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        elsewhere.MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Count("recognition_contact_attempt")).ShouldBe(3);
        (await api.Rows<string>("SELECT state_to FROM recognition_contact_turn ORDER BY number")).ShouldBe(["reachable", "lost", "found"]);
        (await api.Published<ContactFound>()).ShouldHaveSingleItem().On.ShouldBe(new DateOnly(2026, 5, 20));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_death_has_a_date_and_is_taken_back_only_for_a_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = (await keeper.Post("heroes", new { name = "示范甲", registeredOn = "2020-03" })).Must(HttpStatusCode.Created);
        var path = $"heroes/{hero.Id}/contact-attempts";
        (await keeper.Post(path, new { on = "2024-02-01", channel = "visit", result = "reached" })).Must(HttpStatusCode.OK);

        var undated = await keeper.Post(path, new { channel = "police", result = "no_trace", state = "deceased" });
        var tooEarly = await keeper.Post(path, new { channel = "police", result = "no_trace", state = "deceased", diedOn = "2023" });
        var died = await keeper.Post(path, new { channel = "police", result = "relative", state = "deceased", diedOn = "2024" });
        var reached = await keeper.Post(path, new { channel = "phone", result = "reached" });
        var amendedAway = await keeper.Patch($"heroes/{hero.Id}", new { diedOn = "2023-12" }, ifMatch: died.Version);
        var alive = await keeper.Post(path, new { channel = "phone", result = "reached", state = "reachable", reason = "同名误登" });
        var diedSince = await keeper.Patch($"heroes/{hero.Id}", new { diedOn = "2026-06-01" }, ifMatch: alive.Version);

        undated.Errors.ShouldBe([("/diedOn", "value.required")]);
        tooEarly.MustRefuse(HttpStatusCode.Conflict, "contact.reached_since");
        died.Must(HttpStatusCode.OK).Text("diedOn").ShouldBe("2024");
        died.Text("contactState").ShouldBe("deceased");
        reached.MustRefuse(HttpStatusCode.Conflict, "contact.deceased");
        amendedAway.MustRefuse(HttpStatusCode.Conflict, "contact.reached_since");
        alive.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("reachable");
        alive.Text("diedOn").ShouldBeNull();
        diedSince.Must(HttpStatusCode.OK).Text("contactState").ShouldBe("deceased");
        (await api.Rows<string>("SELECT state_to FROM recognition_contact_turn ORDER BY number")).ShouldBe(["reachable", "deceased"]);
        (await api.Published<HeroFileChanged>()).Select(said => said.Members.Single())
            .ShouldBe(["contactState", "diedOn", "contactState", "diedOn", "contactState", "diedOn"]);
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
