using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Triage;

public sealed class DismissLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Dismissing_keeps_the_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var dismissed = await officer.Post($"leads/{lead.Id}/dismissal", new { reason = "行为人负有法定救助职责" }, ifMatch: 1);

        dismissed.Must(HttpStatusCode.OK).Text("state").ShouldBe("dismissed");
        dismissed.Text("decisionReason").ShouldBe("行为人负有法定救助职责");
        dismissed.Version.ShouldBe(2);
        (await officer.Get($"leads/{lead.Id}")).Body.ShouldBe(dismissed.Body);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Triage_is_refused_without_reason_scope_sight_or_state(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reporter = await api.Key(officer.OrgId, scopes: ["leads:read", "leads:write"]);
        var stranger = await api.Organisation(region: "370602");
        var lead = await officer.ReportedLead();
        var accepted = await officer.AcceptedLead();

        (await officer.Post($"leads/{lead.Id}/dismissal", new { reason = " " }, ifMatch: 1)).Errors.ShouldBe([("/reason", "value.required")]);
        (await officer.Post($"leads/{lead.Id}/dismissal", new { reason = new string('长', 501) }, ifMatch: 1)).Errors.ShouldBe([("/reason", "value.too_long")]);
        (await officer.Post($"leads/{lead.Id}/dismissal", new { reason = "x" })).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await officer.Post($"leads/{lead.Id}/dismissal", new { reason = "x" }, ifMatch: 1, key: "")).MustRefuse(HttpStatusCode.BadRequest, "idempotency.key_missing");
        (await reporter.Post($"leads/{lead.Id}/dismissal", new { reason = "x" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        var unseen = (await stranger.Post($"leads/{lead.Id}/dismissal", new { reason = "x" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var absent = await stranger.Post($"leads/{Guid.CreateVersion7()}/dismissal", new { reason = "x" }, ifMatch: 1);
        (unseen.Text("title"), unseen.Text("detail"), unseen.Text("params")).ShouldBe((absent.Text("title"), absent.Text("detail"), absent.Text("params")));
        var late = (await officer.Post($"leads/{accepted.Id}/dismissal", new { reason = "x" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "lead.transition.not_allowed");
        late.Text("allowedActions").ShouldBe("""["replacement","amendment"]""");
        (await api.Count("cases_lead", "state = 'dismissed'")).ShouldBe(0);
    }
}

public sealed class MarkDuplicateTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Duplicates_point_to_the_first_lead_however_they_were_marked(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (first, second, third) = (await officer.ReportedLead(), await officer.ReportedLead(), await officer.ReportedLead());

        (await officer.Post($"leads/{third.Id}/duplicate", new { ofLeadId = second.Id }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("duplicateOfId").ShouldBe($"{second.Id}");
        (await officer.Post($"leads/{second.Id}/duplicate", new { ofLeadId = first.Id, reason = "同一事件" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var fourth = await officer.ReportedLead();
        var last = await officer.Post($"leads/{fourth.Id}/duplicate", new { ofLeadId = second.Id }, ifMatch: 1);

        last.Must(HttpStatusCode.OK).Text("duplicateOfId").ShouldBe($"{first.Id}");
        var moved = await officer.Get($"leads/{third.Id}");
        (moved.Text("duplicateOfId"), moved.Version).ShouldBe(($"{first.Id}", 3));
        (await officer.Get($"leads/{first.Id}")).Version.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_leads_are_never_duplicates_of_one_another(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await officer.ReportedLead(), await officer.ReportedLead());
            var answers = await Task.WhenAll(
                officer.Post($"leads/{a.Id}/duplicate", new { ofLeadId = b.Id }, ifMatch: 1), officer.Post($"leads/{b.Id}/duplicate", new { ofLeadId = a.Id }, ifMatch: 1));

            answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(answer => answer.Status != HttpStatusCode.OK).Errors.ShouldBe([("/ofLeadId", "lead.duplicate_of_itself")]);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_other_lead_must_be_another_one_that_is_seen_and_there(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var theirs = await (await api.Organisation(region: "370602")).ReportedLead();
        var (lead, gone) = (await officer.ReportedLead(), await officer.ReportedLead());
        await officer.Delete($"leads/{gone.Id}?reason=test_data", ifMatch: 1);

        foreach (var of in (Guid[])[theirs.Id, gone.Id, Guid.CreateVersion7()])
            (await officer.Post($"leads/{lead.Id}/duplicate", new { ofLeadId = of }, ifMatch: 1)).Errors.ShouldBe([("/ofLeadId", "lead.unknown")]);
        (await officer.Post($"leads/{lead.Id}/duplicate", new { ofLeadId = lead.Id }, ifMatch: 1)).Errors.ShouldBe([("/ofLeadId", "lead.duplicate_of_itself")]);
        (await officer.Get($"leads/{lead.Id}")).Text("state").ShouldBe("reported");
    }
}

public sealed class ListLeadActionsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_caller_is_told_what_it_may_do_and_why_not_the_rest(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read"]);
        var home = await api.Organisation(region: "370602");
        var stranger = await api.Organisation(region: "371521");
        var lead = await officer.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "370602" } }));

        Allowed(await officer.Get($"leads/{lead.Id}/actions")).ShouldBe(["replacement", "amendment", "deletion", "acceptance", "dismissal", "duplicate", "offer"]);
        Allowed(await reader.Get($"leads/{lead.Id}/actions")).ShouldBeEmpty();
        var away = await home.Get($"leads/{lead.Id}/actions");
        Allowed(away).ShouldBeEmpty();
        away.Json.GetProperty("actions")[3].GetProperty("because")[0].GetProperty("code").GetString().ShouldBe("exchange.not_owner");
        away.Json.GetProperty("actions")[6].GetProperty("href").GetString().ShouldBe("/api/v1/offers");
        (await stranger.Get($"leads/{lead.Id}/actions")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1);
        var accepted = await officer.Get($"leads/{lead.Id}/actions");
        Allowed(accepted).ShouldBe(["replacement", "amendment"]);
        accepted.ETag.ShouldBeNull("what may be done changes without a new version");
        accepted.Json.GetProperty("actions")[3].GetRawText().ShouldBe(
            $$$"""{"name":"acceptance","method":"POST","href":"/api/v1/leads/{{{lead.Id}}}/acceptance","allowed":false,"because":[{"code":"lead.transition.not_allowed","params":{"state":"accepted"}}]}""");

        static IEnumerable<string?> Allowed(Answer answer) => answer.Must(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray()
            .Where(action => action.GetProperty("allowed").GetBoolean()).Select(action => action.GetProperty("name").GetString());
    }
}
