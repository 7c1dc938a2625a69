using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class CountActivityTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Leads_are_counted_in_the_year_of_their_report_in_China(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await officer.ReportedLead(("acted", new { on = "2025-12-31" }), ("reportedAt", "2025-12-31T23:59:59+08:00"));
        await officer.ReportedLead(("acted", new { on = "2025-12-31" }), ("reportedAt", "2025-12-31T16:00:00Z"));
        await officer.ReportedLead();
        await api.Settle();

        var activity = (await officer.Get($"organisations/{officer.OrgId}/activity")).Must(HttpStatusCode.OK);

        activity.Json.GetProperty("years").GetRawText().ShouldBe("""[{"year":2026,"leads":2},{"year":2025,"leads":1}]""");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_restart_in_the_midst_of_counting_loses_none_and_counts_none_twice(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Client officer;
        TestClock clock;
        await using (var first = await Api.On(database))
        {
            (officer, clock) = (await first.Organisation(), first.Clock);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => officer.ReportedLead()));
        }

        await using var second = await Api.On(database, clock: clock);
        await second.Settle();

        var activity = await second.With(officer.Secret, officer.OrgId).Get($"organisations/{officer.OrgId}/activity");
        activity.Json.GetProperty("years")[0].GetProperty("leads").GetInt64().ShouldBe(40);
        (await second.Count("kernel_delivery", "subscriber = 'organisations.on_lead_reported' AND done_at IS NULL")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_those_in_scope_read_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500");
        var county = await api.Organisation(city);
        var sibling = await api.Organisation(city, region: "371503");

        (await city.Get($"organisations/{county.OrgId}/activity")).Must(HttpStatusCode.OK).Json.GetProperty("years").GetArrayLength().ShouldBe(0);
        (await sibling.Get($"organisations/{county.OrgId}/activity")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }
}
