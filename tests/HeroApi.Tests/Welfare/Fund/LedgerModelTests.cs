using System.Globalization;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Fund.FundTests;

namespace HeroApi.Tests.Welfare.Fund;

/// <summary>Random incomes, payments, transfers, approvals and reversals, raced against each other and against hosts that die: the books stay right.</summary>
public sealed class LedgerModelTests
{
    private const int Sequences = 5;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_any_sequence_debits_equal_credits_no_fund_is_overdrawn_and_the_statement_is_the_sum_of_its_lines(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var books = await RandomBooks.On(database);
        var choices = Gen.Choose(0, 1_000_000).ArrayOf(800).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(20260601, 7), Prop.ForAll(choices, books.Play));

        books.Crashes.ShouldBeGreaterThan(Sequences / 2);
        books.Done.ShouldBeGreaterThan(Sequences * 20);
        books.Short.ShouldBeGreaterThan(Sequences, "payments that exceed the balance have to be among them");
        books.Stale.ShouldBeGreaterThan(Sequences, "steps that come too late have to be among them");
        books.Arrived.ShouldBeGreaterThan(Sequences, "money has to have gone from fund to fund");
        books.Returned.ShouldBePositive("and some of it back");
    }
}

/// <summary>The books of one organisation after another and of one below it, with officers above both who do what chance says.</summary>
internal sealed class RandomBooks : IAsyncDisposable
{
    private const int Steps = 32;
    private readonly TestDatabase database;
    private readonly TestClock clock = new();
    private Api api = null!;
    private int number;

    private RandomBooks(TestDatabase database) => this.database = database;

    internal int Crashes { get; private set; }

    /// <summary>How many steps were taken.</summary>
    internal int Done { get; private set; }

    /// <summary>How many were refused because the money did not suffice.</summary>
    internal int Short { get; private set; }

    /// <summary>How many were refused because somebody else was first.</summary>
    internal int Stale { get; private set; }

    /// <summary>How many transfers were received.</summary>
    internal int Arrived { get; private set; }

    /// <summary>How many came back to the fund that they had left.</summary>
    internal int Returned { get; private set; }

