using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Fund.FundTests;

namespace HeroApi.Tests.Welfare.Fund;

/// <summary>What the books say of months and years, and what of it everybody may read.</summary>
public sealed class FundBookTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_year_is_stated_held_against_the_law_and_published_once_it_is_over(Engine engine)
    {
        await using var api = await Api.On(engine);
        var maker = await api.Organisation(scopes: Scopes);
        var (approver, stranger) = (await api.Key(maker.OrgId, Scopes), await api.Organisation(region: "350582", scopes: Scopes));
        var open = (await maker.Post("funds", new { name = "示范基金", openedOn = "2025-12-01" })).Must(HttpStatusCode.Created);
        var tied = (await maker.Post("funds", new { name = "示范个人定向基金", uses = new[] { "schooling" }, openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        async Task In(Answer fund, long fen, string kind, string on, params (string, object?)[] changed) =>
            (await maker.Post("incomes", Donation(fund.Id, fen, $"捐{on}{fen}", [("kind", kind), ("on", on), .. kind == "donation" ? changed : [("donorKind", null), ("payer", null), ("receiptNumber", null)]]))).Must(HttpStatusCode.Created);
        async Task Out(Answer fund, long fen, string use, string on)
        {
            var proposed = (await maker.Post("payments", Payment(fund.Id, fen, use, ("on", on)))).Must(HttpStatusCode.Created);
            (await approver.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        }

        // A county association raised near one million yuan (domain.md A4): 998,000.
        await In(open, 5_000_000, "opening", "2025-12-01");
        await In(open, 10_000_000, "government_grant", "2025-12-15");
        await In(open, 90_000_000, "donation", "2026-03-01");
        await In(tied, 9_800_000, "donation", "2026-03-31", ("donorKind", "individual"), ("payer", "示范捐赠人"));
        await In(open, 10_000, "investment", "2026-04-01");
        await Out(open, 6_300_000, "visit", "2026-02-10");
        await Out(open, 700_000, "management", "2026-03-02");

        // Between February and March nothing may have been spent that came in later.
        var late = (await maker.Post("payments", Payment(open.Id, 8_700_001, "visit", ("on", "2026-02-11")))).Must(HttpStatusCode.Created);
        (await approver.Post($"payments/{late.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "fund.balance_exceeded");

        var march = (await maker.Get("fund-statements?period=2026-03")).Must(HttpStatusCode.OK);
        Figures(march.Json.GetProperty("all")).ShouldBe((8_700_000, 0, 99_800_000, 700_000, 107_800_000));
        var (year, before) = ((await maker.Get("fund-statements?period=2026")).Json, (await maker.Get("fund-statements?period=2025Q4")).Json);
        Figures(before.GetProperty("all")).ShouldBe((0, 5_000_000, 10_000_000, 0, 15_000_000));
        Figures(year.GetProperty("all")).ShouldBe((15_000_000, 0, 99_810_000, 7_000_000, 107_810_000));
        year.GetProperty("funds").EnumerateArray().Select(fund => Figures(fund.GetProperty("figures"))).ShouldBe([(15_000_000, 0, 90_010_000, 7_000_000, 98_010_000), (0, 0, 9_800_000, 0, 9_800_000)], ignoreOrder: true);
        year.GetProperty("all").GetProperty("spending").EnumerateArray().Select(figure => (figure.GetProperty("account").GetString(), figure.GetProperty("fen").GetInt64()))
            .ShouldBe([("spending_visit", 6_300_000), ("spending_management", 700_000)]);
        (await maker.Get("fund-statements?period=2026-13")).Errors.ShouldBe([("/query/period", "value.format")]);
        (await stranger.Get($"fund-statements?period=2026&org={maker.OrgId}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        // 6.3 of 10 million is less than 70 %; 0.7 of 7 million is exactly 10 %.
        var ratios = (await maker.Get("fund-ratios?year=2026")).Must(HttpStatusCode.OK);
        (ratios.Text("activityOfBefore"), ratios.Text("activityKept"), ratios.Text("managementOfSpending"), ratios.Text("managementKept"), ratios.Text("averageIncomeFen")).ShouldBe(("6300", "false", "1000", "true", null));
        var given = (await maker.Get("donation-statistics?from=2026-01-01&to=2026-12-31")).Must(HttpStatusCode.OK);
        (given.Text("donations"), given.Text("amountFen")).ShouldBe(("2", "99800000"));
        (await stranger.Get("donation-statistics")).Text("donations").ShouldBe("0");

        (await maker.Post("fund-years", new { year = 2026 })).MustRefuse(HttpStatusCode.Conflict, "fund.year_not_over");
        (await api.Nobody.Get($"public/fund/{maker.OrgId}/2026")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        api.Clock.Advance(TimeSpan.FromDays(220));
        var published = (await approver.Post("fund-years", new { year = 2026 })).Must(HttpStatusCode.Created);
        (await approver.Post("fund-years", new { year = 2026 })).MustRefuse(HttpStatusCode.Conflict, "fund.year_published");
        var read = (await api.Nobody.Get($"public/fund/{maker.OrgId}/2026")).Must(HttpStatusCode.OK);
        read.Body.ShouldBe(published.Body);
        Figures(read.Json.GetProperty("figures")).ShouldBe((15_000_000, 0, 99_810_000, 7_000_000, 107_810_000));
        read.Text("restrictedClosingFen").ShouldBe("9800000");
        read.Json.GetProperty("donations").EnumerateArray().Select(kind => (kind.GetProperty("donorKind").GetString(), kind.GetProperty("fen").GetInt64())).ShouldBe([("company", 90_000_000), ("individual", 9_800_000)]);
        read.Body.ShouldNotContain("示范捐赠人");
        read.Body.ShouldNotContain("示范个人定向基金");
        (await maker.Post("incomes", Donation(open.Id, 1, "捐末", ("on", "2026-12-31")))).MustRefuse(HttpStatusCode.Conflict, "fund.year_published");
        (await maker.Post("incomes", Donation(open.Id, 1, "捐末", ("on", "2027-01-01")))).Must(HttpStatusCode.Created);
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_books_show_what_an_entry_was_for_only_to_who_sees_that(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation(scopes: [.. Scopes, "protected:read"]);
        var clerk = await api.Key(keeper.OrgId, Scopes);
        var hero = (await keeper.Post("heroes", new { name = "示范甲", protection = "restricted" })).Must(HttpStatusCode.Created);
        await api.Settle();
        var fund = (await keeper.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        var gift = (await clerk.Post("incomes", Donation(fund.Id, 100, "捐1"))).Must(HttpStatusCode.Created);
        var payment = (await keeper.Post("payments", Payment(fund.Id, 60, ("heroId", hero.Id)))).Must(HttpStatusCode.Created);
        (await clerk.Post($"payments/{payment.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var confidant = await api.Key(keeper.OrgId, [.. Scopes, "protected:read"]);
        (await confidant.Post($"payments/{payment.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await confidant.Post($"payments/{payment.Id}/reversal", new { reason = "退回" }, ifMatch: 2)).Must(HttpStatusCode.OK);

        var all = (await confidant.Get($"ledger-entries?fund={fund.Id}&sort=number")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        all.Select(entry => (entry.GetProperty("number").GetInt64(), entry.GetProperty("kind").GetString(), Id(entry, "incomeId"), Id(entry, "paymentId"), Id(entry, "reverses")))
            .ShouldBe([(1, "income", gift.Id, null, null), (2, "payment", null, payment.Id, null), (3, "reversal", null, null, all[1].GetProperty("id").GetGuid())]);
        var shown = (await clerk.Get("ledger-entries?account=spending_visit&kind=payment")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        Id(shown, "paymentId").ShouldBeNull();
        shown.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("account").GetString(), line.GetProperty("debitFen").GetInt64(), line.GetProperty("creditFen").GetInt64()))
            .ShouldBe([("cash_bank", 0, 60), ("spending_visit", 60, 0)]);
        (await (await api.Organisation(region: "350582", scopes: Scopes)).Get("ledger-entries")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static Guid? Id(JsonElement entry, string member) => entry.TryGetProperty(member, out var id) && id.ValueKind == JsonValueKind.String ? id.GetGuid() : null;

    internal static (long Opening, long BroughtIn, long Income, long Spending, long Closing) Figures(JsonElement figures)
    {
        long Of(string name) => figures.GetProperty(name).GetInt64();
        return (Of("openingFen"), Of("broughtInFen"), Of("incomeFen"), Of("spendingFen"), Of("closingFen"));
    }
}
