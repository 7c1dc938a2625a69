using System.Net;
using HeroApi.Access.Keys;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access.Tokens;

public sealed class SubjectsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_blocked_subject_is_refused_at_once_until_it_is_let_in_again(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var county = await api.Organisation(scopes: ["keys:manage", "audit:read"]);
        var caller = api.With(issuer.Token(("organisation", county.OrgId), ("scope", "leads:read")));
        var id = (await caller.Get("me")).Must(HttpStatusCode.OK).Text("subject.id");

        var blocked = (await county.Post($"subjects/{id}/block", new { reason = "离职" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        blocked.Version.ShouldBe(2);
        blocked.Text("blockedReason").ShouldBe("离职");
        (await caller.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "token.subject_blocked");
        (await county.Get("subjects?blocked=true")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await county.Post($"subjects/{id}/block", new { reason = "again" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "subject.blocked");
        (await county.Post($"subjects/{id}/block", new { reason = "again" }, ifMatch: 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await county.Post($"subjects/{id}/block", new { reason = "" }, ifMatch: 2)).Errors.ShouldBe([("/reason", "value.required")]);
        (await county.Delete($"subjects/{id}/block")).MustRefuse((HttpStatusCode)428, "record.precondition_required");

        (await county.Delete($"subjects/{id}/block", ifMatch: 2)).Must(HttpStatusCode.NoContent);

        (await caller.Get("leads")).Must(HttpStatusCode.OK);
        (await county.Delete($"subjects/{id}/block", ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "subject.not_blocked");
        (await county.Get($"audit?record={id}")).Json.GetProperty("items").EnumerateArray().Select(act => act.GetProperty("action").GetString())
            .ShouldBe(["access.block_subject", "access.unblock_subject"]);
    }

    /// <summary>SQLite serves one host, so only PostgreSQL has another one.</summary>
    [Fact]
    public async Task A_block_a_revocation_and_a_changed_role_reach_the_other_host_within_five_seconds()
    {
        await using var issuer = await TestIssuer.Start();
        await using var database = await TestDatabase.On(Engine.Postgres);
        await using var here = issuer.Follow(await Api.On(database, settings: issuer.Trusted(("WholeInstallation", "true"), ("OrganisationClaim", null))));
        await using var there = await Api.On(database, clock: here.Clock, settings: issuer.Trusted(("WholeInstallation", "true"), ("OrganisationClaim", null)));
        (await here.Admin.Create("roles/watcher", new { zh = "值守员", en = "Watcher", scopes = new[] { "leads:read" } })).Must(HttpStatusCode.Created);
        var key = there.With((await here.Admin.Post("api-keys", new { name = "k", roles = new[] { "watcher" } })).Must(HttpStatusCode.Created).Text("secret"));
        var blocked = there.With(issuer.Token(("sub", "blocked"), ("realm_access", new { roles = new[] { "watcher" } })));
        var lost = there.With(issuer.Token(("sub", "lost"), ("scope", "leads:read")));
        var other = there.With(issuer.Token(("sub", "other"), ("realm_access", new { roles = new[] { "watcher" } })));
        foreach (var caller in (Client[])[key, blocked, lost, other])
            (await caller.Get("leads")).Must(HttpStatusCode.OK);
        async Task<string?> Id(Client caller) => (await caller.Get("me")).Text("subject.id");

        (await here.Admin.Post($"subjects/{await Id(blocked)}/block", new { reason = "离职" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await here.Admin.Post($"subjects/{await Id(lost)}/revocation", ifMatch: 1)).Must(HttpStatusCode.OK);
        (await here.Admin.Put("roles/watcher", new { zh = "值守员", en = "Watcher", scopes = new[] { "orgs:read" } }, ifMatch: 1)).Must(HttpStatusCode.OK);
        here.Clock.Advance(TimeSpan.FromSeconds(5));

        (await blocked.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "token.subject_blocked");
        (await lost.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.revoked");
        (await other.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await key.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_a_revocation_only_tokens_from_then_on_count(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var county = await api.Organisation(scopes: ["keys:manage"]);
        Client SignIn(params (string, object?)[] claims) => api.With(issuer.Token([("organisation", county.OrgId), ("scope", "leads:read"), .. claims]));
        var lost = SignIn();
        var id = (await lost.Get("me")).Must(HttpStatusCode.OK).Text("subject.id");

        (await county.Post($"subjects/{id}/revocation", ifMatch: 1)).Must(HttpStatusCode.OK);

        (await lost.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.revoked");
        api.Clock.Advance(TimeSpan.FromSeconds(2));
        (await SignIn().Get("leads")).Must(HttpStatusCode.OK);
        (await SignIn(("iat", null)).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.revoked");
        (await lost.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.revoked");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Subjects_are_managed_from_their_own_organisation_and_above(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var city = await api.Organisation(level: "prefecture", scopes: ["keys:manage"]);
        var county = await api.Organisation(under: city, scopes: ["keys:manage"]);
        var sibling = await api.Organisation(under: city, scopes: ["keys:manage"]);
        async Task<Guid> Seen(string sub, Guid org) => Guid.Parse((await api.With(issuer.Token(("sub", sub), ("organisation", org))).Get("me")).Text("subject.id")!);
        var (low, high) = (await Seen("low", county.OrgId), await Seen("high", city.OrgId));

        (await city.Get("subjects?count=exact")).Text("count").ShouldBe("2");
        (await county.Get("subjects")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(low);
        (await api.Admin.Get($"subjects?org={city.OrgId}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(high);
        (await sibling.Get($"subjects/{low}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await county.Post($"subjects/{high}/block", new { reason = "x" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(county.OrgId, ["leads:read"])).Get("subjects")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await county.Get($"subjects/{low}", ("X-Purpose", "curiosity"))).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_subject_stays_one_when_its_name_or_organisation_changes_and_its_last_use_is_noted(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var (before, after) = (await api.Organisation(), await api.Organisation());
        var id = (await api.With(issuer.Token(("organisation", before.OrgId))).Get("me")).Text("subject.id");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number => await api.With(issuer.Token(("jti", $"{number}"), ("organisation", before.OrgId))).Get("me")));

        (await api.With(issuer.Token(("organisation", after.OrgId), ("name", "示范丙"))).Get("me")).Text("subject.id").ShouldBe(id);

        await api.Services.GetRequiredService<LastUse>().Settle(CancellationToken.None);
        var listed = (await api.Admin.Get("subjects")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("name").GetString().ShouldBe("示范丙");
        listed.GetProperty("orgId").GetGuid().ShouldBe(after.OrgId);
        listed.GetProperty("version").GetInt64().ShouldBe(2);
        listed.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBeGreaterThan(listed.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_made_with_a_token_never_exceeds_it(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("Systems:0", "grid"));
        var county = await api.Organisation();
        var manager = api.With(issuer.Token(("organisation", county.OrgId), ("scope", "keys:manage leads:read")));
        Task<Answer> Make(string scope, string system = "grid") => manager.Post("api-keys", new { name = "k", orgId = county.OrgId, scopes = new[] { scope }, systems = new[] { system } });

        var made = (await Make("leads:read")).Must(HttpStatusCode.Created);

        made.Text("createdBy").ShouldBe((await manager.Get("me")).Text("subject.id"));
        (await Make("leads:write")).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await Make("leads:read", "hospital")).MustRefuse(HttpStatusCode.Forbidden, "api_key.system_exceeded");
    }
}