    internal static async Task<RandomBooks> On(TestDatabase database)
    {
        var books = new RandomBooks(database);
        books.api = await Api.On(database, clock: books.clock);
        return books;
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    internal bool Play(int[] choices)
    {
        // FsCheck shrinks synchronously.
        Task.Run(() => Walk(new Queue<int>(choices))).GetAwaiter().GetResult();
        return true;
    }

    private async Task Walk(Queue<int> choices)
    {
        var (maker, approver) = await Officers();
        var below = await api.Organisation(maker, scopes: Scopes, answersForRegion: false);
        var (ours, theirs) = (new[] { await Fund(maker, "visit"), await Fund(maker, "visit", "schooling"), await Fund(maker) }, new[] { await Fund(below, "visit"), await Fund(below) });
        Guid[] funds = [.. ours, .. theirs];
        for (var step = 0; step < Steps; step++)
            switch (choices.Dequeue() % 18)
            {
                case 0 or 1 or 2:
                    await Race(Few(3, () => maker.Post("incomes", Donation(Any(funds), 1 + choices.Dequeue() % 500, $"捐{++number}", ("on", Day())))));
                    break;
                case 3 or 4 or 5:
                    await Race(Few(6, () => maker.Post("payments", Payment(Any(funds), 1 + choices.Dequeue() % 300, ("on", Day())))));
                    break;
                case 6 or 7 or 8:
                    await Race(await Approvals());
                    break;
                case 9:
                    await Race([.. await Each("payments?state=posted&limit=500", (id, version) => Sometimes(() => approver.Post($"payments/{id}/reversal", new { reason = "退回" }, version))),
                        .. await Approvals()]);
                    break;
                case 10:
                    await Race([.. await Each("incomes?state=recorded&limit=500", (id, version) => Sometimes(() => approver.Post($"incomes/{id}/reversal", new { reason = "有误" }, version))),
                        .. await Approvals()]);
                    break;
                case 11 or 12:
                    await Race(Few(6, () => maker.Post("fund-transfers",
                        new { fundId = Any(funds), toOrgId = choices.Dequeue() % 2 == 0 ? maker.OrgId : below.OrgId, amountFen = 1 + choices.Dequeue() % 300, reason = "调拨", on = Day() })));
                    break;
                case 13 or 14:
                    await Race([.. await Received(ours), .. await Received(theirs), .. await Approvals()]);
                    break;
                case 15 or 16:
                    await Race([.. await Each("fund-transfers?state=returning&limit=500", (id, version) => approver.Post($"fund-transfers/{id}/return", new { reason = "退回" }, version)),
                        .. await Each("fund-transfers?state=sent&limit=500", (id, version) => Sometimes(() => approver.Post($"fund-transfers/{id}/return", new { reason = "退汇" }, version))),
                        .. await Each("fund-transfers?state=received&limit=500", (id, version) => Sometimes(() => approver.Post($"fund-transfers/{id}/sending-back", new { reason = "退回" }, version))), .. await Approvals()]);
                    break;
                default:
                    var dying = Race(await Approvals());
                    await api.DisposeAsync();
                    await dying;
                    api = await Api.On(database, clock: clock);
                    (maker, approver) = (api.With(maker.Secret, maker.OrgId), api.With(approver.Secret, approver.OrgId));
                    Crashes++;
                    await Right(maker, ours, theirs, below.OrgId);
                    break;
            }

        await api.Settle();
        await Right(maker, ours, theirs, below.OrgId);
        Arrived += (int)(await api.Rows<long>("SELECT COUNT(*) FROM welfare_fund_entry e JOIN welfare_fund f ON f.id = e.fund_id WHERE e.kind = 'transfer_in' AND f.owner_org_id IN (@upper, @lower)", new { upper = maker.OrgId, lower = below.OrgId }))[0];
        Returned += (int)await api.Count("welfare_transfer", "state = 'returned' AND owner_org_id IN (@upper, @lower)", new { upper = maker.OrgId, lower = below.OrgId });

        Guid Any(Guid[] of) => of[choices.Dequeue() % of.Length];

        string Day() => new DateOnly(2026, 1, 1).AddDays(choices.Dequeue() % 150).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        List<Task<Answer>> Few(int most, Func<Task<Answer>> act) => [.. Enumerable.Range(0, 1 + choices.Dequeue() % most).Select(_ => act())];

        Task<Answer>? Sometimes(Func<Task<Answer>> act) => choices.Count > 60 && choices.Dequeue() % 3 == 0 ? act() : null;

        async Task<List<Task<Answer>>> Each(string list, Func<Guid, long, Task<Answer>?> act) => [.. (await maker.Get(list)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(row => act(row.GetProperty("id").GetGuid(), row.GetProperty("version").GetInt64())).OfType<Task<Answer>>()];

        Task<List<Task<Answer>>> Received(Guid[] into) => Each("fund-transfers?state=sent&limit=500", (id, version) => maker.Post($"fund-transfers/{id}/receipt", new { fundId = Any(into) }, version));

        // Each is sent twice, as an impatient officer does, so one of the two comes too late.
        async Task<List<Task<Answer>>> Approvals() =>
            [.. await Proposed("payments"), .. await Proposed("fund-transfers"), .. await Proposed("payments"), .. await Proposed("fund-transfers")];

        Task<List<Task<Answer>>> Proposed(string what) => Each($"{what}?state=proposed&limit=500", (id, version) => approver.Post($"{what}/{id}/approval", null, version));
    }

    /// <summary>Waits for all of them; those of a host that dies end as they may.</summary>
    private async Task Race(IReadOnlyList<Task<Answer>> acts)
    {
        foreach (var act in acts)
            try
            {
                var answer = await act;
                if ((int)answer.Status < 300)
                    Done++;
                else if (answer.Code == "fund.balance_exceeded")
                    Short++;
                else if (answer.Code is "record.version_stale" or "payment.transition.not_allowed" or "income.transition.not_allowed" or "fund_transfer.transition.not_allowed")
                    Stale++;
                else if (answer.Code == "request.invalid")
                    answer.Errors.ShouldHaveSingleItem().Code.ShouldBeOneOf("fund_transfer.wider", "fund_transfer.elsewhere", "fund_transfer.before_sent");
                else
                    answer.Code.ShouldBe("server.stopping", answer.Body);
            }
            catch (HttpRequestException)
            {
            }
            catch (OperationCanceledException)
            {
            }
    }

    /// <summary>The books against themselves, against the records that they are about, and the statement against both.</summary>
    private async Task Right(Client maker, Guid[] ours, Guid[] theirs, Guid below)
    {
        await Balanced(api);
        long between = 0;
        foreach (var (org, funds) in new[] { (maker.OrgId, ours), (below, theirs) })
        {
            var statement = (await maker.Get($"fund-statements?period=2026&org={org}")).Must(HttpStatusCode.OK).Json.GetProperty("funds").EnumerateArray()
                .ToDictionary(fund => fund.GetProperty("fundId").GetGuid(), fund => fund.GetProperty("figures"));
            foreach (var fund in funds)
            {
                var given = await Sum("welfare_income WHERE fund_id = @fund AND state = 'recorded'", fund);
                var paid = await Sum("welfare_payment WHERE fund_id = @fund AND state = 'posted'", fund);
                var gone = await Sum("welfare_transfer WHERE from_fund_id = @fund AND state IN ('sent', 'received', 'returning')", fund);
                var came = await Sum("welfare_transfer WHERE to_fund_id = @fund AND state = 'received'", fund);
                var left = given + came - paid - gone;
                var lines = (await api.Rows<long>("SELECT CAST(COALESCE(SUM(debit_fen - credit_fen), 0) AS bigint) FROM welfare_fund_line WHERE fund_id = @fund AND account = 'cash_bank'", new { fund })).Single();
                (await maker.Get($"funds/{fund}")).Text("balanceFen").ShouldBe($"{left}");
                lines.ShouldBe(left);
                if (statement.TryGetValue(fund, out var figures))
                    (FundBookTests.Figures(figures), figures.GetProperty("transferredInFen").GetInt64(), figures.GetProperty("transferredOutFen").GetInt64()).ShouldBe(((0, 0, given, paid, left), came, gone));
                else
                    left.ShouldBe(0);
                between += left - given + paid;
            }
        }

        // What is in no fund is on its way between two.
        var under = await api.Rows<long>("SELECT CAST(COALESCE(SUM(amount_fen), 0) AS bigint) FROM welfare_transfer WHERE state IN ('sent', 'returning') AND owner_org_id IN (@upper, @below)", new { upper = maker.OrgId, below });
        under.ShouldBe([-between]);
    }

    private async Task<long> Sum(string of, Guid fund) => (await api.Rows<long>($"SELECT CAST(COALESCE(SUM(amount_fen), 0) AS bigint) FROM {of}", new { fund })).Single();

    private async Task<(Client Maker, Client Approver)> Officers()
    {
        var maker = await api.Organisation(scopes: Scopes, answersForRegion: false);
        return (maker, await api.Key(maker.OrgId, Scopes));
    }

    private static async Task<Guid> Fund(Client maker, params string[] uses) =>
        (await maker.Post("funds", new { name = $"示范基金{uses.Length}", uses, openedOn = "2026-01-01" })).Must(HttpStatusCode.Created).Id;
}
