using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access;

public sealed class CreateApiKeyTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_key_opens_the_door_and_says_who_it_is(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: ["keys:manage", "leads:read"], systems: ["grid"]);

        var made = await officer.Post("api-keys", new { name = "网格平台", orgId = officer.OrgId, scopes = new[] { "leads:read" }, systems = new[] { "grid" }, ratePerSecond = 5, rateBurst = 9 });

        made.Must(HttpStatusCode.Created).Text("rateBurst").ShouldBe("9");
        var me = (await api.With(made.Text("secret")).Get("me")).Must(HttpStatusCode.OK);
        me.Text("name").ShouldBe("网格平台");
        me.Text("organisation.id").ShouldBe(officer.OrgId.ToString());
        me.Text("scopes").ShouldBe("""["leads:read"]""");
        me.Text("systems").ShouldBe("""["grid"]""");
        me.Text("limits.ratePerSecond").ShouldBe("5");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_never_exceeds_its_maker(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(level: "province");
        var county = await api.Organisation(under: province);
        var made = await api.Admin.Post("api-keys", new { name = "m", orgId = county.OrgId, scopes = new[] { "keys:manage", "leads:read" }, systems = new[] { "grid" }, ratePerSecond = 10, rateBurst = 20 });
        var maker = api.With(made.Text("secret"), county.OrgId);

        Task<Answer> Make(string[]? scopes = null, string[]? systems = null, int? rate = null, int? burst = null, Guid? org = null) =>
            maker.Post("api-keys", new { name = "k", orgId = org ?? county.OrgId, scopes = scopes ?? ["leads:read"], systems = systems ?? [], ratePerSecond = rate, rateBurst = burst });

        (await Make(scopes: ["leads:write"])).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await Make(scopes: ["admin"])).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await Make(systems: ["hospital"])).MustRefuse(HttpStatusCode.Forbidden, "api_key.system_exceeded");
        (await Make(rate: 11)).MustRefuse(HttpStatusCode.Forbidden, "api_key.rate_exceeded");
        (await Make(burst: 21)).MustRefuse(HttpStatusCode.Forbidden, "api_key.rate_exceeded");
        (await Make(org: province.OrgId)).MustRefuse(HttpStatusCode.Forbidden, "api_key.organisation_exceeded");
        (await maker.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" } })).MustRefuse(HttpStatusCode.Forbidden, "api_key.organisation_exceeded");
        var modest = (await Make()).Must(HttpStatusCode.Created);
        modest.Text("ratePerSecond").ShouldBe("10");
        modest.Text("rateBurst").ShouldBe("20");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_secret_is_shown_once_and_stored_nowhere(Engine engine)
    {
        await using var api = await Api.On(engine);
        var body = new { name = "once", scopes = new[] { "leads:read" } };

        var made = (await api.Admin.Post("api-keys", body, key: "make-1")).Must(HttpStatusCode.Created);
        var again = (await api.Admin.Post("api-keys", body, key: "make-1")).Must(HttpStatusCode.Created);

        again.Replayed.ShouldBeTrue();
        again.Id.ShouldBe(made.Id);
        again.Json.GetProperty("secret").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await api.Admin.Get($"api-keys/{made.Id}")).Json.TryGetProperty("secret", out _).ShouldBeFalse();
        (await api.Holds(made.Text("secret")!)).ShouldBeFalse();
        (await api.Holds(made.Text("secret")![..9])).ShouldBeTrue("the hint is there, so the search looks in the right place");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_no_key_can_be_is_refused_with_every_fault(Engine engine)
    {
        await using var api = await Api.On(engine);

        var refused = await api.Admin.Post("api-keys", new { name = "", scopes = new[] { "leads:read", "leads:devour" }, systems = new[] { "Not A Code" }, rateBurst = 0, expiresAt = "2020-01-01T00:00:00Z" });

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldBe([("/name", "value.required"), ("/scopes/1", "api_key.scope_unknown"), ("/systems/0", "value.format"), ("/rateBurst", "value.out_of_range"), ("/expiresAt", "value.out_of_range")], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_works_until_it_expires(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await api.Admin.Post("api-keys", new { name = "brief", scopes = new[] { "leads:read" }, expiresAt = api.Clock.GetUtcNow().AddHours(1) });
        var caller = api.With(made.Text("secret"));
        (await caller.Get("me")).Must(HttpStatusCode.OK);

        api.Clock.Advance(TimeSpan.FromHours(2));

        (await caller.Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        (await api.Admin.Get($"api-keys?limit=500")).Json.GetProperty("items").EnumerateArray()
            .Single(key => key.GetProperty("id").GetGuid() == made.Id).GetProperty("state").GetString().ShouldBe("expired");
    }
}
