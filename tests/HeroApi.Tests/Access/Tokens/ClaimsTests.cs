using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access.Tokens;

public sealed class ClaimsTests
{
    private const string ReadsAndWrites = """["leads:read","leads:write","orgs:read"]""";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_organisation_is_found_by_its_code_or_by_what_the_table_says(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var mapped = await TestIssuer.Start();
        await using var api = mapped.Follow(issuer.Follow(await Api.On(engine, settings:
        [
            .. issuer.Trusted(("OrganisationBy", "code"), ("OrganisationClaim", "unit.code")),
            .. mapped.Trusted(1, ("OrganisationClaim", "department"), ("Organisations:0:Value", "urn:dept:37"), ("Organisations:0:Code", "YT-1"))
        ])));
        const string code = "YT-1";
        var county = (await api.Admin.Post("organisations", new { code, name = "示范机构", kind = "association", level = "county", regionCode = "371502" })).Must(HttpStatusCode.Created).Id.ToString();

        (await Org(api, issuer, ("unit", new { code }))).ShouldBe(county);
        (await Org(api, issuer, ("unit", new { code = new[] { code } }))).ShouldBe(county);
        (await Org(api, mapped, ("department", "urn:dept:37"))).ShouldBe(county);
        (await Org(api, mapped, ("department", code))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("unit", new { code = new[] { code, "OTHER" } }))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("unit", new { code = "NOWHERE" }))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("unit", new { code = "a\0b" }))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("unit", code))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer)).ShouldBe("token.organisation_unknown");
        (await Me(api, issuer, ("unit", new { code = "NOWHERE" }))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task By_id_only_an_organisation_that_is_there_will_do(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var county = await api.Organisation();

        (await Org(api, issuer, ("organisation", county.OrgId))).ShouldBe(county.OrgId.ToString());
        (await Org(api, issuer, ("organisation", Guid.CreateVersion7()))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("organisation", "the county"))).ShouldBe("token.organisation_unknown");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_organisation_that_was_merged_opens_no_door(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500", scopes: ["orgs:read", "orgs:write", "leads:read"]);
        var (old, into) = (await api.Organisation(city, "371502"), await api.Organisation(city, "371503"));
        (await Org(api, issuer, ("organisation", old.OrgId))).ShouldBe(old.OrgId.ToString());

        var version = (await city.Get($"organisations/{old.OrgId}")).Version;
        (await city.Post($"organisations/{old.OrgId}/merger", new { intoOrgId = into.OrgId, reason = "两县合并" }, ifMatch: version)).Must(HttpStatusCode.Accepted);
        await api.Settle();
        api.Clock.Advance(TimeSpan.FromSeconds(5));

        (await Org(api, issuer, ("organisation", old.OrgId))).ShouldBe("token.organisation_unknown");
        (await Org(api, issuer, ("organisation", into.OrgId))).ShouldBe(into.OrgId.ToString());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Roles_are_named_by_their_codes_or_by_what_the_table_says(Engine engine)
    {
        (string, string?)[] everybody = [("WholeInstallation", "true"), ("OrganisationClaim", null)];
        await using var plain = await TestIssuer.Start();
        await using var mapped = await TestIssuer.Start();
        await using var api = mapped.Follow(plain.Follow(await Api.On(engine, settings:
        [
            .. plain.Trusted([.. everybody, ("RolesClaim", "https://hero.example/roles")]),
            .. mapped.Trusted(1, [.. everybody, ("RolesClaim", "resource_access.hero.api.roles"), ("Roles:0:Value", "Grid Worker"), ("Roles:0:Role", "grid_worker"), ("Roles:1:Value", "x"), ("Roles:1:Role", "no_such_role")])
        ])));

        (await Scopes(api, plain, ("https://hero.example/roles", new[] { "grid_worker", "uma_authorization", "Not A Role" }))).ShouldBe(ReadsAndWrites);
        (await Scopes(api, plain, ("https://hero.example/roles", "grid_worker offline"))).ShouldBe(ReadsAndWrites);
        (await Scopes(api, plain, ("https://hero.example/roles", 7))).ShouldBe("[]");
        (await Scopes(api, plain)).ShouldBe("[]");
        (await Scopes(api, mapped, ("resource_access", new Dictionary<string, object> { ["hero.api"] = new { roles = new[] { "Grid Worker", "x" } } }))).ShouldBe(ReadsAndWrites);
        (await Scopes(api, mapped, ("resource_access", new Dictionary<string, object> { ["hero.api"] = new { roles = new[] { "grid_worker", "auditor" } } }))).ShouldBe("[]");
        (await api.With(plain.Token()).Get("leads")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_gets_more_than_the_issuer_may_give_and_administrator_only_where_that_is_said(Engine engine)
    {
        (string, string?)[] everybody = [("WholeInstallation", "true"), ("OrganisationClaim", null)];
        await using var usual = await TestIssuer.Start();
        await using var narrow = await TestIssuer.Start();
        await using var wide = await TestIssuer.Start();
        await using var api = wide.Follow(narrow.Follow(usual.Follow(await Api.On(engine, settings:
        [
            .. usual.Trusted(everybody),
            .. narrow.Trusted(1, [.. everybody, ("Scopes:0", "leads:read"), ("Scopes:1", "orgs:read")]),
            .. wide.Trusted(2, [.. everybody, ("Scopes:0", "admin")])
        ]))));
        (await api.Admin.Create("roles/chief", new { zh = "总管", en = "Chief", scopes = new[] { "admin", "leads:read" } })).Must(HttpStatusCode.Created);
        (string, object?)[] asks = [("realm_access", new { roles = new[] { "chief" } }), ("scope", "admin pii:read leads:read openid")];

        (await Scopes(api, usual, asks)).ShouldBe("""["leads:read","pii:read"]""");
        (await Scopes(api, narrow, asks)).ShouldBe("""["leads:read"]""");
        (await Scopes(api, wide, asks)).ShouldBe("""["admin"]""");
        (await api.With(wide.Token(asks)).Get("dead-letters")).Must(HttpStatusCode.OK);
    }

    private static Task<Answer> Me(Api api, TestIssuer issuer, params (string, object?)[] claims) => api.With(issuer.Token(claims)).Get("me");

    private static async Task<string?> Org(Api api, TestIssuer issuer, params (string, object?)[] claims) =>
        await Me(api, issuer, claims) is var me && me.Status == HttpStatusCode.OK ? me.Text("organisation.id") : me.Code;

    private static async Task<string?> Scopes(Api api, TestIssuer issuer, params (string, object?)[] claims) => (await Me(api, issuer, claims)).Must(HttpStatusCode.OK).Text("scopes");
}
