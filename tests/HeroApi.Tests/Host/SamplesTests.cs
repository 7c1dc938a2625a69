using System.Net;
using System.Text.Json;
using HeroApi.China;
using HeroApi.Host.Samples;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using HeroApi.Tests.Journeys;
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
        var told = SampleLeads.Tell(Plan).Select(lead => Text(lead.Body)).Concat(SampleHeroes.Tell(SampleFiles.Heroes).Select(hero => Text(hero.Body))).Append(SampleFiles.ToldLead.GetRawText()).Append(Text(SampleFiles.Fund)).Append(Text(SampleFiles.Welfare)).ToList();

        var numbers = told.SelectMany(text => Values(text, "number")).ToList();
        var phones = told.SelectMany(text => Values(text, "phone")).ToList();
        var names = told.SelectMany(text => Values(text, "name")).Concat(SampleFiles.Fund.Incomes.Select(income => income.Payer).OfType<string>()).ToList();

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
        var door = new SampleDoor(http, api.Admin.Secret!, api.Clock);
        var loader = new SampleLoader(door);
        var leads = SampleLeads.Tell(Plan);
        (await door.FindsAnEmptyDatabase(CancellationToken.None)).ShouldBeTrue();

        await loader.Load(SampleFiles.Organisations, leads, _ => { }, CancellationToken.None);
        await api.Settle();

        foreach (var (outcome, count) in leads.CountBy(lead => lead.Outcome))
            (await api.Count("cases_lead", "state = @outcome", new { outcome })).ShouldBe(count, outcome);
        (await api.Count("cases_case")).ShouldBe(leads.Count(lead => lead.Outcome == "accepted"));
        (await api.Rows<long>("SELECT SUM(leads) FROM organisations_activity"))[0].ShouldBe(2000);
        (await door.FindsAnEmptyDatabase(CancellationToken.None)).ShouldBeFalse();
        await A_zone_answers_for_townships_with_its_neighbours_code(api);
        await The_told_lead_reaches_the_county_of_the_household(api, door);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_registers_and_what_is_done_for_those_on_them_answer_the_figures_that_were_published(Engine engine)
    {
        await using var api = await Api.On(engine);
        using var http = new HttpClient { BaseAddress = api.Address };
        var door = new SampleDoor(http, api.Admin.Secret!, api.Clock);
        var loader = new SampleLoader(door);
        await loader.Load(SampleFiles.Organisations, [], _ => { }, CancellationToken.None);
        var persons = await loader.Load(SampleFiles.Heroes, SampleHeroes.Tell(SampleFiles.Heroes), CancellationToken.None);
        await new SampleWelfare(door, api.Clock, _ => api.Settle()).Load(SampleFiles.Fund, SampleFiles.Welfare, persons, CancellationToken.None);
        async Task<Client> Officer(string organisation) => api.With(await door.Key(organisation, "officer", ["heroes:read", "welfare:read", "welfare:write"], null, CancellationToken.None));
        var (fujian, shandong) = (await Officer("FJ-JJH"), await Officer("SD-JJH"));
        var (huian, jinjiang, dongchangfu) = (await Officer("QZ-350521"), await Officer("QZ-350582"), await Officer("LC-371502"));

        await The_registers_are_as_long_as_was_said(fujian, shandong, jinjiang);
        await The_fund_was_given_near_a_million_yuan(api, fujian, huian, jinjiang);
        await One_endorsement_leaves_nobody_uninsured(fujian, huian);
        await Persons_and_person_times_of_visits_are_told_apart(huian, dongchangfu, shandong);
        await One_person_is_cared_for_from_the_hospital_to_a_place_at_a_school(huian);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task On_the_first_day_of_a_year_the_figures_are_those_of_any_other_day(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Becomes("2027-01-01");
        using var http = new HttpClient { BaseAddress = api.Address };
        var door = new SampleDoor(http, api.Admin.Secret!, api.Clock);
        var loader = new SampleLoader(door);
        var plan = SampleFiles.Heroes with { Registers = [.. SampleFiles.Heroes.Registers.Where(register => register.Organisation is "QZ-350521" or "LC-371502")] };
        await loader.Load(SampleFiles.Organisations, [], _ => { }, CancellationToken.None);
        var persons = await loader.Load(plan, SampleHeroes.Tell(plan), CancellationToken.None);

        await new SampleWelfare(door, api.Clock, _ => api.Settle()).Load(SampleFiles.Fund, SampleFiles.Welfare, persons, CancellationToken.None);

        Fen((await api.Nobody.Get("public/fund/QZ-350521/2026")).Must(HttpStatusCode.OK), "figures.income", "account")[0].ShouldBe(("income_donation", 99_860_000));
        (await api.Admin.Get("visit-statistics?from=2026-01-28&to=2026-02-16")).Must(HttpStatusCode.OK).Text("all.personTimes").ShouldBe("108", "the last festival was in the year before");
        (await api.Admin.Get("visit-statistics?region=371502")).Must(HttpStatusCode.OK).Text("all.personTimes").ShouldBe("15");
        (await api.Admin.Get("coverage-gaps?region=350521&count=exact")).Must(HttpStatusCode.OK).Text("count").ShouldBe("5");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_demo_is_not_ready_before_its_samples_are_in(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--demo=true"]);

        var readiness = await api.Nobody.Get("/health/ready");

        readiness.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        readiness.Text("checks.samples").ShouldBe("behind");
    }

    private static async Task The_registers_are_as_long_as_was_said(Client fujian, Client shandong, Client jinjiang)
    {
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

    private static async Task The_fund_was_given_near_a_million_yuan(Api api, Client fujian, Client huian, Client jinjiang)
    {
        // Hui'an: near one million yuan of social donations in a year, as anybody may read; nobody is named.
        var published = (await api.Nobody.Get("public/fund/QZ-350521/2025")).Must(HttpStatusCode.OK);
        (published.Text("figures.openingFen"), published.Text("figures.incomeFen"), published.Text("figures.spendingFen"), published.Text("figures.closingFen")).ShouldBe(("63500000", "121990000", "85752000", "99738000"));
        Fen(published, "figures.income", "account").ShouldBe([("income_donation", 99_860_000), ("income_government_grant", 20_000_000), ("income_investment", 2_130_000)]);
        Fen(published, "donations", "donorKind").ShouldBe([("company", 73_600_000), ("individual", 5_260_000), ("overseas", 5_000_000), ("social_organisation", 16_000_000)]);
        published.Text("restrictedClosingFen").ShouldBe("3800000");
        (published.Text("ratios.activityKept"), published.Text("ratios.managementKept"), published.Text("ratios.managementOfSpending")).ShouldBe(("true", "true", "490"));
        published.Body.ShouldNotContain("示范食品");
        (await api.Nobody.Get("public/fund/QZ-350521/2026")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        // Donations (笔) and money are counted apart, for who keeps the books and who stands above.
        foreach (var reader in new[] { huian, fujian })
        {
            var year = (await reader.Get("donation-statistics?from=2025-01-01&to=2025-12-31")).Must(HttpStatusCode.OK);
            (year.Text("donations"), year.Text("amountFen")).ShouldBe(("14", "99860000"));
            (await reader.Get("donation-statistics")).Must(HttpStatusCode.OK).Text("amountFen").ShouldBe("6200000");
        }

        (await jinjiang.Get("donation-statistics?from=2025-01-01&to=2025-12-31")).Must(HttpStatusCode.OK).Text("donations").ShouldBe("0");
        (await huian.Get("payments?state=posted&on[lt]=2026-01-01&count=exact&limit=1")).Text("count").ShouldBe("13");
        (await huian.Get("incomes?on[gte]=2025-01-01&on[lt]=2026-01-01&kind=donation&limit=50")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Count(income => income.GetProperty("anonymous").GetBoolean() && !income.TryGetProperty("payer", out _)).ShouldBe(3);
    }

    private static async Task One_endorsement_leaves_nobody_uninsured(Client fujian, Client huian)
    {
        (await Insured(fujian)).ShouldBe((95, 90, 5));
        var gaps = (await huian.Get("coverage-gaps?count=exact")).Must(HttpStatusCode.OK);
        (gaps.Text("count"), gaps.Json.GetProperty("items").EnumerateArray().Select(gap => gap.GetProperty("reason").GetString()).Distinct().Single()).ShouldBe(("5", "waiting"));

        var policy = (await huian.Get("policies?state=in_force")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var premium = (await huian.Get($"payments?for={policy.GetProperty("id")}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (premium.GetProperty("state").GetString(), premium.GetProperty("amountFen").GetInt64()).ShouldBe(("posted", policy.GetProperty("premiumFen").GetInt64()));
        var endorsements = $"policies/{policy.GetProperty("id")}/endorsements";
        var made = (await huian.Post(endorsements, new { })).Must(HttpStatusCode.Created);
        (made.Text("joins"), made.Text("leaves"), made.Text("insuredBefore")).ShouldBe(("5", "0", "90"));
        (await Insured(fujian)).ShouldBe((95, 90, 5), "the insurer has not answered yet");
        (await huian.Post($"{endorsements}/{made.Id}/acceptance", new { }, ifMatch: made.Version)).Must(HttpStatusCode.OK);

        (await Insured(fujian)).ShouldBe((95, 95, 0));
        (await huian.Get("coverage-gaps")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        static async Task<(long, long, long)> Insured(Client reader)
        {
            var persons = (await reader.Get("insurance-statistics?region=350521")).Must(HttpStatusCode.OK).Json;
            return (persons.GetProperty("registered").GetInt64(), persons.GetProperty("insured").GetInt64(), persons.GetProperty("uninsured").GetInt64());
        }
    }

    private static async Task Persons_and_person_times_of_visits_are_told_apart(Client huian, Client dongchangfu, Client shandong)
    {
        // The Spring Festival of 2026 was on 17 February: 96 persons of 95 households, 12 of them twice, and 7 by nobody.
        var campaign = (await huian.Get($"visit-campaigns/{(await huian.Get("visit-campaigns")).Must(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id")}")).Must(HttpStatusCode.OK);
        (campaign.Text("from"), campaign.Text("to"), campaign.Text("state")).ShouldBe(("2026-01-28", "2026-02-16", "closed"));
        (campaign.Text("progress.done"), campaign.Text("progress.notMet"), campaign.Text("progress.paidFen")).ShouldBe(("96", "7", "9600000"));
        var festival = (await huian.Get("visit-statistics?from=2026-01-28&to=2026-02-16")).Must(HttpStatusCode.OK);
        Visits(festival.Json.GetProperty("all")).ShouldBe((96, 108, 95));
        (festival.Text("all.cashFen"), festival.Text("all.goodsValueFen")).ShouldBe(("9600000", "2160000"));
        festival.Json.GetProperty("occasions").EnumerateArray().ShouldHaveSingleItem().GetProperty("occasion").GetString().ShouldBe("spring_festival");
        (await huian.Get("visits/not-visited?year=2026&count=exact")).Must(HttpStatusCode.OK).Text("count").ShouldBe("7");
        (await huian.Get("visit-needs?state=open")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(need => need.GetProperty("kind").GetString())
            .ShouldBe(["medical"]);

        // Dongchangfu: 15 person-times by its stations this year, to 12 persons; the county tells the same of it as the province.
        foreach (var reader in new[] { dongchangfu, shandong })
        {
            var year = (await reader.Get("visit-statistics?region=371502")).Must(HttpStatusCode.OK).Json;
            Visits(year.GetProperty("all")).ShouldBe((12, 15, 12));
            var stations = year.GetProperty("organisations").EnumerateArray().Select(station => Visits(station.GetProperty("figures"))).ToList();
            (stations.Count, stations.Sum(station => station.PersonTimes)).ShouldBe((3, 15));
        }

        static (long Persons, long PersonTimes, long Households) Visits(JsonElement figures) =>
            (figures.GetProperty("persons").GetInt64(), figures.GetProperty("personTimes").GetInt64(), figures.GetProperty("households").GetInt64());
    }

    private static async Task One_person_is_cared_for_from_the_hospital_to_a_place_at_a_school(Client huian)
    {
        var channel = (await huian.Get("green-channel-statistics?region=350521")).Must(HttpStatusCode.OK);
        (channel.Text("hospitals"), channel.Text("persons"), channel.Text("uses")).ShouldBe(("2", "1", "2"));

        // 36,000 yuan, and every fen of it has a payer.
        var medical = await Single(huian, "medical-cases");
        Amounts(medical, "finalFen", "advancedFen", "recoveredFen", "uncoveredFen", "paidFen").ShouldBe([2_660_000, 700_000, 240_000, 0, 800_000]);
        (medical.GetProperty("state").GetString(), medical.GetProperty("useId").ValueKind).ShouldBe(("advanced", JsonValueKind.String));

        var claim = await Single(huian, $"insurance-claims?medicalCase={medical.GetProperty("id")}");
        claim.GetProperty("state").GetString().ShouldBe("paid");
        Amounts(claim, "claimedFen", "approvedFen", "paidFen").ShouldBe([700_000, 600_000, 600_000]);

        // Work-injury rules, article 35, grade 4: 21 months of 5,200 yuan, and 75 % of it every month.
        var grant = await Single(huian, "grants");
        (grant.GetProperty("state").GetString(), grant.GetProperty("route").GetString()).ShouldBe(("granted", "work_injury_disability"));
        Amounts(grant.GetProperty("calculation").GetProperty("grant"), "onceFen", "monthFen").ShouldBe([10_920_000, 390_000]);
        grant.GetProperty("calculation").GetProperty("grant").GetProperty("parts")[0].GetProperty("article").GetString().ShouldBe("工伤保险条例第三十五条");

        var benefit = await Single(huian, "benefit-cases");
        (benefit.GetProperty("state").GetString(), benefit.GetProperty("kind").GetString(), benefit.GetProperty("paidFen").GetInt64()).ShouldBe(("granted", "schooling", 300_000));
        var need = await Single(huian, "visit-needs?state=done");
        (need.GetProperty("visitId").GetGuid(), need.GetProperty("heroId").GetGuid()).ShouldBe((benefit.GetProperty("sourceId").GetGuid(), benefit.GetProperty("heroId").GetGuid()));
        new[] { medical, claim, grant, benefit }.Select(record => record.GetProperty("heroId").GetGuid()).Distinct().ShouldHaveSingleItem();
        (await huian.Get("fund-statements?period=2026")).Must(HttpStatusCode.OK).Text("all.spendingFen").ShouldBe("13052000", "premium 23,520, visits 96,000, hospital 8,000, school 3,000");

        static async Task<JsonElement> Single(Client reader, string list) => (await reader.Get(list)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        static IReadOnlyList<long> Amounts(JsonElement of, params string[] names) => [.. names.Select(name => of.GetProperty(name).GetInt64())];
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

    private static async Task The_told_lead_reaches_the_county_of_the_household(Api api, SampleDoor door)
    {
        var county = api.With(await door.Key("YT-370686", "county", ["leads:read", "leads:write"], null, CancellationToken.None));
        var home = api.With(await door.Key("LC-371521", "home", ["leads:read"], null, CancellationToken.None));

        var told = await county.Post("leads", SampleFiles.ToldLead);

        told.Must(HttpStatusCode.Created);
        (await home.Get($"leads/{told.Id}")).Must(HttpStatusCode.OK).Text("persons").ShouldNotBeNull().ShouldContain("9999**********0016");
    }

    /// <summary>What a list inside an answer says of each code, in fen.</summary>
    private static IReadOnlyList<(string? Code, long Fen)> Fen(Answer answer, string list, string code) =>
        [.. list.Split('.').Aggregate(answer.Json, (at, name) => at.GetProperty(name)).EnumerateArray().Select(figure => (figure.GetProperty(code).GetString(), figure.GetProperty("fen").GetInt64()))];

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
