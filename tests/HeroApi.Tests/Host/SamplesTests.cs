using System.Net;
using System.Text.Json;
using HeroApi.China;
using HeroApi.Host.Samples;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Host;

public sealed class SamplesTests
{
    private static readonly LeadPlan Plan = SampleFiles.Plan;

    [Fact]
    public void The_same_plan_tells_the_same_leads()
    {
        var first = SampleLeads.Tell(Plan);

        var second = SampleLeads.Tell(Plan);

        first.Count.ShouldBe(2000);
        second.Select(Text).ShouldBe(first.Select(Text));
    }

    [Fact]
    public void Another_seed_tells_other_leads()
    {
        var other = SampleLeads.Tell(Plan with { Seed = Plan.Seed + 1 });

        other.Select(Text).ShouldNotBe(SampleLeads.Tell(Plan).Select(Text));
    }

    [Fact]
    public void Nobody_in_the_samples_can_be_a_real_person()
    {
        var told = SampleLeads.Tell(Plan).Select(lead => Text(lead.Body)).Concat(SampleHeroes.Tell(SampleFiles.Heroes).Select(hero => Text(hero.Body))).Append(SampleFiles.ToldLead.GetRawText()).ToList();

        var numbers = told.SelectMany(text => Values(text, "number")).ToList();
        var phones = told.SelectMany(text => Values(text, "phone")).ToList();
        var names = told.SelectMany(text => Values(text, "name")).ToList();

        numbers.Count.ShouldBeGreaterThan(1000);
        numbers.ShouldAllBe(number => number.StartsWith("999999", StringComparison.Ordinal));
        numbers.Where(number => !ChineseId.TryParse(number, out _)).ShouldBeEmpty();
        phones.Count.ShouldBeGreaterThan(1000);
        phones.ShouldAllBe(phone => phone.StartsWith("154", StringComparison.Ordinal));
        names.ShouldAllBe(name => name.StartsWith("示范", StringComparison.Ordinal));
    }

