using System.Net;
using HeroApi.Access;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access.Roles;

public sealed class RolesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_role_is_made_replaced_and_deleted_and_each_is_on_record(Engine engine)
    {
        await using var api = await Api.On(engine);

        var made = (await api.Admin.Create("roles/night_shift", Role("leads:read", "leads:write", "leads:read"))).Must(HttpStatusCode.Created);
        var again = (await api.Admin.Create("roles/night_shift", Role("leads:read", "leads:write", "leads:read"))).Must(HttpStatusCode.Created);

        made.Text("scopes").ShouldBe("""["leads:read","leads:write"]""");
        made.Header("Location").ShouldBe("/api/v1/roles/night_shift");
        again.Replayed.ShouldBeTrue();
        (await api.Admin.Create("roles/night_shift", Role("orgs:read"))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await api.Admin.Put("roles/night_shift", Role("orgs:read"))).MustRefuse((HttpStatusCode)428, "record.precondition_required");
        (await api.Admin.Put("roles/night_shift", Role("orgs:read"), ifMatch: 1)).Must(HttpStatusCode.OK).Version.ShouldBe(2);
        (await api.Admin.Put("roles/night_shift", Role("orgs:read"), ifMatch: 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Admin.Put("roles/nobody", Role("orgs:read"), ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Admin.Get("roles?shipped=false")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("en").GetString().ShouldBe("Night shift");
        (await api.Admin.Get("roles/night_shift", ("If-None-Match", (await api.Admin.Get("roles/night_shift")).ETag!))).Must(HttpStatusCode.NotModified);
        (await api.Admin.Delete("roles/night_shift", ifMatch: 2)).Must(HttpStatusCode.NoContent);
        (await api.Admin.Get("roles/night_shift")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var anew = (await api.Admin.Create("roles/night_shift", Role("leads:read", "leads:write", "leads:read"))).Must(HttpStatusCode.Created);
        (anew.Replayed, anew.Id == made.Id).ShouldBe((false, false));
        (await api.Admin.Get($"audit?record={made.Id}")).Json.GetProperty("items").EnumerateArray()
            .Select(act => (act.GetProperty("action").GetString(), act.GetProperty("recordVersion").GetInt64()))
            .ShouldBe([("access.put_role", 1), ("access.put_role", 2), ("access.delete_role", 3)]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Roles_come_with_names_in_both_languages_and_stay_as_they_came(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation(scopes: ["leads:read"]);

        var roles = (await grid.Get("roles?shipped=true")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();

        roles.Count.ShouldBeGreaterThanOrEqualTo(8);
        roles.Single(role => role.GetProperty("code").GetString() == "county_officer").GetProperty("zh").GetString().ShouldBe("县级协会工作人员");
        roles.SelectMany(role => role.GetProperty("scopes").EnumerateArray()).Select(scope => scope.GetString()!).Where(scope => !KnownScopes.All.Contains(scope)).ShouldBeEmpty();
        roles.SelectMany(role => role.GetProperty("scopes").EnumerateArray()).Select(scope => scope.GetString()).ShouldNotContain("admin");
        (await api.Admin.Put("roles/auditor", Role("orgs:read"), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "role.shipped");
        (await api.Admin.Delete("roles/auditor", ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "role.shipped");
        (await api.Admin.Create("roles/auditor", Role("orgs:read"))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_records_or_proposes_money_and_help_holds_another_role_than_who_approves_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var roles = (await api.Admin.Get("roles?shipped=true&limit=100")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .ToDictionary(role => role.GetProperty("code").GetString()!, role => role.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!).ToList());
        string Holding(string scope) => string.Join(", ", roles.Where(role => role.Value.Contains(scope)).Select(role => role.Key));

        (Holding("fund:post"), Holding("fund:approve"), Holding("bonuses:approve")).ShouldBe(("treasurer", "fund_approver", "fund_approver"));
        (Holding("welfare:write"), Holding("welfare:decide"), Holding("green_channel:verify")).ShouldBe(("welfare_officer", "welfare_approver", "hospital_door"));
        roles["hospital_door"].ShouldHaveSingleItem("a hospital's door takes a key that may do nothing else");
        roles["hospital"].ShouldNotContain("welfare:read");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_puts_a_scope_into_a_role_that_he_lacks(Engine engine)
    {
        await using var api = await Api.On(engine);
        var manager = await api.Key(null, ["keys:manage", "leads:read"]);
        var county = await api.Organisation(scopes: ["keys:manage", "leads:read"]);
        (await api.Admin.Create("roles/strong", Role("pii:read", "leads:write"))).Must(HttpStatusCode.Created);

        (await manager.Create("roles/mine", Role("leads:read", "pii:read"))).MustRefuse(HttpStatusCode.Forbidden, "role.scope_exceeded");
        (await manager.Create("roles/mine", Role("admin"))).MustRefuse(HttpStatusCode.Forbidden, "role.scope_exceeded");
        (await manager.Put("roles/strong", Role("pii:read", "leads:write", "orgs:write"), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "role.scope_exceeded");
        (await county.Create("roles/ours", Role("leads:read"))).MustRefuse(HttpStatusCode.Forbidden, "caller.installation_required");
        (await county.Delete("roles/strong", ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "caller.installation_required");

        (await manager.Create("roles/mine", Role("leads:read"))).Must(HttpStatusCode.Created);
        (await manager.Put("roles/strong", Role("pii:read", "leads:read"), ifMatch: 1)).Must(HttpStatusCode.OK).Text("scopes").ShouldBe("""["leads:read","pii:read"]""");
        (await (await api.Key(null, ["leads:read"])).Create("roles/theirs", Role("leads:read"))).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_can_be_no_role_is_refused_with_every_fault(Engine engine)
    {
        await using var api = await Api.On(engine);

        var refused = await api.Admin.Create("roles/Night-Shift", new { zh = "", en = new string('n', 61), scopes = new[] { "leads:read", "leads:devour" } });

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldBe([("/code", "value.format"), ("/zh", "value.required"), ("/en", "value.too_long"), ("/scopes/1", "api_key.scope_unknown")], ignoreOrder: true);
        (await api.Admin.Create("roles/empty", Role())).Errors.ShouldBe([("/scopes", "value.required")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_may_do_what_its_roles_say_at_any_time(Engine engine)
    {
        await using var api = await Api.On(engine);
        (await api.Admin.Create("roles/watcher", Role("leads:read"))).Must(HttpStatusCode.Created);
        var made = (await api.Admin.Post("api-keys", new { name = "k", roles = new[] { "watcher" } })).Must(HttpStatusCode.Created);
        var caller = api.With(made.Text("secret"));
        (await caller.Get("leads")).Must(HttpStatusCode.OK);
        var me = (await caller.Get("me")).Must(HttpStatusCode.OK);
        (me.Text("roles"), me.Text("scopes"), made.Text("roles"), made.Text("scopes")).ShouldBe(("""["watcher"]""", """["leads:read"]""", """["watcher"]""", "[]"));

        (await api.Admin.Put("roles/watcher", Role("orgs:read"), ifMatch: 1)).Must(HttpStatusCode.OK);

        (await caller.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await caller.Get("organisations")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_never_exceeds_its_maker_by_a_role(Engine engine)
    {
        await using var api = await Api.On(engine);
        (await api.Admin.Create("roles/watcher", Role("leads:read"))).Must(HttpStatusCode.Created);
        var county = await api.Organisation(scopes: ["keys:manage", "leads:read"]);
        Task<Answer> Make(params string[] roles) => county.Post("api-keys", new { name = "k", orgId = county.OrgId, roles });

        (await Make("county_officer")).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await Make("watcher", "no_such_role")).Errors.ShouldBe([("/roles/1", "role.unknown")]);
        (await Make()).Errors.ShouldBe([("/scopes", "value.required")]);
        var made = (await Make("watcher")).Must(HttpStatusCode.Created);
        (await county.Patch($"api-keys/{made.Id}", new { roles = new[] { "county_officer" } }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await county.Patch($"api-keys/{made.Id}", new { name = "k2" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("roles").ShouldBe("""["watcher"]""");
        (await api.Admin.Put("roles/watcher", Role("leads:read", "pii:read"), ifMatch: 1)).Must(HttpStatusCode.OK);
        (await county.Post($"api-keys/{made.Id}/rotation", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.Forbidden, "api_key.scope_exceeded");
        (await county.Patch($"api-keys/{made.Id}", new { roles = Array.Empty<string>(), scopes = new[] { "leads:read" } }, ifMatch: 2)).Must(HttpStatusCode.OK).Text("roles").ShouldBe("[]");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_role_that_a_key_holds_or_an_issuer_gives_stays(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("Roles:0:Value", "w"), ("Roles:0:Role", "given"));
        (await api.Admin.Create("roles/held", Role("leads:read"))).Must(HttpStatusCode.Created);
        (await api.Admin.Create("roles/given", Role("leads:read"))).Must(HttpStatusCode.Created);
        var key = await api.Admin.Post("api-keys", new { name = "k", roles = new[] { "held" } });

        (await api.Admin.Delete("roles/held", ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "role.in_use").Text("params.keys").ShouldBe("1");
        (await api.Admin.Delete("roles/given", ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "role.in_use").Text("params.issuers").ShouldBe("""["keycloak"]""");
        (await api.Admin.Post($"api-keys/{key.Id}/revocation", ifMatch: 1)).Must(HttpStatusCode.OK);
        (await api.Admin.Delete("roles/held", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        (await api.Admin.Get($"api-keys/{key.Id}")).Text("roles").ShouldBe("[]");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_key_gets_a_role_while_it_is_deleted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var kept = 0;
        foreach (var number in Enumerable.Range(0, 20))
        {
            (await api.Admin.Create($"roles/brief_{number}", Role("leads:read"))).Must(HttpStatusCode.Created);

            var outcome = await Task.WhenAll(
                api.Admin.Post("api-keys", new { name = "k", roles = new[] { $"brief_{number}" } }),
                api.Admin.Delete($"roles/brief_{number}", ifMatch: 1));

            var (made, deleted) = (outcome[0], outcome[1]);
            if (made.Status == HttpStatusCode.Created)
                deleted.MustRefuse(HttpStatusCode.Conflict, "role.in_use");
            else
                (made.Errors.Single().Code, deleted.Status).ShouldBe(("role.unknown", HttpStatusCode.NoContent));
            kept += made.Status == HttpStatusCode.Created ? 1 : 0;
        }

        (await api.Count("access_api_key_role")).ShouldBe(kept);
        (await api.Count("access_role", "NOT shipped")).ShouldBe(kept);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_changed_role_reaches_tokens_too(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null));
        (await api.Admin.Create("roles/watcher", Role("leads:read"))).Must(HttpStatusCode.Created);
        var caller = api.With(issuer.Token(("realm_access", new { roles = new[] { "watcher" } })));
        (await caller.Get("leads")).Must(HttpStatusCode.OK);

        (await api.Admin.Put("roles/watcher", Role("orgs:read"), ifMatch: 1)).Must(HttpStatusCode.OK);

        (await caller.Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    private static object Role(params string[] scopes) => new { zh = "夜班值守员", en = "Night shift", scopes };
}
