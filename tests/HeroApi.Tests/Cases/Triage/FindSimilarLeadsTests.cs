using System.Net;
using HeroApi.Cases.Leads;
using HeroApi.Cases.Triage;
using HeroApi.China;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Triage;

public sealed class FindSimilarLeadsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Leads_of_one_act_are_found_with_reasons_and_none_that_is_out_of_scope(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var stranger = await api.Organisation(region: "370602");
        var place = new { regionCode = "371502", point = new { lon = 115.98, lat = 36.45 } };
        var nobody = Array.Empty<object>();
        var lead = await officer.ReportedLead(("place", place));
        var samePerson = await officer.ReportedLead(("acted", new { on = "2020-01-01" }), ("place", new { regionCode = "370602" }));
        var near = await officer.ReportedLead(("acted", new { on = "2026-05-02" }), ("persons", nobody), ("place", new { regionCode = "371521", point = new { lon = 115.981, lat = 36.451 } }));
        var sameDay = await officer.ReportedLead(("persons", nobody));
        var unlike = await officer.ReportedLead(("acted", new { on = "2026-03-01" }), ("persons", nobody), ("place", new { regionCode = "370602" }));
        var theirs = await stranger.ReportedLead(("place", place));
        var deleted = await officer.ReportedLead(("place", place));
        await officer.Delete($"leads/{deleted.Id}?reason=test_data", ifMatch: 1);

        var similar = await officer.Get($"leads/{lead.Id}/similar");

        similar.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("lead").GetProperty("id").GetGuid())
            .ShouldBe([samePerson.Id, near.Id, sameDay.Id]);
        Reasons(0).ShouldBe(["same_document", "same_phone", "same_name"]);
        Reasons(1).ShouldBe(["near_in_time", "near_in_place"]);
        Reasons(2).ShouldBe(["near_in_time", "same_region"]);
        similar.Body.ShouldNotContain($"{unlike.Id}");
        similar.Body.ShouldNotContain($"{theirs.Id}");
        similar.Body.ShouldNotContain("11010519491231002X");
        (await stranger.Get($"leads/{lead.Id}/similar")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        IEnumerable<string?> Reasons(int index) => similar.Json.GetProperty("items")[index].GetProperty("because").EnumerateArray().Select(because => because.GetProperty("code").GetString());
    }

    [Fact]
    public void A_vague_date_speaks_softly()
    {
        var day = LeadView.Example with { Persons = [], Place = LeadView.Example.Place with { Point = null } };
        var year = day with { Acted = new ActedBody { On = PartialDate.Parse("2026", null) } };

        LeadLikeness.Between(day, day, false, false).Sum(likeness => likeness.Points).ShouldBeGreaterThanOrEqualTo(LeadLikeness.Least);
        LeadLikeness.Between(day, year, false, false).Sum(likeness => likeness.Points).ShouldBeLessThan(LeadLikeness.Least);
    }

    [Fact]
    public void Another_time_and_place_have_nothing_in_common()
    {
        var here = LeadView.Example with { Persons = [] };
        var there = here with { Acted = new ActedBody { On = PartialDate.Parse("2019-01-01", null) }, Place = new PlaceView { RegionCode = "110101" } };

        LeadLikeness.Between(here, there, false, false).ShouldBeEmpty();
    }
}
