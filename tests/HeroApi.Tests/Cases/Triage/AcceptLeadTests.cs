using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Triage;

public sealed class AcceptLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Accepting_a_reported_lead_opens_a_case_and_counts_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var accepted = await officer.Post($"leads/{lead.Id}/acceptance", new { reason = "三名见证人证实" }, ifMatch: lead.Version);

        accepted.Must(HttpStatusCode.OK);
        accepted.Text("state").ShouldBe("accepted");
        accepted.Version.ShouldBe(2);
        (await api.Count("cases_case", "lead_id = @id", new { id = lead.Id })).ShouldBe(1);
        (await api.Published<LeadReported>()).ShouldHaveSingleItem().LeadId.ShouldBe(lead.Id);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_accepted_lead_is_not_accepted_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.AcceptedLead();

        var again = await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: lead.Version);

        again.MustRefuse(HttpStatusCode.Conflict, "lead.transition.not_allowed");
        (await api.Count("cases_case")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_stale_version_is_told_the_present_one(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var stale = await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 7);

        stale.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        stale.Text("current.version").ShouldBe("1");
    }
}
