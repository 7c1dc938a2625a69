using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access;

public sealed class TrailTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_audit_trail_says_who_did_what_with_which_note(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1, headers: ("X-Action-Note", "电话核实"));

        var acts = (await officer.Get($"audit?record={lead.Id}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();

        acts.Select(act => act.GetProperty("action").GetString()).ShouldBe(["cases.report_lead", "cases.accept_lead"]);
        acts[1].GetProperty("note").GetString().ShouldBe("电话核实");
        acts[1].GetProperty("recordVersion").GetInt64().ShouldBe(2);
        acts[1].GetProperty("orgId").GetGuid().ShouldBe(officer.OrgId);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_s_life_is_in_the_audit_trail(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = await api.Admin.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" } });
        await api.Admin.Post($"api-keys/{made.Id}/revocation", ifMatch: 1);

        var acts = (await api.Admin.Get($"audit?record={made.Id}")).Json.GetProperty("items").EnumerateArray().Select(act => act.GetProperty("action").GetString());

        acts.ShouldBe(["access.create_api_key", "access.revoke_api_key"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_trail_ends_at_the_caller_s_own_subtree(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture");
        var county = await api.Organisation(under: city);
        var sibling = await api.Organisation(under: city);
        var lead = await county.ReportedLead();

        (await Count(county, lead.Id)).ShouldBe(1);
        (await Count(city, lead.Id)).ShouldBe(1);
        (await Count(sibling, lead.Id)).ShouldBe(0);
        (await (await api.Key(county.OrgId, ["leads:read"])).Get("audit")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");

        static async Task<int> Count(Client caller, Guid record) => (await caller.Get($"audit?record={record}")).Json.GetProperty("items").GetArrayLength();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Reading_in_clear_is_on_record_before_the_answer_leaves(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: ["leads:read", "leads:write", "pii:read", "audit:read"]);
        var lead = await officer.ReportedLead();

        var clear = (await officer.Get($"leads/{lead.Id}", ("X-Purpose", "identity_check"))).Must(HttpStatusCode.OK);

        clear.Body.ShouldContain("11010519491231002X");
        clear.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var reading = (await officer.Get("read-log")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        reading.GetProperty("purpose").GetString().ShouldBe("identity_check");
        reading.GetProperty("action").GetString().ShouldBe("GetLead");
        reading.GetProperty("recordId").GetGuid().ShouldBe(lead.Id);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Without_a_purpose_or_the_right_nothing_is_read_in_clear(Engine engine)
    {
        await using var api = await Api.On(engine);
        var entitled = await api.Organisation(scopes: ["leads:read", "leads:write", "pii:read", "audit:read"]);
        var lead = await entitled.ReportedLead();
        var other = await api.Key(entitled.OrgId, ["leads:read"]);

        (await entitled.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK).Body.ShouldNotContain("11010519491231002X");
        (await other.Get($"leads/{lead.Id}", ("X-Purpose", "identity_check"))).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await entitled.Get($"leads/{lead.Id}", ("X-Purpose", "Because I want to"))).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/X-Purpose", "header.invalid"));
        (await entitled.Get("read-log")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
