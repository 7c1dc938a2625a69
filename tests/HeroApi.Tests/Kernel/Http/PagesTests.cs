using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Http;

public sealed class PagesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Pages_neither_skip_nor_repeat_while_others_write(Engine engine)
    {
        await using var api = await Api.On(engine);
        var before = new List<Guid>();
        for (var i = 0; i < 23; i++)
            before.Add(await MadeKey(api));

        var seen = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var page = await api.Admin.Get($"api-keys?limit=5{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(Ids(page.Must(HttpStatusCode.OK)));
            await Task.WhenAll(MadeKey(api), seen.Count < 30 ? MadeKey(api) : Task.CompletedTask);
            if (seen.Count > 60 || (cursor = page.Text("nextCursor")) is null)
                break;
        }

        seen.ShouldBeUnique();
        before.ShouldBeSubsetOf(seen);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_descending_list_comes_backwards(Engine engine)
    {
        await using var api = await Api.On(engine);
        for (var i = 0; i < 5; i++)
            await MadeKey(api);
        var forward = Ids(await api.Admin.Get("api-keys"));

        var first = await api.Admin.Get("api-keys?sort=-id&limit=4");
        var second = await api.Admin.Get($"api-keys?sort=-id&limit=4&cursor={first.Text("nextCursor")}");

        Ids(first).Concat(Ids(second)).ShouldBe(forward.Reverse());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_cursor_goes_on_only_the_list_it_came_from(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: ["keys:manage", "audit:read", "feed:read", "leads:read", "orgs:read", "leads:write"]);
        var other = await api.Key(officer.OrgId, ["keys:manage", "audit:read"]);
        await officer.ReportedLead();
        var cursor = (await officer.Get("api-keys?limit=1")).Text("nextCursor").ShouldNotBeNull();
        var token = (await officer.Get("exchange/changes?start=now")).Text("token");

        (await officer.Get($"api-keys?limit=9&cursor={cursor}")).Must(HttpStatusCode.OK);
        (await other.Get($"api-keys?cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get($"api-keys?sort=-id&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get($"api-keys?revoked=false&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get($"audit?cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get("api-keys?cursor=eyJpZCI6MX0")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get("api-keys?cursor=")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get($"api-keys?cursor={token}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await api.Admin.Get($"dead-letters?cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Counting_is_done_when_asked_for_and_follows_the_filters(Engine engine)
    {
        await using var api = await Api.On(engine);
        var key = await MadeKey(api);
        await MadeKey(api);
        await api.Admin.Post($"api-keys/{key}/revocation", ifMatch: 1);

        (await api.Admin.Get("api-keys?limit=1")).Json.TryGetProperty("count", out _).ShouldBeFalse();
        var counted = await api.Admin.Get("api-keys?limit=1&count=exact");
        counted.Text("count").ShouldBe("3");
        counted.Text("countIsLowerBound").ShouldBe("false");
        (await api.Admin.Get("api-keys?count=exact&revoked=true")).Text("count").ShouldBe("1");
    }

    private static async Task<Guid> MadeKey(Api api) => (await api.Admin.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" } })).Must(HttpStatusCode.Created).Id;

    private static IReadOnlyList<Guid> Ids(Answer page) => [.. page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
