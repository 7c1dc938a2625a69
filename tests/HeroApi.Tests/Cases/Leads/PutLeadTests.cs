using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class PutLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_client_creates_under_its_own_id_and_may_repeat_itself(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var id = Guid.CreateVersion7();

        var created = await officer.Create($"leads/{id}", States.LeadBody());
        var again = await officer.Create($"leads/{id}", States.LeadBody());

        created.Must(HttpStatusCode.Created).Id.ShouldBe(id);
        created.Header("Location").ShouldBe($"/api/v1/leads/{id}");
        created.Replayed.ShouldBeFalse();
        again.Must(HttpStatusCode.Created).Replayed.ShouldBeTrue();
        (again.Body, again.ETag).ShouldBe((created.Body, created.ETag));
        (await api.Count("cases_lead")).ShouldBe(1);
        (await api.Published<LeadReported>()).ShouldHaveSingleItem().LeadId.ShouldBe(id);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Another_body_under_a_taken_id_is_refused_whoever_sends_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var stranger = await api.Organisation(region: "370602");
        var id = Guid.CreateVersion7();
        await officer.Create($"leads/{id}", States.LeadBody());

        var other = await officer.Create($"leads/{id}", States.LeadBody(("channel", "media")));
        var theirs = await stranger.Create($"leads/{id}", States.LeadBody());

        other.MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        theirs.MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await officer.Get($"leads/{id}")).Text("channel").ShouldBe("grid_worker");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_id_that_does_not_grow_with_time_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var random = await officer.Create($"leads/{Guid.NewGuid()}", States.LeadBody());

        random.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        random.Errors.ShouldBe([("/path/id", "id.not_uuid_v7")]);
        (await api.Count("cases_lead")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task With_neither_header_nothing_happens(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var answer = await officer.Put($"leads/{Guid.CreateVersion7()}", States.LeadBody());

        answer.MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await api.Count("cases_lead")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_device_that_sends_a_deleted_lead_again_is_told_so(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var id = Guid.CreateVersion7();
        await officer.Create($"leads/{id}", States.LeadBody());
        await officer.Delete($"leads/{id}?reason=test_data", ifMatch: 1);

        var same = await officer.Create($"leads/{id}", States.LeadBody());
        var other = await officer.Create($"leads/{id}", States.LeadBody(("channel", "media")));

        same.MustRefuse(HttpStatusCode.Gone, "record.deleted");
        other.MustRefuse(HttpStatusCode.Gone, "record.deleted");
        other.Text("params.reason").ShouldBe("test_data");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Replacing_says_everything_anew_and_keeps_when_and_by_whom_it_was_reported(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var replaced = await officer.Put($"leads/{lead.Id}", States.LeadBody(("summary", "更正：救起两人。"), ("persons", Array.Empty<object>())), ifMatch: lead.Version);

        replaced.Must(HttpStatusCode.OK).Version.ShouldBe(2);
        replaced.Text("summary").ShouldBe("更正：救起两人。");
        replaced.Text("persons").ShouldBe("[]");
        replaced.Text("reportedAt").ShouldBe(lead.Text("reportedAt"));
        (await officer.Get($"leads/{lead.Id}")).Body.ShouldBe(replaced.Body);
        (await api.Published<LeadReported>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Replacing_with_what_stands_there_changes_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var same = await officer.Put($"leads/{lead.Id}", States.LeadBody(), ifMatch: lead.Version);

        same.Must(HttpStatusCode.OK).Version.ShouldBe(1);
        same.Body.ShouldBe(lead.Shown);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Replacing_is_refused_when_stale_when_decided_and_to_others(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read"]);
        var stranger = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead();
        var dismissed = await officer.ReportedLead();
        await officer.Post($"leads/{dismissed.Id}/dismissal", new { reason = "查无此事" }, ifMatch: 1);
        var body = States.LeadBody(("channel", "media"));

        (await officer.Put($"leads/{lead.Id}", body, ifMatch: 9)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await officer.Put($"leads/{dismissed.Id}", body, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "lead.transition.not_allowed");
        (await reader.Put($"leads/{lead.Id}", body, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Put($"leads/{lead.Id}", body, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Put($"leads/{Guid.CreateVersion7()}", body, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Count("cases_lead", "channel = 'media'")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_home_organisation_reads_and_does_not_write(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var home = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "370602" } }));

        (await home.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (await home.Put($"leads/{lead.Id}", States.LeadBody(), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Patch($"leads/{lead.Id}", new { channel = "media" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Delete($"leads/{lead.Id}?reason=test_data", ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Ids_of_systems_the_caller_was_not_granted_stay_as_they_were(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(systems: ["grid"]);
        var hospital = await api.Key(officer.OrgId, systems: ["hospital"]);
        var lead = await hospital.ReportedLead(("externalIds", new[] { new { system = "hospital", value = "H-1" } }));

        var named = await officer.Put($"leads/{lead.Id}", States.LeadBody(("externalIds", new[] { new { system = "grid", value = "G-1" } })), ifMatch: 1);
        var foreign = await officer.Put($"leads/{lead.Id}", States.LeadBody(("externalIds", new[] { new { system = "hospital", value = "H-2" } })), ifMatch: 2);
        var dropped = await officer.Put($"leads/{lead.Id}", States.LeadBody(), ifMatch: 2);

        named.Must(HttpStatusCode.OK).Text("externalIds").ShouldBe("""[{"system":"grid","value":"G-1"},{"system":"hospital","value":"H-1"}]""");
        foreign.MustRefuse(HttpStatusCode.Forbidden, "external.system_not_granted");
        dropped.Must(HttpStatusCode.OK).Text("externalIds").ShouldBe("""[{"system":"hospital","value":"H-1"}]""");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task When_and_by_whom_it_was_reported_does_not_change(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var moved = await officer.Put($"leads/{lead.Id}", States.LeadBody(("reportedAt", "2026-05-02T08:00:00+08:00"), ("reportingOrgId", Guid.CreateVersion7())), ifMatch: 1);

        moved.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        moved.Errors.ShouldBe([("/reportingOrgId", "lead.fixed_at_report"), ("/reportedAt", "lead.fixed_at_report")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Trying_out_stores_and_says_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var id = Guid.CreateVersion7();
        await api.Settle();
        var (feed, audit) = (await api.Count("kernel_feed"), await api.Count("kernel_audit"));

        (await officer.Create($"leads/{id}?validateOnly=true", States.LeadBody())).Must(HttpStatusCode.OK).Text("valid").ShouldBe("true");
        (await officer.Put("leads/ext/grid/T-1?validateOnly=true", States.LeadBody())).Must(HttpStatusCode.OK);
        (await officer.Patch($"leads/{lead.Id}?validateOnly=true", new { channel = "media" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await officer.Delete($"leads/{lead.Id}?reason=test_data&validateOnly=true", ifMatch: 1)).Must(HttpStatusCode.OK);
        (await officer.Post($"leads/{lead.Id}/acceptance?validateOnly=true", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();

        (await officer.Get($"leads/{lead.Id}")).Body.ShouldBe(lead.Shown);
        (await officer.Get($"leads/{id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Count("kernel_external_id")).ShouldBe(0);
        (await api.Count("kernel_idempotency", "route <> 'ReportLead' AND route LIKE '%Lead'")).ShouldBe(0);
        (await api.Published<LeadReported>()).Count.ShouldBe(1);
        (await api.Count("kernel_feed"), await api.Count("kernel_audit")).ShouldBe((feed, audit));
    }
}
