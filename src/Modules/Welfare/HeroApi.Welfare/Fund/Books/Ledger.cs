using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Books;

/// <summary>What is to be posted: money that comes into a fund or goes out of it, and the account that says why.</summary>
/// <param name="Kind">Of the vocabulary ledger_entry_kind.</param>
/// <param name="SourceId">What it is for; of one kind it is posted once.</param>
/// <param name="On">The day, in China.</param>
/// <param name="Account">The account beside cash: of the vocabulary ledger_account.</param>
/// <param name="CashFen">What comes in, in fen; less than 0 what goes out.</param>
/// <param name="AboutId">The bonus that it is about.</param>
internal sealed record Posting(string Kind, Guid SourceId, DateOnly On, string Account, long CashFen, Guid? AboutId = null);

/// <summary>
/// The books: double entry, only ever added to. The sums of an account are written with its lines, and money leaves only by an UPDATE
/// that asks whether it is there, so that no order of things overdraws a fund. Who posts holds the fund.
/// </summary>
internal sealed class Ledger(Db db, Changes changes, Call call, TimeProvider clock)
{
    /// <summary>Posts it, or refuses.</summary>
    internal async Task<Guid> Post(FundRow fund, Posting posting, CancellationToken ct)
    {
        if (await Against(fund, posting, ct) is { } problem)
            throw new Refusal(problem, problem == FundErrors.BalanceExceeded ? new { fund.BalanceFen } : null);
        return await Write(fund, posting, ct);
    }

    /// <summary>The same where nobody waits for an answer: what stands against it, or null when it is posted.</summary>
    internal async Task<Problem?> Try(FundRow fund, Posting posting, CancellationToken ct)
    {
        var problem = await Against(fund, posting, ct);
        if (problem is null)
            await Write(fund, posting, ct);
        return problem;
    }

    /// <summary>Reverses an entry today, by another one with its sides exchanged.</summary>
    internal async Task<Guid> Reverse(FundRow fund, string kind, Guid sourceId, string account, long cashFen, CancellationToken ct)
    {
        var entry = await db.Single<Guid>("SELECT id FROM welfare_fund_entry WHERE source_id = @sourceId AND kind = @kind", new { sourceId, kind }, ct);
        return await Post(fund, new Posting("reversal", entry, clock.Today(), account, -cashFen), ct);
    }

    private async Task<Problem?> Against(FundRow fund, Posting posting, CancellationToken ct)
    {
        if (fund.ClosedOn is not null)
            return FundErrors.Closed;
        if (posting.On < fund.OpenedOn || posting.On > clock.Today())
            return FundErrors.DayOutside;
        if (await db.Single<long>("SELECT COUNT(*) FROM welfare_fund_year WHERE org_id = @OwnerOrgId AND year >= @Year", new { fund.OwnerOrgId, posting.On.Year }, ct) > 0)
            return FundErrors.YearPublished;
        return posting.CashFen < 0 && await Least(fund, posting.On, ct) + posting.CashFen < 0 ? FundErrors.BalanceExceeded : null;
    }

    /// <summary>
    /// The least that was left in a fund at the end of that day or of one after it: what is booked late may not overdraw the days between.
    /// Reckoned backwards from what is there, so that what is booked today reads no line.
    /// </summary>
    private Task<long> Least(FundRow fund, DateOnly on, CancellationToken ct) => db.Single<long>(
        """
        SELECT CAST(a.debit_fen - a.credit_fen - COALESCE((
                   SELECT MAX(welfare_since.fen)
                   FROM   (SELECT SUM(d.fen) OVER (ORDER BY d.on_date DESC) AS fen
                           FROM   (SELECT l.on_date, SUM(l.debit_fen - l.credit_fen) AS fen
                                   FROM   welfare_fund_line l
                                   WHERE  l.fund_id = @Id AND l.on_date > @on AND l.account = 'cash_bank'
                                   GROUP  BY l.on_date) d) welfare_since
                   WHERE  welfare_since.fen > 0), 0) AS bigint)
        FROM   welfare_fund_account a
        WHERE  a.fund_id = @Id AND a.account = 'cash_bank'
        """, new { fund.Id, on }, ct);

    private async Task<Guid> Write(FundRow fund, Posting posting, CancellationToken ct)
    {
        var (now, cash) = (Instants.Micro(clock.GetUtcNow()), Math.Abs(posting.CashFen));
        var id = Guid.CreateVersion7(now);
        var (cashIn, cashOut) = posting.CashFen > 0 ? (cash, 0L) : (0L, cash);
        Statement[] written =
        [
            new(
                """
                UPDATE welfare_fund_account
                SET    debit_fen = debit_fen + @cashIn, credit_fen = credit_fen + @cashOut
                WHERE  fund_id = @fund AND account = 'cash_bank' AND debit_fen - credit_fen >= @cashOut
                """, [new("fund", fund.Id), new("cashIn", cashIn), new("cashOut", cashOut)]),
            new(
                """
                INSERT INTO welfare_fund_account (fund_id, account, debit_fen, credit_fen) VALUES (@fund, @account, @cashOut, @cashIn)
                ON CONFLICT (fund_id, account) DO UPDATE SET debit_fen = welfare_fund_account.debit_fen + excluded.debit_fen, credit_fen = welfare_fund_account.credit_fen + excluded.credit_fen
                """, [new("fund", fund.Id), new("account", posting.Account), new("cashIn", cashIn), new("cashOut", cashOut)]),
            new(
                """
                INSERT INTO welfare_fund_entry (id, fund_id, number, on_date, kind, source_id, about_id, posted_at, posted_by)
                VALUES (@id, @fund, (SELECT COALESCE(MAX(e.number), 0) + 1 FROM welfare_fund_entry e WHERE e.fund_id = @fund), @on, @kind, @source, @about, @now, @by)
                """,
                [
                    new("id", id), new("fund", fund.Id), new("on", posting.On), new("kind", posting.Kind), new("source", posting.SourceId), new("about", posting.AboutId),
                    new("now", now), new("by", call.Caller.KeyId)
                ]),
            new(
                """
                INSERT INTO welfare_fund_line (entry_id, position, fund_id, on_date, account, debit_fen, credit_fen)
                VALUES (@id, 1, @fund, @on, 'cash_bank', @cashIn, @cashOut), (@id, 2, @fund, @on, @account, @cashOut, @cashIn)
                """,
                [new("id", id), new("fund", fund.Id), new("on", posting.On), new("account", posting.Account), new("cashIn", cashIn), new("cashOut", cashOut)])
        ];
        // Two sums, the entry and its two lines; the sum of cash stays untouched where the money is not there.
        if (await db.ExecuteAll(written, ct) < 5)
            throw new Refusal(FundErrors.BalanceExceeded, new { fund.BalanceFen });

        var version = await db.Single<long>(
            "UPDATE welfare_fund SET version = version + 1, updated_at = @now WHERE id = @Id AND UNSCOPED('a posting changes the balance, whoever made it') RETURNING version", new { fund.Id, now }, ct);
        var seen = await changes.VisibilityOf(fund.Id, fund.Protection, ct);
        changes.Changed(FundSource.Name, fund.Id, version, seen, seen);
        return id;
    }
}
