using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Fund.FundTests;

namespace HeroApi.Tests.Welfare.Fund;

/// <summary>Money that goes from fund to fund: down to those who spend it, up again, and back.</summary>
public sealed class TransferTests
{
    private const string Condition = "示范企业定向捐赠";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_donation_goes_down_to_the_county_with_its_condition_and_counts_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (province, city, county) = await Foundation(api);
        var (given, left) = (await province.Tied("visit", "schooling"), await city.Tied("visit"));
        (await province.Maker.Post("incomes", Donation(given, 1_000_000, "捐1"))).Must(HttpStatusCode.Created);

        (await province.Maker.Post("fund-transfers", Transfer(given, Guid.CreateVersion7(), 1))).Errors.ShouldBe([("/toOrgId", "organisation.unknown")]);
        (await city.Maker.Post("fund-transfers", Transfer(given, city.Maker.OrgId, 1))).Errors.ShouldBe([("/fundId", "fund.unknown")]);
        var proposed = (await province.Maker.Post("fund-transfers", Transfer(given, city.Maker.OrgId, 600_000))).Must(HttpStatusCode.Created);
        (await province.Maker.Post($"fund-transfers/{proposed.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.second_person");
        (await city.Approver.Post($"fund-transfers/{proposed.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await county.Maker.Get($"fund-transfers/{proposed.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await city.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = left }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.transition.not_allowed");
        var sent = (await province.Approver.Post($"fund-transfers/{proposed.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (sent.Text("state"), sent.Text("restriction"), await province.Balance(given)).ShouldBe(("sent", Condition, 400_000));

        // What was given for visits and schooling, on a condition, is taken by no fund that may be spent for more.
        async Task Wider(object fund) => (await city.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = (await city.Maker.Post("funds", fund)).Must(HttpStatusCode.Created).Id }, ifMatch: 2)).Errors
            .ShouldBe([("/fundId", "fund_transfer.wider")]);
        await Wider(new { name = "示范基金" });
        await Wider(new { name = "示范慰问金", uses = new[] { "visit" } });
        await Wider(new { name = "示范专项", uses = new[] { "visit", "bonus" }, restriction = Condition });
        (await city.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = left, on = "2026-05-31" }, ifMatch: 2)).Errors.ShouldBe([("/on", "fund_transfer.before_sent")]);
        (await province.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = given }, ifMatch: 2)).Errors.ShouldBe([("/fundId", "fund_transfer.elsewhere")]);
        var received = (await city.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = left }, ifMatch: 2)).Must(HttpStatusCode.OK);
        (received.Text("state"), received.Text("receivedOn"), await city.Balance(left)).ShouldBe(("received", "2026-06-01", 600_000));
        (await city.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = left }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.transition.not_allowed");

        var spending = await county.Tied("visit");
        await Sent(city, left, county, spending, 200_000);
        var paid = (await county.Maker.Post("payments", Payment(spending, 150_000))).Must(HttpStatusCode.Created);
        (await county.Approver.Post($"payments/{paid.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);

        // One donation, spent once, however many books it went through.
        (await province.Maker.Get("donation-statistics?from=2026-01-01&to=2026-12-31")).Text("amountFen").ShouldBe("1000000");
        (await city.Maker.Get("donation-statistics?from=2026-01-01&to=2026-12-31")).Text("donations").ShouldBe("0");
        (await Figures(province.Maker)).ShouldBe((1_000_000, 0, 600_000, 0, 400_000));
        (await Figures(city.Maker)).ShouldBe((0, 600_000, 200_000, 0, 400_000));
        (await Figures(county.Maker)).ShouldBe((0, 200_000, 0, 150_000, 50_000));
        (await city.Maker.Get("fund-ratios?year=2026")).Text("activityFen").ShouldBe("0");
        (await county.Maker.Get("fund-ratios?year=2027")).Text("incomeBeforeFen").ShouldBe("0");
        (await city.Maker.Get($"ledger-entries?fund={left}&sort=number")).Json.GetProperty("items").EnumerateArray().Select(entry => (entry.GetProperty("kind").GetString(), entry.GetProperty("transferId").GetGuid() == proposed.Id))
            .ShouldBe([("transfer_in", true), ("transfer_out", false)]);
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_does_not_arrive_or_is_sent_back_returns_by_reversing_entries(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (province, city, county) = await Foundation(api);
        var (from, to) = (await city.Tied("visit"), await county.Tied("visit"));
        (await city.Maker.Post("incomes", Donation(from, 100, "捐1"))).Must(HttpStatusCode.Created);

        // The bank could not deliver it.
        var bounced = await Sent(city, from, county, into: null, 100);
        var open = (await city.Maker.Get($"funds/{from}")).Version;
        (await city.Approver.Post($"funds/{from}/closure", null, ifMatch: open)).MustRefuse(HttpStatusCode.Conflict, "fund.not_empty");
        (await city.Maker.Post($"fund-transfers/{bounced.Id}/return", new { reason = "退汇" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.second_person");
        (await county.Approver.Post($"fund-transfers/{bounced.Id}/return", new { reason = "退汇" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await city.Approver.Post($"fund-transfers/{bounced.Id}/return", new { reason = "退汇" }, ifMatch: 2)).Must(HttpStatusCode.OK).Text("state").ShouldBe("returned");
        (await city.Balance(from)).ShouldBe(100);

        // It is sent back, as far as it was not spent; who sends it up sees no fund there.
        var sent = await Sent(city, from, county, to, 100);
        (await county.Maker.Post($"fund-transfers/{sent.Id}/sending-back", new { reason = "项目取消" }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.second_person");
        var up = await Sent(county, to, province, await province.Tied("visit"), 40);
        (await county.Approver.Post($"fund-transfers/{sent.Id}/sending-back", new { reason = "项目取消" }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "fund.balance_exceeded");
        (await city.Approver.Post($"fund-transfers/{up.Id}/sending-back", new { reason = "多余" }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await province.Approver.Post($"fund-transfers/{up.Id}/sending-back", new { reason = "多余" }, ifMatch: 3)).Must(HttpStatusCode.OK).Text("state").ShouldBe("returning");
        (await county.Approver.Post($"fund-transfers/{up.Id}/return", new { reason = "已退回" }, ifMatch: 4)).Must(HttpStatusCode.OK).Text("state").ShouldBe("returned");
        (await county.Approver.Post($"fund-transfers/{sent.Id}/sending-back", new { reason = "项目取消" }, ifMatch: 3)).Must(HttpStatusCode.OK).Text("state").ShouldBe("returning");
        (await county.Balance(to), await city.Balance(from)).ShouldBe((0, 0));
        (await city.Approver.Post($"fund-transfers/{sent.Id}/return", new { reason = "已退回" }, ifMatch: 4)).Must(HttpStatusCode.OK);
        (await county.Balance(to), await city.Balance(from)).ShouldBe((0, 100));
        (await Figures(city.Maker)).ShouldBe((100, 0, 0, 0, 100));
        (await Figures(county.Maker)).ShouldBe((0, 0, 0, 0, 0));
        (await api.Rows<string>("SELECT kind FROM welfare_fund_entry WHERE fund_id = @from ORDER BY number", new { from })).ShouldBe(["income", "transfer_out", "reversal", "transfer_out", "reversal"]);

        // Nothing moves that was refused, cancelled, or is more than one person may let go.
        var refused = (await city.Maker.Post("fund-transfers", Transfer(from, county.Maker.OrgId, 1))).Must(HttpStatusCode.Created);
        (await city.Approver.Post($"fund-transfers/{refused.Id}/refusal", new { reason = "依据不足" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("refused");
        var cancelled = (await city.Maker.Post("fund-transfers", Transfer(from, county.Maker.OrgId, 1))).Must(HttpStatusCode.Created);
        (await city.Maker.Post($"fund-transfers/{cancelled.Id}/cancellation", new { reason = "重复" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await province.Approver.Put($"fund-limits/{city.Maker.OrgId}", new { mostFen = 90, aloneFen = 10 }, ifMatch: 0)).Must(HttpStatusCode.OK);
        (await city.Maker.Post("fund-transfers", Transfer(from, county.Maker.OrgId, 91))).MustRefuse(HttpStatusCode.Conflict, "payment.limit_exceeded");
        var large = (await city.Maker.Post("fund-transfers", Transfer(from, county.Maker.OrgId, 11))).Must(HttpStatusCode.Created);
        (await city.Approver.Post($"fund-transfers/{large.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("first_approved");
        (await city.Approver.Post($"fund-transfers/{large.Id}/approval", null, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "fund_transfer.second_person");
        (await (await api.Key(city.Maker.OrgId, Scopes)).Post($"fund-transfers/{large.Id}/approval", null, ifMatch: 2)).Must(HttpStatusCode.OK).Text("state").ShouldBe("sent");
        (await city.Maker.Get("fund-transfers?state[in]=sent,returned&sort=id")).Json.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()).ShouldBe([bounced.Id, sent.Id, up.Id, large.Id]);
        (await county.Maker.Get("exchange/changes?types=fund_transfer")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(6);
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_raced_payments_and_transfers_no_more_leaves_a_restricted_fund_than_is_in_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, city, county) = await Foundation(api);
        var fund = await city.Tied("visit");
        (await city.Maker.Post("incomes", Donation(fund, 570, "捐1"))).Must(HttpStatusCode.Created);
        var transfers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => city.Maker.Post("fund-transfers", Transfer(fund, county.Maker.OrgId, 100))));
        var payments = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => city.Maker.Post("payments", Payment(fund, 100))));

        var answers = await Task.WhenAll(transfers.Select(transfer => city.Approver.Post($"fund-transfers/{transfer.Must(HttpStatusCode.Created).Id}/approval", null, ifMatch: 1))
            .Concat(payments.Select(payment => city.Approver.Post($"payments/{payment.Must(HttpStatusCode.Created).Id}/approval", null, ifMatch: 1))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(5);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "fund.balance_exceeded");
        (await city.Balance(fund)).ShouldBe(70);

        // Money arrives once, however often that is noted at the same time.
        var into = await county.Tied("visit");
        var arrived = transfers.Zip(answers).Where(pair => pair.Second.Status == HttpStatusCode.OK).Select(pair => pair.First.Id).ToList();
        var noted = await Task.WhenAll(arrived.Concat(arrived).Select(id => county.Maker.Post($"fund-transfers/{id}/receipt", new { fundId = into }, ifMatch: 2)));
        noted.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(arrived.Count);
        (await county.Balance(into)).ShouldBe(100 * arrived.Count);
        await Balanced(api);
    }

    internal static object Transfer(Guid fundId, Guid toOrgId, long amountFen) => new { fundId, toOrgId, amountFen, reason = "慰问专项" };

    /// <summary>A foundation of a province, of a city below it, and the association of a county below that; two officers each.</summary>
    private static async Task<(Keeper Province, Keeper City, Keeper County)> Foundation(Api api)
    {
        var province = await api.Organisation(region: "370000", level: "province", kind: "foundation", scopes: Scopes);
        var city = await api.Organisation(province, region: "371500", level: "prefecture", kind: "foundation", scopes: Scopes);
        var county = await api.Organisation(city, scopes: Scopes);
        return (await With(province), await With(city), await With(county));

        async Task<Keeper> With(Client maker) => new(maker, await api.Key(maker.OrgId, Scopes));
    }

    /// <summary>A transfer that was proposed and approved, and received where a fund is named.</summary>
    private static async Task<Answer> Sent(Keeper from, Guid fund, Keeper to, Guid? into, long amountFen)
    {
        var proposed = (await from.Maker.Post("fund-transfers", Transfer(fund, to.Maker.OrgId, amountFen))).Must(HttpStatusCode.Created);
        var sent = (await from.Approver.Post($"fund-transfers/{proposed.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        return into is null ? sent : (await to.Maker.Post($"fund-transfers/{proposed.Id}/receipt", new { fundId = into }, ifMatch: 2)).Must(HttpStatusCode.OK);
    }

    private static async Task<(long Income, long In, long Out, long Spending, long Closing)> Figures(Client caller)
    {
        var figures = (await caller.Get("fund-statements?period=2026")).Must(HttpStatusCode.OK).Json.GetProperty("all");
        long Of(string name) => figures.GetProperty(name).GetInt64();
        return (Of("incomeFen"), Of("transferredInFen"), Of("transferredOutFen"), Of("spendingFen"), Of("closingFen"));
    }

    /// <summary>Two officers of an organisation.</summary>
    private sealed record Keeper(Client Maker, Client Approver)
    {
        /// <summary>A fund for certain uses on the donor's condition.</summary>
        internal async Task<Guid> Tied(params string[] uses) =>
            (await Maker.Post("funds", new { name = "示范专项基金", uses, restriction = Condition })).Must(HttpStatusCode.Created).Id;

        internal async Task<long> Balance(Guid fund) => (await Maker.Get($"funds/{fund}")).Must(HttpStatusCode.OK).Json.GetProperty("balanceFen").GetInt64();
    }
}
