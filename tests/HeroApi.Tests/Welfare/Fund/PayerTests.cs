using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Fund.FundTests;

namespace HeroApi.Tests.Welfare.Fund;

/// <summary>Who pays for whose records.</summary>
public sealed class PayerTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_cash_of_a_stations_visit_is_paid_by_its_county_and_city_and_altogether_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture", scopes: Scopes);
        var (county, sister) = (await api.Organisation(city, region: "371502", scopes: Scopes), await api.Organisation(city, region: "371503", scopes: Scopes));
        var station = await api.Organisation(county, level: "township", answersForRegion: false);
        var (accountant, approver) = (await Holding(api, county, "treasurer"), await Holding(api, county, "fund_approver"));
        var (ours, theirs, above) = (await Filled(county), await Filled(sister), await Filled(city));
        var visit = await Visited(api, county, station, cashFen: 100_000);
        Task<Answer> Pay(Client by, Guid fund, long fen) => by.Post("payments", Payment(fund, fen, ("for", new { type = "visit", id = visit.Id })));

        // One role proposes, the other approves, and neither does both.
        var proposed = (await Pay(accountant, ours, 60_000)).Must(HttpStatusCode.Created);
        (await Pay(approver, ours, 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await accountant.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await approver.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("posted");
        var shown = (await station.Get($"visits/{visit.Id}")).Must(HttpStatusCode.OK);
        (shown.Text("paidFen"), shown.Version).ShouldBe(("60000", 2));
        await api.Settle();
        (await county.Get("exchange/changes?types=visit")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("body").GetProperty("paidFen").GetInt64().ShouldBe(60_000);

        // A county beside it does not even see the visit; a city above pays for it too, and together they pay no more than was given.
        (await Pay(sister, theirs, 1)).Errors.ShouldBe([("/for", "payment.subject_unknown")]);
        (await Pay(city, above, 40_001)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_exceeded").Text("params.leftFen").ShouldBe("40000");
        var raced = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number % 2 == 0 ? Pay(accountant, ours, 20_000) : Pay(city, above, 20_000)));
        raced.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        raced.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "payment.subject_exceeded");
        var second = await api.Key(city.OrgId, Scopes);
        foreach (var payment in raced.Where(answer => answer.Status == HttpStatusCode.Created))
            (await second.Post($"payments/{payment.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await station.Get($"visits/{visit.Id}")).Text("paidFen").ShouldBe("100000");
        (await approver.Post($"payments/{proposed.Id}/reversal", new { reason = "款项退回" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        (await station.Get($"visits/{visit.Id}")).Text("paidFen").ShouldBe("40000");
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_below_pays_for_a_record_of_above_nor_one_beside_for_another(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture", scopes: Scopes);
        var (county, sister) = (await api.Organisation(city, region: "371502", scopes: Scopes), await api.Organisation(city, region: "371503", scopes: Scopes));
        var (ours, theirs, above) = (await Filled(county), await Filled(sister), await Filled(city));
        (await county.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        var campaign = (await city.Post("visit-campaigns", new { occasion = "spring_festival", title = "春节慰问", from = "2026-05-20", to = "2026-12-31", cashFen = 200_000 })).Must(HttpStatusCode.Created);
        (await county.Get($"visit-campaigns/{campaign.Id}")).Must(HttpStatusCode.OK);
        Task<Answer> Pay(Client by, Guid fund) => by.Post("payments", Payment(fund, 1, ("for", new { type = "visit_campaign", id = campaign.Id })));

        (await Pay(county, ours)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_elsewhere");
        (await Pay(city, ours)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_elsewhere");
        (await Pay(sister, theirs)).Errors.ShouldBe([("/for", "payment.subject_unknown")]);
        (await Pay(city, above)).Must(HttpStatusCode.Created);

        var own = (await county.Post("visit-campaigns", new { occasion = "mid_autumn", title = "中秋慰问", from = "2026-05-20", to = "2026-12-31", cashFen = 1 })).Must(HttpStatusCode.Created);
        Task<Answer> PayOurs(Client by, Guid fund) => by.Post("payments", Payment(fund, 1, ("for", new { type = "visit_campaign", id = own.Id })));
        (await PayOurs(city, theirs)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_elsewhere");
        (await PayOurs(county, ours)).Must(HttpStatusCode.Created);
        (await PayOurs(city, above)).Must(HttpStatusCode.Created);
    }

    /// <summary>A key that holds a role that comes with the program, and nothing else.</summary>
    private static async Task<Client> Holding(Api api, Client org, string role) =>
        api.With((await api.Admin.Post("api-keys", new { name = "示范", orgId = org.OrgId, roles = new[] { role } })).Must(HttpStatusCode.Created).Text("secret"), org.OrgId);

    /// <summary>A fund for anything, with money in it.</summary>
    private static async Task<Guid> Filled(Client keeper)
    {
        var fund = (await keeper.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        (await keeper.Post("incomes", Donation(fund.Id, 1_000_000, "捐1"))).Must(HttpStatusCode.Created);
        return fund.Id;
    }

    /// <summary>A visit that a county gave to a station, paid with cash.</summary>
    private static async Task<Answer> Visited(Api api, Client county, Client station, long cashFen)
    {
        var hero = (await county.Post("heroes", new { name = "示范甲", householdRegion = "371502" })).Must(HttpStatusCode.Created);
        await api.Settle();
        var due = (await county.Post("due-visits", new { heroId = hero.Id, occasion = "homecoming", on = "2026-06-20" })).Must(HttpStatusCode.Created);
        (await county.Post("due-visits/assignment", new { dueIds = new[] { due.Id }, assigneeOrgId = station.OrgId })).Must(HttpStatusCode.OK);
        return (await station.Post("visits", new { heroId = hero.Id, dueId = due.Id, visitors = new[] { "示范专干" }, cashFen })).Must(HttpStatusCode.Created);
    }
}
