using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Procedure;

public sealed class GetCaseTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_accepted_leads_case_is_seen_by_those_who_see_the_lead(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var home = await api.Organisation(region: "370602");
        var stranger = await api.Organisation(region: "371521");
        var reader = await api.Key(officer.OrgId, scopes: ["leads:read"]);
        var lead = await officer.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "370602" } }));
        var since = (await home.Get("exchange/changes?start=now&types=case")).Text("token")!;

        var accepted = await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1);

        var opened = await officer.Get($"cases/{accepted.Text("caseId")}");
        opened.Must(HttpStatusCode.OK);
        (opened.Text("leadId"), opened.Text("state"), opened.Version).ShouldBe(($"{lead.Id}", "opened", 1));
        opened.ETag.ShouldNotBeNull();
        (await home.Get($"cases/{opened.Id}")).Must(HttpStatusCode.OK);
        (await stranger.Get($"cases/{opened.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await reader.Get($"cases/{opened.Id}")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        var changes = await home.Get($"exchange/changes?token={Uri.EscapeDataString(since)}");
        changes.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("body").GetRawText().ShouldBe(opened.Body);
    }
}
