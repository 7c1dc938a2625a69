using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Dossiers;

public sealed class DossierTests
{
    private static readonly string[] Trusted = [.. States.OfficerScopes, "pii:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_person_gets_everything_in_clear_and_the_reading_is_logged_first(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(scopes: Trusted), await api.Organisation(region: "350582", scopes: Trusted));
        var hero = await Lived(keeper);

        var export = (await keeper.Get($"heroes/{hero.Id}/export", ("X-Purpose", "subject_request"))).Must(HttpStatusCode.OK);

        export.Text("file.document.number").ShouldBe("11010519491231002X");
        export.Text("file.phone").ShouldBe("13800000000");
        export.Header("Cache-Control").ShouldBe("no-store");
        export.Header("Content-Disposition").ShouldBe("attachment; filename*=UTF-8''2026-0001.json");
        var parts = export.Json.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("type").GetString()!, part => part.GetProperty("items"));
        parts["consent"][0].GetProperty("note").GetString().ShouldBe("在家中签字");
        parts["contact"][0].GetProperty("note").GetString().ShouldBe("本人接听");
        parts["history"].EnumerateArray().Select(change => change.GetProperty("what").GetString()).ShouldBe(["opened", "contact", "consent", "consent"]);
        export.Json.GetProperty("readBy").EnumerateArray().ShouldHaveSingleItem().GetProperty("purpose").GetString().ShouldBe("subject_request");
        (await keeper.Get($"heroes/{hero.Id}/export")).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await stranger.Get($"heroes/{hero.Id}/export", ("X-Purpose", "subject_request"))).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Count("kernel_read_log", "action = 'ExportHeroFile'")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everything_about_a_file_is_one_story_with_the_newest_first(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var hero = await Lived(keeper);

        var story = new List<JsonElement>();
        for (var path = $"heroes/{hero.Id}/everything?limit=3"; path is not null;)
        {
            var page = (await keeper.Get(path)).Must(HttpStatusCode.OK);
            story.AddRange(page.Json.GetProperty("items").EnumerateArray());
            path = page.Text("nextCursor") is { } cursor ? $"heroes/{hero.Id}/everything?limit=3&cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        story.Select(item => (item.GetProperty("type").GetString(), item.GetProperty("on").GetString(), item.GetProperty("what").GetString())).ShouldBe(
        [
            ("history", "2026-06-01", "consent"), ("history", "2026-06-01", "consent"), ("history", "2026-06-01", "contact"), ("history", "2026-06-01", "opened"),
            ("consent", "2026-05-30", "volunteer"), ("contact", "2026-05-20", "reached"), ("consent", "2026-03-01", "share_hospital")
        ]);
        (await keeper.Get(story[4].GetProperty("href").GetString()!)).Must(HttpStatusCode.OK);
        (await keeper.Get($"heroes/{hero.Id}/everything?type[in]=consent,contact&sort=on&count=exact")).Must(HttpStatusCode.OK).Text("count").ShouldBe("3");
        (await stranger.Get($"heroes/{hero.Id}/everything")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    /// <summary>A file in which something of most kinds was noted.</summary>
    private static async Task<Answer> Lived(Client keeper)
    {
        var hero = (await keeper.Post("heroes", new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "13800000000" })).Must(HttpStatusCode.Created);
        (await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { on = "2026-05-20", channel = "phone", result = "reached", note = "本人接听" })).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{hero.Id}/consents", new { purpose = "share_hospital", textVersion = "2026 版", givenOn = "2026-03-01", channel = "paper", note = "在家中签字" })).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{hero.Id}/consents", new { purpose = "volunteer", textVersion = "2026 版", givenOn = "2026-05-30", channel = "online" })).Must(HttpStatusCode.OK);
        return hero;
    }
}
