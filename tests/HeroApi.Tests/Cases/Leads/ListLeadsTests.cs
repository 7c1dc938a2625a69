using System.Net;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class ListLeadsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_filter_finds_its_own(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var county = await api.Organisation(under: city);
        var home = await api.Organisation(region: "370602");
        var plain = await county.ReportedLead(("reportedAt", "2026-05-02T08:00:00+08:00"));
        var hurt = await county.ReportedLead(("channel", "hospital"), ("harm", new { injured = 1 }), ("acted", new { on = "2026-04" }), ("reportedAt", "2026-05-03T08:00:00+08:00"));
        var town = await county.ReportedLead(("place", new { regionCode = "371502001" }), ("acted", new { on = "2025-12-31" }), ("reportedAt", "2026-05-04T08:00:00+08:00"));
        var far = await city.ReportedLead(("place", new { regionCode = "370602" }), ("acted", new { on = "2020" }), ("reportedAt", "2026-05-05T08:00:00+08:00"),
            ("persons", new[] { new { name = "示范丙", householdRegion = "370602" } }));
        await county.Post($"leads/{plain.Id}/dismissal", new { reason = "查无此事" }, ifMatch: 1);

        async Task Finds(string query, params Answer[] expected)
        {
            var page = await city.Get($"leads?{query}");
            page.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())
                .ShouldBe(expected.Select(lead => lead.Id), query);
        }

        await Finds("", plain, hurt, town, far);
        await Finds("state=dismissed", plain);
        await Finds("state[ne]=dismissed", hurt, town, far);
        await Finds("channel=hospital", hurt);
        await Finds("channel[in]=hospital,media", hurt);
        await Finds("region=370000", plain, hurt, town, far);
        await Finds("region=371500", plain, hurt, town);
        await Finds("region=371502", plain, hurt, town);
        await Finds("region=371502001", town);
        await Finds("hasInjury=true", hurt);
        await Finds("hasInjury=false&state=reported", town, far);
        await Finds($"reportingOrg={city.OrgId}", far);
        await Finds("reportedAt[gte]=2026-05-03T08:00:00%2B08:00&reportedAt[lt]=2026-05-05T00:00:00Z", hurt, town);
        await Finds("actedOn[gte]=2026-04-15&actedOn[lt]=2026-05-01", hurt);
        await Finds("actedOn[lt]=2020-02-01", far);
        await Finds($"org={city.OrgId}", far);
        await Finds($"org={city.OrgId}&orgScope=subtree", plain, hurt, town, far);
        await Finds($"org={county.OrgId}&orgScope=self", plain, hurt, town);
        await Finds($"org={home.OrgId}&axis=home", far);
        await Finds("sort=-reportedAt", far, town, hurt, plain);
        await Finds("sort=actedOn", far, town, hurt, plain);
        await Finds("sort=-id&limit=2", far, town);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Numbers_are_masked_and_only_visible_leads_are_listed_and_counted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var mine = await api.Organisation();
        var theirs = await api.Organisation(region: "370602");
        var lead = await mine.ReportedLead();
        await theirs.ReportedLead();
        await mine.ReportedLead(("protection", "restricted"));

        var page = await mine.Get("leads?count=exact", ("X-Purpose", "curiosity"));
        var plain = await mine.Get("leads?count=exact");

        page.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Forbidden);
        page.Body.ShouldNotContain("11010519491231002X");
        plain.Must(HttpStatusCode.OK).Text("count").ShouldBe("1");
        plain.Json.GetProperty("items")[0].GetRawText().ShouldBe(lead.Shown);
        (await mine.Get("leads?fields=id,persons.name")).Json.GetProperty("items")[0].GetRawText()
            .ShouldBe($$"""{"id":"{{lead.Id}}","persons":[{"name":"示范甲"}]}""");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Pages_meet_without_gap_or_overlap_while_leads_arrive(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var there = new List<Guid>();
        for (var i = 0; i < 7; i++)
            there.Add((await officer.ReportedLead(("acted", new { on = i % 2 == 0 ? "2026-05-01" : "2026-04" }))).Id);

        foreach (var sort in (string[])["id", "-id", "reportedAt", "-reportedAt", "actedOn", "-actedOn"])
        {
            var (seen, cursor) = (new List<Guid>(), "");
            do
            {
                var page = await officer.Get($"leads?limit=3&sort={sort}{cursor}");
                seen.AddRange(page.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
                cursor = page.Text("nextCursor") is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
                if (sort == "id" && seen.Count == 3)
                    there.Add((await officer.ReportedLead()).Id);
            }
            while (cursor.Length > 0);

            seen.Distinct().Count().ShouldBe(seen.Count, sort);
            seen.Order().ShouldBe(there.Order(), sort);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_page_that_is_just_full_is_the_last_one(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await officer.ReportedLead();
        await officer.ReportedLead();

        (await officer.Get("leads?limit=2")).Text("nextCursor").ShouldBeNull();
        (await officer.Get("leads?limit=1")).Text("nextCursor").ShouldNotBeNull();
        (await officer.Get("leads?state=accepted")).Text("items").ShouldBe("[]");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_cursor_goes_on_no_other_list(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var other = await api.Key(officer.OrgId);
        await officer.ReportedLead();
        await officer.ReportedLead();
        var cursor = Uri.EscapeDataString((await officer.Get("leads?limit=1")).Text("nextCursor")!);

        (await officer.Get($"leads?limit=1&state=reported&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await other.Get($"leads?limit=1&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await officer.Get("leads?cursor=nonsense")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
    }

    [Theory]
    [InlineData("370000", "37", "37:")]
    [InlineData("371500", "3715", "3715:")]
    [InlineData("371502", "371502", "371502:")]
    [InlineData("371502001", "371502001", "371502001:")]
    [InlineData("37", null, null)]
    [InlineData("37150x", null, null)]
    [InlineData("000000", null, null)]
    public void A_region_stands_for_everything_below_it(string code, string? from, string? to) =>
        new Listing("l").Region("region", "l.region_code", "").Filters.Single().Read(code).ShouldBe(from is null ? null : [from, to!]);
}
