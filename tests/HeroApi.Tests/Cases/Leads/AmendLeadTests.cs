using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class AmendLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_the_patch_does_not_mention_stays_in_clear(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read", "pii:read"]);
        var lead = await officer.ReportedLead(("place", new { regionCode = "371502", point = new { lon = 115.98, lat = 36.45, crs = "gcj02" } }),
            ("reporter", new { anonymous = false, name = "示范乙", relation = "witness", phone = "13900000000" }));

        var amended = await officer.Patch($"leads/{lead.Id}", new { channel = "media", reporter = new { relation = "family" } }, ifMatch: lead.Version);

        amended.Must(HttpStatusCode.OK).Version.ShouldBe(2);
        amended.Text("channel").ShouldBe("media");
        amended.Text("persons").ShouldBe(lead.Text("persons"));
        amended.Text("place").ShouldBe(lead.Text("place"));
        amended.Text("reporter.relation").ShouldBe("family");
        var clear = await reader.Get($"leads/{lead.Id}", ("X-Purpose", "identity_check"));
        clear.Json.GetProperty("persons")[0].GetProperty("document").GetProperty("number").GetString().ShouldBe("11010519491231002X");
        clear.Text("reporter.phone").ShouldBe("13900000000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_mask_that_is_sent_back_destroys_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var masked = new { name = "示范甲", document = new { type = "id_card", number = "1101**********002X" }, phone = "138****0000" };

        var patched = await officer.Patch($"leads/{lead.Id}", new { persons = new[] { masked } }, ifMatch: 1);
        var put = await officer.Put($"leads/{lead.Id}", States.LeadBody(("persons", new[] { masked })), ifMatch: 1);

        foreach (var answer in (Answer[])[patched, put])
        {
            answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            answer.Errors.ShouldBe([("/persons/0/document/number", "value.masked"), ("/persons/0/phone", "value.masked")]);
        }

        (await officer.Get($"leads/{lead.Id}")).Body.ShouldBe(lead.Shown);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_outcome_is_read_as_strictly_as_a_put(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var outcomes = new (object Patch, string Pointer, string Code)[]
        {
            (new { chanel = "media" }, "/chanel", "json.member_unknown"),
            (new { channel = (string?)"smoke_signal" }, "/channel", "value.not_allowed"),
            ("""{"channel":null}""", "/channel", "value.required"),
            ("""{"harm":{"injured":"two"}}""", "/harm/injured", "json.type"),
            ("""{"acted":{"on":"1899-12-31"}}""", "/acted/on", "date.too_early"),
            ("""{"summary":"a\u0000b"}""", "/summary", "text.nul"),
            ("""{"summary":"\ud800"}""", "/summary", "text.not_unicode"),
            ("[]", "", "json.type"),
            ("null", "", "json.type")
        };

        foreach (var (patch, pointer, code) in outcomes)
        {
            var answer = await officer.Patch($"leads/{lead.Id}", patch, ifMatch: 1);
            answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            answer.Errors.ShouldContain((pointer, code), answer.Body);
        }

        (await officer.Get($"leads/{lead.Id}")).Body.ShouldBe(lead.Shown);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Amending_is_refused_without_version_when_stale_and_to_others(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read"]);
        var stranger = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead();
        var patch = new { channel = "media" };

        (await officer.Patch($"leads/{lead.Id}", patch)).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await officer.Patch($"leads/{lead.Id}", patch, ifMatch: 9)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await reader.Patch($"leads/{lead.Id}", patch, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Patch($"leads/{lead.Id}", patch, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Protecting_a_lead_takes_it_and_its_case_out_of_sight(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var keeper = await api.Key(officer.OrgId, scopes: ["leads:read", "cases:read", "protected:read", "feed:read"]);
        var lead = await officer.AcceptedLead();
        var since = (await officer.Get("exchange/changes?start=now")).Text("token");

        (await officer.Patch($"leads/{lead.Id}", new { protection = "restricted" }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);

        (await officer.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get($"cases/{lead.Text("caseId")}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (await keeper.Get($"cases/{lead.Text("caseId")}")).Must(HttpStatusCode.OK).Text("protection").ShouldBe("restricted");
        var changes = await officer.Get($"exchange/changes?token={Uri.EscapeDataString(since!)}");
        changes.Json.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("type").GetString(), item.GetProperty("reason").GetString()))
            .ShouldBe([("lead", "out_of_scope"), ("case", "out_of_scope")]);
    }
}
