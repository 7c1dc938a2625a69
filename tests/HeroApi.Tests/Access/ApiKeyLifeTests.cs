using System.Net;
using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access;

public sealed class ApiKeyLifeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_a_rotation_both_secrets_work_and_after_the_next_only_the_last_two(Engine engine)
    {
        await using var api = await Api.On(engine);
        var first = await MadeKey(api);

        var second = (await Rotate(api, first, new { })).Must(HttpStatusCode.OK);
        (await Works(api, first)).ShouldBeTrue();
        (await Works(api, second)).ShouldBeTrue();

        var third = (await Rotate(api, second, new { })).Must(HttpStatusCode.OK);
        (await Works(api, first)).ShouldBeFalse();
        (await Works(api, second)).ShouldBeTrue();
        (await Works(api, third)).ShouldBeTrue();
        third.Json.GetProperty("secrets").GetArrayLength().ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_old_secret_ends_when_the_rotation_said(Engine engine)
    {
        await using var api = await Api.On(engine);
        var first = await MadeKey(api);
        var second = (await Rotate(api, first, new { retireOldAfter = 3600 })).Must(HttpStatusCode.OK);
        (await Works(api, first)).ShouldBeTrue();

        api.Clock.Advance(TimeSpan.FromHours(1));

        (await Works(api, first)).ShouldBeFalse();
        (await Works(api, second)).ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_old_secret_can_be_retired_but_never_the_last(Engine engine)
    {
        await using var api = await Api.On(engine);
        var first = await MadeKey(api);
        var second = (await Rotate(api, first, new { })).Must(HttpStatusCode.OK);
        var (young, old) = (second.Json.GetProperty("secrets")[0].GetProperty("id").GetGuid(), second.Json.GetProperty("secrets")[1].GetProperty("id").GetGuid());

        (await api.Admin.Delete($"api-keys/{first.Id}/secrets/{old}", ifMatch: 2)).Must(HttpStatusCode.NoContent);

        (await Works(api, first)).ShouldBeFalse();
        (await api.Admin.Delete($"api-keys/{first.Id}/secrets/{old}", ifMatch: 3)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Admin.Delete($"api-keys/{first.Id}/secrets/{young}", ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "api_key.last_secret");
        (await Works(api, second)).ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_repeated_rotation_makes_no_third_secret_and_does_not_show_it_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await MadeKey(api);

        var rotated = await api.Admin.Post($"api-keys/{made.Id}/rotation", new { }, ifMatch: 1, key: "turn");
        var again = await api.Admin.Post($"api-keys/{made.Id}/rotation", new { }, ifMatch: 1, key: "turn");

        again.Must(HttpStatusCode.OK).ETag.ShouldBe(rotated.ETag);
        again.Json.GetProperty("secret").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await api.Count("access_api_secret", "key_id = @id", new { id = made.Id })).ShouldBe(2);
        (await Works(api, rotated)).ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_revoked_key_is_refused_at_once_and_for_good(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await MadeKey(api);
        (await Works(api, made)).ShouldBeTrue();

        var revoked = (await api.Admin.Post($"api-keys/{made.Id}/revocation", ifMatch: 1)).Must(HttpStatusCode.OK);

        revoked.Text("revokedAt").ShouldNotBeNull();
        (await Works(api, made)).ShouldBeFalse();
        (await Rotate(api, revoked, new { })).MustRefuse(HttpStatusCode.Conflict, "api_key.revoked");
        (await api.Admin.Patch($"api-keys/{made.Id}", new { name = "n" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "api_key.revoked");
        (await api.Admin.Post($"api-keys/{made.Id}/revocation", ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "api_key.revoked");
    }

    /// <summary>SQLite serves one host, so only PostgreSQL has another one.</summary>
    [Fact]
    public async Task A_revocation_reaches_the_other_host_within_five_seconds()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        var clock = new TestClock();
        await using var here = await Api.On(database, clock: clock);
        await using var there = await Api.On(database, clock: clock);
        var made = await MadeKey(here);
        (await Works(there, made)).ShouldBeTrue();

        await here.Admin.Post($"api-keys/{made.Id}/revocation", ifMatch: 1);
        clock.Advance(TimeSpan.FromSeconds(5));

        (await Works(there, made)).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_is_amended_by_merge_patch_at_the_version_seen(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await MadeKey(api);

        var amended = (await api.Admin.Patch($"api-keys/{made.Id}", new { name = "新名称", scopes = new[] { "leads:read", "orgs:read" }, expiresAt = "2030-01-01T00:00:00Z" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        amended.Version.ShouldBe(2);
        amended.Text("name").ShouldBe("新名称");
        amended.Text("ratePerSecond").ShouldBe(made.Text("ratePerSecond"));
        (await api.With(made.Text("secret")).Get("me")).Text("scopes").ShouldBe("""["leads:read","orgs:read"]""");
        (await api.Admin.Patch($"api-keys/{made.Id}", """{"name":null}""", ifMatch: 2)).Errors.ShouldHaveSingleItem().ShouldBe(("/name", "value.required"));
        (await api.Admin.Patch($"api-keys/{made.Id}", new { nmae = "typo" }, ifMatch: 2)).Errors.ShouldHaveSingleItem().ShouldBe(("/nmae", "json.member_unknown"));
        (await api.Admin.Patch($"api-keys/{made.Id}", "[]", ifMatch: 2)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await api.Admin.Patch($"api-keys/{made.Id}", new { name = "n" })).MustRefuse((HttpStatusCode)428, "record.precondition_required");
        var stale = await api.Admin.Patch($"api-keys/{made.Id}", new { name = "n" }, ifMatch: 1);
        stale.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        stale.Text("current.version").ShouldBe("2");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_lifts_a_key_above_himself_nor_takes_the_secret_of_a_stronger_one(Engine engine)
    {
        await using var api = await Api.On(engine);
        var strong = await api.Organisation(scopes: ["leads:read", "pii:read"]);
        var clerk = await api.Key(strong.OrgId, scopes: ["keys:manage", "leads:read"]);
        var keys = (await clerk.Get("api-keys")).Json.GetProperty("items").EnumerateArray().ToList();
        var (own, stronger) = (keys.Single(key => Has(key, "keys:manage")), keys.Single(key => Has(key, "pii:read")));

        (await clerk.Patch($"api-keys/{own.GetProperty("id")}", new { scopes = new[] { "keys:manage", "pii:read" } }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await clerk.Post($"api-keys/{stronger.GetProperty("id")}/rotation", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");

        static bool Has(System.Text.Json.JsonElement key, string scope) => key.GetProperty("scopes").EnumerateArray().Any(held => held.GetString() == scope);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Keys_are_seen_from_their_own_organisation_and_above(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", scopes: ["keys:manage"]);
        var county = await api.Organisation(under: city, scopes: ["keys:manage"]);
        var sibling = await api.Organisation(under: city, scopes: ["keys:manage"]);
        var made = (await county.Post("api-keys", new { name = "k", orgId = county.OrgId, scopes = new[] { "keys:manage" } })).Must(HttpStatusCode.Created);

        (await city.Get($"api-keys/{made.Id}")).Must(HttpStatusCode.OK);
        (await city.Get("api-keys?count=exact")).Text("count").ShouldBe("4");
        (await county.Get("api-keys?count=exact")).Text("count").ShouldBe("2");
        (await sibling.Get($"api-keys/{made.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await sibling.Post($"api-keys/{made.Id}/revocation", ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(county.OrgId, ["leads:read"])).Get("api-keys")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_last_use_is_noted_to_the_minute_behind_the_request(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await MadeKey(api);
        (await LastUse(api, made.Id)).ShouldBeNull();

        await Works(api, made);
        var first = (await LastUse(api, made.Id)).ShouldNotBeNull();
        api.Clock.Advance(TimeSpan.FromSeconds(30));
        await Works(api, made);
        (await LastUse(api, made.Id)).ShouldBe(first);
        api.Clock.Advance(TimeSpan.FromSeconds(40));
        await Works(api, made);

        (await LastUse(api, made.Id))!.Value.ShouldBeGreaterThan(first);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Noting_the_last_use_does_not_hold_up_a_reader(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await MadeKey(api);
        var (held, letGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writer = api.Services.GetRequiredService<IEngine>().Write(async session =>
        {
            await using var hold = session.Connection.CreateCommand();
            hold.CommandText = "UPDATE access_api_key SET name = name";
            await hold.ExecuteNonQueryAsync();
            held.TrySetResult();
            await letGo.Task;
            return 0;
        }, CancellationToken.None);
        await held.Task;

        var read = await Works(api, made);

        writer.IsCompleted.ShouldBeFalse();
        letGo.SetResult();
        await writer;
        read.ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_parent_sees_what_its_first_child_takes_in_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture");
        (await city.Get("me")).Must(HttpStatusCode.OK);

        var county = await api.Organisation(under: city);
        var lead = await county.ReportedLead();

        (await city.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
    }

    private static async Task<Answer> MadeKey(Api api) => (await api.Admin.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" } })).Must(HttpStatusCode.Created);

    private static Task<Answer> Rotate(Api api, Answer key, object body) => api.Admin.Post($"api-keys/{key.Id}/rotation", body, ifMatch: key.Version);

    private static async Task<bool> Works(Api api, Answer key) => (await api.With(key.Text("secret")).Get("me")).Status == HttpStatusCode.OK;

    private static async Task<DateTimeOffset?> LastUse(Api api, Guid key)
    {
        await api.Services.GetRequiredService<HeroApi.Access.Keys.LastUse>().Settle(CancellationToken.None);
        return (await api.Admin.Get("api-keys")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == key)
            .TryGetProperty("lastUsedAt", out var at) ? at.GetDateTimeOffset() : null;
    }
}
