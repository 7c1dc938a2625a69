using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class DeleteLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_deleted_lead_leaves_a_tombstone_for_those_who_saw_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var stranger = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead();
        var since = (await officer.Get("exchange/changes?start=now")).Text("token");

        var deleted = await officer.Delete($"leads/{lead.Id}?reason=entered_in_error", lead.Version, ("X-Action-Note", "double entry"));

        deleted.Must(HttpStatusCode.NoContent);
        var gone = await officer.Get($"leads/{lead.Id}");
        gone.MustRefuse(HttpStatusCode.Gone, "record.deleted");
        gone.Text("params.reason").ShouldBe("entered_in_error");
        (await stranger.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get("leads")).Text("items").ShouldBe("[]");
        var changes = await officer.Get($"exchange/changes?token={Uri.EscapeDataString(since!)}");
        changes.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("deleted");
        (await api.Rows<string>("SELECT note FROM kernel_audit WHERE action = 'cases.delete_lead'")).ShouldBe(["double entry"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reason_of_the_vocabulary_is_needed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var silent = await officer.Delete($"leads/{lead.Id}", ifMatch: 1);
        var other = await officer.Delete($"leads/{lead.Id}?reason=tidying", ifMatch: 1);

        silent.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        silent.Errors.ShouldBe([("/query/reason", "value.required")]);
        other.Errors.ShouldBe([("/query/reason", "value.not_allowed")]);
        (await officer.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Deleting_is_refused_when_stale_when_accepted_and_to_others(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read"]);
        var stranger = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead();
        var accepted = await officer.AcceptedLead();

        (await officer.Delete($"leads/{lead.Id}?reason=test_data")).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await officer.Delete($"leads/{lead.Id}?reason=test_data", ifMatch: 9)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await officer.Delete($"leads/{accepted.Id}?reason=test_data", ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "lead.transition.not_allowed");
        (await reader.Delete($"leads/{lead.Id}?reason=test_data", ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Delete($"leads/{lead.Id}?reason=test_data", ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Count("cases_lead", "deleted_at IS NOT NULL")).ShouldBe(0);
    }
}
