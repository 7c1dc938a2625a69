using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Fund;

public sealed class FundTests
{
    internal static readonly string[] Scopes = [.. States.OfficerScopes, "fund:post", "fund:approve", "orgs:write"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_came_in_is_spent_for_what_it_was_given_and_by_two_persons(Engine engine)
    {
        await using var api = await Api.On(engine);
        var maker = await api.Organisation(scopes: Scopes);
        var (approver, reader) = (await api.Key(maker.OrgId, Scopes), await api.Key(maker.OrgId, ["welfare:read", "fund:post"]));

        var fund = (await maker.Post("funds", new { name = "示范奖励金", uses = new[] { "bonus", "visit" }, restriction = "定向捐赠", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        (fund.Text("balanceFen"), fund.Text("restricted")).ShouldBe(("0", "true"));
        (await maker.Post("incomes", Donation(fund.Id, 1, "捐1", ("payer", null)))).Errors.ShouldBe([("/payer", "value.required")]);
        (await maker.Post("incomes", Donation(fund.Id, 1, null))).Errors.ShouldBe([("/receiptNumber", "value.required")]);
        (await maker.Post("incomes", Donation(fund.Id, 1, null, ("anonymous", true)))).Errors.ShouldBe([("/payer", "value.unwanted")]);
        (await maker.Post("incomes", Donation(Guid.CreateVersion7(), 1, "捐1"))).Errors.ShouldBe([("/fundId", "fund.unknown")]);
        (await maker.Post("incomes", Donation(fund.Id, 1, "捐1", ("on", "2025-12-31")))).MustRefuse(HttpStatusCode.Conflict, "fund.day_outside");
        var gift = (await maker.Post("incomes", Donation(fund.Id, 1_000_000, "捐1"))).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 1, "捐1"))).MustRefuse(HttpStatusCode.Conflict, "income.receipt_used");
        (await maker.Post("incomes", Donation(fund.Id, 200_000, null, ("payer", null), ("anonymous", true), ("donorKind", "individual")))).Must(HttpStatusCode.Created).Text("payer").ShouldBeNull();
        var full = (await maker.Get($"funds/{fund.Id}")).Must(HttpStatusCode.OK);
        (full.Text("balanceFen"), full.Version).ShouldBe(("1200000", 3));
        (await maker.Patch($"funds/{fund.Id}", new { uses = Array.Empty<string>() }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "fund.restriction_fixed");
        (await maker.Patch($"funds/{fund.Id}", new { name = "示范奖励专项" }, ifMatch: 3)).Must(HttpStatusCode.OK).Version.ShouldBe(4);

        (await maker.Post("payments", Payment(fund.Id, 1, use: "publicity"))).Errors.ShouldBe([("/use", "payment.use_outside")]);
        (await maker.Post("payments", Payment(fund.Id, 1, ("for", new { type = "visit", id = Guid.CreateVersion7() })))).Errors.ShouldBe([("/for", "payment.subject_unknown")]);
        var proposed = (await maker.Post("payments", Payment(fund.Id, 900_000))).Must(HttpStatusCode.Created);
        (await maker.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "payment.second_person");
        (await reader.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await maker.Post($"payments/{proposed.Id}/refusal", new { reason = "重复" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "payment.second_person");
        var paid = (await approver.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (paid.Text("state"), (await maker.Get($"funds/{fund.Id}")).Text("balanceFen")).ShouldBe(("posted", "300000"));
        (await approver.Post($"payments/{proposed.Id}/approval", null, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "payment.transition.not_allowed");

        var greedy = (await maker.Post("payments", Payment(fund.Id, 300_001))).Must(HttpStatusCode.Created);
        (await approver.Post($"payments/{greedy.Id}/approval", null, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "fund.balance_exceeded").Text("params.balanceFen").ShouldBe("300000");
        (await approver.Post($"payments/{greedy.Id}/refusal", new { reason = "余额不足" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("refused");

        // Of money that is spent an income is not taken back; once the payment was reversed it is.
        (await maker.Post($"incomes/{gift.Id}/reversal", new { reason = "录入有误" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "income.second_person");
        (await approver.Post($"incomes/{gift.Id}/reversal", new { reason = "录入有误" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "fund.balance_exceeded");
        (await approver.Post($"payments/{proposed.Id}/reversal", new { reason = "款项退回" }, ifMatch: 2)).Must(HttpStatusCode.OK).Text("state").ShouldBe("reversed");
        (await approver.Post($"incomes/{gift.Id}/reversal", new { reason = "录入有误" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("reversed");
        var left = (await maker.Get($"funds/{fund.Id}")).Must(HttpStatusCode.OK);
        left.Text("balanceFen").ShouldBe("200000");
        (await approver.Post($"funds/{fund.Id}/closure", null, ifMatch: left.Version)).MustRefuse(HttpStatusCode.Conflict, "fund.not_empty");
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_fifty_raced_payments_no_more_leaves_a_restricted_fund_than_is_in_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var maker = await api.Organisation(scopes: Scopes);
        var approver = await api.Key(maker.OrgId, Scopes);
        var fund = (await maker.Post("funds", new { name = "示范慰问金", uses = new[] { "visit" } })).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 1_070, "捐1"))).Must(HttpStatusCode.Created);
        var payments = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => maker.Post("payments", Payment(fund.Id, 100))));

        var answers = await Task.WhenAll(payments.Select(payment => approver.Post($"payments/{payment.Must(HttpStatusCode.Created).Id}/approval", null, ifMatch: 1)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(10);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "fund.balance_exceeded");
        (await maker.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("70");
        (await api.Count("welfare_payment", "state = 'posted'")).ShouldBe(10);
        (await api.Rows<long>("SELECT number FROM welfare_fund_entry ORDER BY number")).ShouldBe(Enumerable.Range(1, 11).Select(number => (long)number));
        await Balanced(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_payment_about_a_person_is_seen_by_who_cares_for_him_and_kept_as_closely_as_his_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (payer, home) = (await api.Organisation(region: "410102", scopes: Scopes), await api.Organisation(region: "371502", scopes: [.. Scopes, "protected:read"]));
        var confidant = await api.Key(payer.OrgId, [.. Scopes, "protected:read"]);
        await api.Confirmed(payer, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var fund = (await payer.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);

        (await payer.Post("payments", Payment(fund.Id, 100, ("heroId", Guid.CreateVersion7())))).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        var payment = (await payer.Post("payments", Payment(fund.Id, 100, ("heroId", hero)))).Must(HttpStatusCode.Created);
        (await home.Get($"payments?person={hero}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(payment.Id);
        (await home.Post($"payments/{payment.Id}/cancellation", new { reason = "重复" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Get($"funds/{fund.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        var file = (await home.Get($"heroes/{hero}")).Must(HttpStatusCode.OK);
        (await home.Patch($"heroes/{hero}", new { protection = "restricted" }, file.Version, ("X-Action-Note", "本人要求"))).Must(HttpStatusCode.OK);
        await api.Settle();

        (await payer.Get($"payments/{payment.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await confidant.Get($"payments/{payment.Id}")).Must(HttpStatusCode.OK).Text("protection").ShouldBe("restricted");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Above_the_limits_that_a_superior_sets_two_have_to_approve_or_nobody_may(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture", scopes: Scopes);
        var maker = await api.Organisation(city, scopes: Scopes);
        var (first, second) = (await api.Key(maker.OrgId, Scopes), await api.Key(maker.OrgId, Scopes));
        var fund = (await maker.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 10_000, "捐1"))).Must(HttpStatusCode.Created);

        (await first.Put($"fund-limits/{maker.OrgId}", new { mostFen = 1_000 }, ifMatch: 0)).MustRefuse(HttpStatusCode.Forbidden, "fund.own_limit");
        (await first.Put($"fund-limits/{city.OrgId}", new { mostFen = 1_000 }, ifMatch: 0)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await city.Put($"fund-limits/{maker.OrgId}", new { mostFen = 1_000, aloneFen = 100 }, ifMatch: 0)).Must(HttpStatusCode.OK).Version.ShouldBe(1);
        (await city.Put($"fund-limits/{maker.OrgId}", new { mostFen = 2_000 }, ifMatch: 0)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");

        (await maker.Post("payments", Payment(fund.Id, 1_001))).MustRefuse(HttpStatusCode.Conflict, "payment.limit_exceeded");
        var small = (await maker.Post("payments", Payment(fund.Id, 100))).Must(HttpStatusCode.Created);
        (await first.Post($"payments/{small.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("posted");
        var large = (await maker.Post("payments", Payment(fund.Id, 101))).Must(HttpStatusCode.Created);
        (await first.Post($"payments/{large.Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("first_approved");
        (await first.Post($"payments/{large.Id}/approval", null, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "payment.second_person");
        (await second.Post($"payments/{large.Id}/approval", null, ifMatch: 2)).Must(HttpStatusCode.OK).Text("state").ShouldBe("posted");
        (await maker.Get($"funds/{fund.Id}")).Text("balanceFen").ShouldBe("9799");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_paid_for_a_record_is_for_its_owner_and_use_and_never_more_than_it_allows(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (maker, stranger) = (await api.Organisation(scopes: Scopes), await api.Organisation(region: "350582", scopes: Scopes));
        var approver = await api.Key(maker.OrgId, Scopes);
        var fund = (await maker.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 1_000_000, "捐1"))).Must(HttpStatusCode.Created);
        var others = (await stranger.Post("funds", new { name = "示范基金" })).Must(HttpStatusCode.Created);
        var policy = (await maker.Post("policies", new
        {
            insurerName = "示范财产保险股份有限公司",
            insurerCode = "91350100M000100Y43",
            number = "示保1",
            kind = "accident_medical",
            from = "2026-01-01",
            to = "2026-12-31",
            covers = new[] { new { what = "death", amountFen = 25_000_000 } },
            premiumFen = 100_000,
            payer = "fund",
            reportDays = 30,
            decisionDays = 30
        })).Must(HttpStatusCode.Created);
        var @for = new { type = "policy", id = policy.Id };
        Task<Answer> Premium(long fen) => maker.Post("payments", Payment(fund.Id, fen, "premium", ("for", @for)));

        (await maker.Post("payments", Payment(fund.Id, 1, "visit", ("for", @for)))).Errors.ShouldBe([("/use", "payment.subject_use")]);
        (await stranger.Post("payments", Payment(others.Id, 1, "premium", ("for", @for)))).Errors.ShouldBe([("/for", "payment.subject_unknown")]);
        (await Premium(100_001)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_exceeded").Text("params.leftFen").ShouldBe("100000");
        var raced = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Premium(40_000)));
        raced.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        raced.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "payment.subject_exceeded");

        var held = raced.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        (await approver.Post($"payments/{held[0].Id}/approval", null, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await maker.Post($"payments/{held[1].Id}/cancellation", new { reason = "重复" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await Premium(60_001)).MustRefuse(HttpStatusCode.Conflict, "payment.subject_exceeded");
        (await Premium(60_000)).Must(HttpStatusCode.Created);
        (await maker.Get($"payments?for={policy.Id}&state=posted")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("amountFen").GetInt64().ShouldBe(40_000);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_booked_late_may_not_have_overdrawn_the_fund_on_any_day_since(Engine engine)
    {
        await using var api = await Api.On(engine);
        var maker = await api.Organisation(scopes: Scopes);
        var approver = await api.Key(maker.OrgId, Scopes);
        var fund = (await maker.Post("funds", new { name = "示范基金", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 100, "捐1", ("on", "2026-01-01")))).Must(HttpStatusCode.Created);
        (await maker.Post("incomes", Donation(fund.Id, 100, "捐2", ("on", "2026-03-01")))).Must(HttpStatusCode.Created);
        await Paid(90, "2026-01-15", "posted");

        await Paid(11, "2026-01-10", "fund.balance_exceeded");
        await Paid(11, "2026-02-01", "fund.balance_exceeded");
        await Paid(11, "2026-03-01", "posted");
        await Paid(100, "2026-03-01", "fund.balance_exceeded");
        await Paid(10, "2026-01-10", "posted");
        await Balanced(api);

        async Task Paid(long fen, string on, string expected)
        {
            var proposed = (await maker.Post("payments", Payment(fund.Id, fen, ("on", on)))).Must(HttpStatusCode.Created);
            var answer = await approver.Post($"payments/{proposed.Id}/approval", null, ifMatch: 1);
            (answer.Status == HttpStatusCode.OK ? answer.Text("state") : answer.Text("code")).ShouldBe(expected);
        }
    }

    internal static Dictionary<string, object?> Donation(Guid fundId, long amountFen, string? receipt, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["fundId"] = fundId,
            ["kind"] = "donation",
            ["donorKind"] = "company",
            ["payer"] = "示范企业",
            ["amountFen"] = amountFen,
            ["receiptNumber"] = receipt,
            ["handler"] = "示范会计"
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    internal static Dictionary<string, object?> Payment(Guid fundId, long amountFen, params (string Name, object? Value)[] changed) => Payment(fundId, amountFen, "visit", changed);

    internal static Dictionary<string, object?> Payment(Guid fundId, long amountFen, string use, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?> { ["fundId"] = fundId, ["use"] = use, ["amountFen"] = amountFen, ["payee"] = "示范户", ["reason"] = "慰问" };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    /// <summary>Debits equal credits in every entry and fund, the sums of the accounts are those of their lines, and no fund is overdrawn, now or at the end of any day.</summary>
    internal static async Task Balanced(Api api)
    {
        (await api.Rows<long>("SELECT CAST(SUM(debit_fen) - SUM(credit_fen) AS bigint) FROM welfare_fund_line GROUP BY entry_id")).ShouldAllBe(off => off == 0);
        (await api.Rows<long>("SELECT CAST(SUM(debit_fen) - SUM(credit_fen) AS bigint) FROM welfare_fund_account GROUP BY fund_id")).ShouldAllBe(off => off == 0);
        (await api.Rows<long>(
            """
            SELECT COUNT(*) FROM welfare_fund_account a
            WHERE  a.debit_fen <> (SELECT COALESCE(SUM(l.debit_fen), 0) FROM welfare_fund_line l WHERE l.fund_id = a.fund_id AND l.account = a.account)
            OR     a.credit_fen <> (SELECT COALESCE(SUM(l.credit_fen), 0) FROM welfare_fund_line l WHERE l.fund_id = a.fund_id AND l.account = a.account)
            """)).ShouldBe([0]);
        (await api.Rows<long>("SELECT debit_fen - credit_fen FROM welfare_fund_account WHERE account = 'cash_bank'")).ShouldAllBe(left => left >= 0);
        (await api.Rows<long>(
            """
            SELECT CAST(SUM(d.fen) OVER (PARTITION BY d.fund_id ORDER BY d.on_date) AS bigint)
            FROM   (SELECT fund_id, on_date, SUM(debit_fen - credit_fen) AS fen FROM welfare_fund_line WHERE account = 'cash_bank' GROUP BY fund_id, on_date) d
            """)).ShouldAllBe(left => left >= 0);
    }
}