    [Fact]
    public void Channels_seasons_harm_and_outcomes_keep_their_proportions()
    {
        var leads = SampleLeads.Tell(Plan);
        var channels = leads.CountBy(lead => (string)lead.Body["channel"]).ToDictionary();
        var outcomes = leads.CountBy(lead => lead.Outcome).ToDictionary();

        foreach (var (channel, weight) in Plan.Channels)
            Share(channels[channel]).ShouldBe((double)weight / Plan.Channels.Values.Sum(), 0.03, channel);
        Share(outcomes["accepted"]).ShouldBe(0.7, 0.05);
        Share(outcomes["dismissed"]).ShouldBe(0.2, 0.05);
        Share(outcomes["duplicate"]).ShouldBe(0.08, 0.03);
        outcomes["reported"].ShouldBeInRange(20, 100);
        Share(leads.Count(lead => lead.ActedOn.Month is >= 6 and <= 8)).ShouldBeInRange(0.28, 0.45);
        Share(leads.Count(lead => Values(Text(lead.Body), "injured").Single() != "0")).ShouldBe(0.13, 0.04);
        leads.Min(lead => lead.ActedOn).Year.ShouldBe(2015);
        leads.Max(lead => lead.ActedOn).Year.ShouldBe(2025);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_samples_load_whole_through_the_api(Engine engine)
    {
        await using var api = await Api.On(engine);
        using var http = new HttpClient { BaseAddress = api.Address };
        var loader = new SampleLoader(http, api.Admin.Secret!, api.Clock);
        var leads = SampleLeads.Tell(Plan);
        (await loader.FindsAnEmptyDatabase(CancellationToken.None)).ShouldBeTrue();

        await loader.Load(SampleFiles.Organisations, leads, _ => { }, CancellationToken.None);
        await api.Settle();

        foreach (var (outcome, count) in leads.CountBy(lead => lead.Outcome))
            (await api.Count("cases_lead", "state = @outcome", new { outcome })).ShouldBe(count, outcome);
        (await api.Count("cases_case")).ShouldBe(leads.Count(lead => lead.Outcome == "accepted"));
        (await api.Rows<long>("SELECT SUM(leads) FROM organisations_activity"))[0].ShouldBe(2000);
        (await loader.FindsAnEmptyDatabase(CancellationToken.None)).ShouldBeFalse();
        await A_zone_answers_for_townships_with_its_neighbours_code(api);
        await The_told_lead_reaches_the_county_of_the_household(api, loader);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_registers_answer_the_figures_that_were_published(Engine engine)
    {
        await using var api = await Api.On(engine);
        using var http = new HttpClient { BaseAddress = api.Address };
        var loader = new SampleLoader(http, api.Admin.Secret!, api.Clock);
        await loader.Load(SampleFiles.Organisations, [], _ => { }, CancellationToken.None);
        await loader.Load(SampleFiles.Heroes, SampleHeroes.Tell(SampleFiles.Heroes), CancellationToken.None);
        async Task<Client> Reader(string organisation) => api.With(await loader.Key(organisation, "reader", ["heroes:read"], null, CancellationToken.None));
        var (fujian, shandong, jinjiang) = (await Reader("FJ-JJH"), await Reader("SD-JJH"), await Reader("QZ-350582"));

        // Hui'an: 103 persons, of whom 12 were lost and found again within a year; Jinjiang: 169 by the end of 2017, and 242 to date.
        (await Ever(fujian, "350521", "2026-05-31")).ShouldBe(103);
        (await Ever(fujian, "350582", "2017-12-31")).ShouldBe(169);
        (await Ever(jinjiang, "350582", "2026-05-31")).ShouldBe(242);
        var found = (await fujian.Get("register-statistics/transitions?from=2024-01-01&to=2024-12-31&region=350521")).Must(HttpStatusCode.OK).Json.GetProperty("transitions")
            .EnumerateArray().Single(turn => turn.GetProperty("stateTo").GetString() == "found");
        (found.GetProperty("stateFrom").GetString(), found.GetProperty("persons").GetInt64(), found.GetProperty("personTimes").GetInt64()).ShouldBe(("lost", 12, 12));

        // Of Jinjiang's, 10 have a national and 50 a provincial honour; by the highest, 10 and 40.
        var honours = (await jinjiang.Get("award-statistics?region=350582")).Must(HttpStatusCode.OK).Json;
        Persons(honours.GetProperty("levels"), level => level.GetProperty("figures")).ShouldBe([("nation", 10), ("province", 50)], ignoreOrder: true);
        Persons(honours.GetProperty("highest"), level => level).ShouldBe([("nation", 10), ("province", 40)], ignoreOrder: true);
        (await jinjiang.Get("heroes?honour=province&count=exact&limit=1")).Text("count").ShouldBe("50");

        // Liaocheng: over 600, of whom 20 are party members with a post of a village or unit; three groups with fourteen persons, each counted once.
        (await Ever(shandong, "371500", "2026-05-31")).ShouldBe(612);
        (await shandong.Get("heroes?region=371500&politicalStatus=01&post[in]=village_committee,village_branch,unit&count=exact&limit=50")).Text("count").ShouldBe("20");
        var groups = (await shandong.Get("awards?group=true&limit=50&count=exact")).Must(HttpStatusCode.OK);
        groups.Text("count").ShouldBe("3");
        groups.Json.GetProperty("items").EnumerateArray().Sum(award => award.GetProperty("persons").GetInt32()).ShouldBe(14);
        (await jinjiang.Get("heroes?region=371500&count=exact")).Text("count").ShouldBe("0");

        static async Task<long> Ever(Client reader, string region, string day) =>
            (await reader.Get($"register-statistics?region={region}&asOf={day}")).Must(HttpStatusCode.OK).Json.GetProperty("personsEverRegistered").GetInt64();
        static IReadOnlyList<(string?, long)> Persons(JsonElement levels, Func<JsonElement, JsonElement> figures) =>
            [.. levels.EnumerateArray().Select(level => (level.GetProperty("level").GetString(), figures(level).GetProperty("persons").GetInt64())).Where(level => level.Item2 > 0)];
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_demo_is_not_ready_before_its_samples_are_in(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--demo=true"]);

        var readiness = await api.Nobody.Get("/health/ready");

        readiness.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        readiness.Text("checks.samples").ShouldBe("behind");
    }

    private static async Task A_zone_answers_for_townships_with_its_neighbours_code(Api api)
    {
        var competent = await api.Rows<string>(
            """
            SELECT DISTINCT o.code FROM cases_lead l JOIN organisations_organisation o ON o.id = l.competent_org_id
            WHERE l.region_code IN ('350521104', '350521105', '350521106', '350521200')
            """);
        competent.ShouldBe(["QZ-TSTZ-GA"]);
    }

    private static async Task The_told_lead_reaches_the_county_of_the_household(Api api, SampleLoader loader)
    {
        var county = api.With(await loader.Key("YT-370686", "county", ["leads:read", "leads:write"], null, CancellationToken.None));
        var home = api.With(await loader.Key("LC-371521", "home", ["leads:read"], null, CancellationToken.None));

        var told = await county.Post("leads", SampleFiles.ToldLead);

        told.Must(HttpStatusCode.Created);
        (await home.Get($"leads/{told.Id}")).Must(HttpStatusCode.OK).Text("persons").ShouldNotBeNull().ShouldContain("9999**********0016");
    }

    private static string Text(object told) => JsonSerializer.Serialize(told, Json.Web);

    private static double Share(int count) => count / 2000.0;

    private static IEnumerable<string> Values(string json, string member) => Values(JsonDocument.Parse(json).RootElement, member);

    private static IEnumerable<string> Values(JsonElement element, string member) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, member)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(inner =>
            inner.Name == member && inner.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? [inner.Value.ToString()] : Values(inner.Value, member)),
        _ => []
    };
}
