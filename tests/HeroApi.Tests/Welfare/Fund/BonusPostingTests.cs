using System.Net;
using HeroApi.Host;
using HeroApi.TestKit;
using HeroApi.Welfare.Fund.Unposted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Fund.FundTests;

namespace HeroApi.Tests.Welfare.Fund;

/// <summary>Bonuses that Recognition pays come into the books by themselves, each once.</summary>
public sealed class BonusPostingTests
{
    private static readonly string[] Paying = [.. Scopes, "bonuses:approve", "protected:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_bonus_that_was_paid_is_posted_once_though_the_host_died_in_between_and_tells_nobody_of_a_secret(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        var api = await Api.On(database, clock: clock);
        var payer = await api.Organisation(scopes: Paying);
        var clerk = await api.Key(payer.OrgId, Scopes);
        var unkept = await Approved(api, payer, 100, secret: false);
        (await payer.Post($"bonuses/{unkept.Id}/payments", Sum(100, "收0"))).Must(HttpStatusCode.OK);
        await api.Settle();
        (await api.Count("welfare_unposted")).ShouldBe(0, "who keeps no fund has no books");

        var open = (await payer.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        var fund = (await payer.Post("funds", new { name = "示范奖励金", uses = new[] { "bonus" } })).Must(HttpStatusCode.Created);
        (await payer.Post("incomes", Donation(fund.Id, 1_000, "捐1"))).Must(HttpStatusCode.Created);
        var secret = await Approved(api, payer, 700, secret: true);
        await api.DisposeAsync();
        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            (await dying.With(payer.Secret, payer.OrgId).Post($"bonuses/{secret.Id}/payments", Sum(600, "收1"))).Must(HttpStatusCode.OK);
            (await dying.Count("welfare_fund_entry", "kind = 'bonus'")).ShouldBe(0);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using var next = await Api.On(database, clock: clock);
        (payer, clerk) = (next.With(payer.Secret, payer.OrgId), next.With(clerk.Secret, clerk.OrgId));
        await next.Settle();

        (await payer.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("400");
        (await payer.Get($"funds/{open.Id}")).Text("balanceFen").ShouldBe("0");
        var entries = await clerk.Get("ledger-entries?kind=bonus");
        entries.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        entries.Body.ShouldNotContain(secret.Id.ToString());
        entries.Body.ShouldNotContain(secret.Json.GetProperty("heroId").GetString()!);
        (await next.Rows<string>("SELECT body FROM kernel_event WHERE type = 'recognition.bonus_paid.v1'")).ShouldAllBe(said => !said.Contains(secret.Json.GetProperty("heroId").GetString()!));
        await Balanced(next);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_no_fund_can_take_waits_on_a_list_until_an_officer_settles_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var payer = await api.Organisation(scopes: Paying);
        var stranger = await api.Organisation(region: "350582", scopes: Paying);
        var tied = (await payer.Post("funds", new { name = "示范慰问金", uses = new[] { "visit" } })).Must(HttpStatusCode.Created);
        var bonus = await Approved(api, payer, 1_000, secret: false);
        (await payer.Post($"bonuses/{bonus.Id}/payments", Sum(300, "收1"))).Must(HttpStatusCode.OK);
        await api.Settle();
        var fund = (await payer.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        (await payer.Post("incomes", Donation(fund.Id, 500, "捐1"))).Must(HttpStatusCode.Created);
        (await payer.Post($"bonuses/{bonus.Id}/payments", Sum(600, "收2"))).Must(HttpStatusCode.OK);
        await api.Settle();

        var waiting = (await payer.Get("unposted?settled=false&sort=id")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        waiting.Select(row => (row.GetProperty("because").GetString(), row.GetProperty("amountFen").GetInt64())).ShouldBe([("no_fund", 300), ("balance", 600)]);
        Guid Waiting(int index) => waiting[index].GetProperty("id").GetGuid();
        (await stranger.Get("unposted")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await stranger.Post($"unposted/{Waiting(0)}/dismissal", new { reason = "示范" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        (await payer.Post($"unposted/{Waiting(0)}/posting", new { fundId = tied.Id })).Errors.ShouldBe([("/fundId", "payment.use_outside")]);
        (await payer.Post($"unposted/{Waiting(1)}/posting", new { fundId = fund.Id })).MustRefuse(HttpStatusCode.Conflict, "fund.balance_exceeded");
        (await payer.Post("incomes", Donation(fund.Id, 500, "捐2"))).Must(HttpStatusCode.Created);
        (await payer.Post($"unposted/{Waiting(1)}/posting", new { fundId = fund.Id })).Must(HttpStatusCode.OK);
        (await payer.Post($"unposted/{Waiting(1)}/posting", new { fundId = fund.Id })).MustRefuse(HttpStatusCode.Conflict, "unposted.settled");
        (await payer.Post($"unposted/{Waiting(0)}/dismissal", new { reason = "由财政直接支付" })).Must(HttpStatusCode.OK).Text("dismissed").ShouldBe("由财政直接支付");
        (await payer.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("400");
        (await payer.Get("unposted?settled=false")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_comes_back_of_a_revoked_bonus_goes_into_the_fund_that_paid_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "410102", scopes: Paying);
        var home = await api.Organisation(region: "371502", scopes: Paying);
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var fund = (await county.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        (await county.Post("incomes", Donation(fund.Id, 1_000, "捐1"))).Must(HttpStatusCode.Created);
        var bonus = await Approved(api, county, 800, secret: false, hero, decided.Id);
        (await county.Post($"bonuses/{bonus.Id}/payments", Sum(800, "收1"))).Must(HttpStatusCode.OK);
        await api.Settle();
        (await county.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("200");

        await api.Revoked(county, decided, "bonus");
        (await county.Post($"bonuses/{bonus.Id}/recoveries", new { amountFen = 300, method = "cash", receiptNumber = "退1" })).Must(HttpStatusCode.OK);
        await api.Settle();

        (await county.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("500");
        var spent = (await county.Get("fund-statements?period=2026")).Must(HttpStatusCode.OK).Json.GetProperty("all").GetProperty("spending").EnumerateArray().ShouldHaveSingleItem();
        (spent.GetProperty("account").GetString(), spent.GetProperty("fen").GetInt64()).ShouldBe(("spending_bonus", 500));
        await Balanced(api);
    }

    /// <summary>A host that goes down whenever it is about to post what Recognition has paid.</summary>
    private static Module Dying => new(typeof(BonusPostingTests).Assembly, services => services.AddScoped<BonusBook>(_ => throw new InvalidOperationException("the host goes down here")), _ => { });

    private static object Sum(long amountFen, string receipt) => new { amountFen, method = "bank_transfer", receiptNumber = receipt, payee = "本人" };

    /// <summary>A bonus that its body has proposed, and another of its officers approved.</summary>
    private static async Task<Answer> Approved(Api api, Client payer, long amountFen, bool secret, Guid? heroId = null, Guid? caseId = null)
    {
        heroId ??= (await payer.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created).Id;
        var proposed = (await payer.Post("bonuses", new { heroId, caseId, basis = "示范决定", region = "371502", amountFen, decidedOn = "2026-05-20", number = $"示{amountFen}号", secret })).Must(HttpStatusCode.Created);
        return (await (await api.Key(payer.OrgId, Paying)).Post($"bonuses/{proposed.Id}/approval", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
    }
}
