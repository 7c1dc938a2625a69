using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Unposted;

/// <summary>Bonuses that were paid, and what came back of them, are posted as soon as they are heard of. One subscriber for both, so that they are heard in their order.</summary>
internal sealed class OnBonusMoney(BonusBook book) : INotificationHandler<BonusPaid>, INotificationHandler<BonusRecovered>
{
    public Task Handle(BonusPaid notification, CancellationToken cancellationToken) =>
        book.Paid(notification.OrgId, new Posting("bonus", notification.PaymentId, notification.On, FundCodes.Spending(FundCodes.Bonus), -notification.AmountFen, notification.BonusId), cancellationToken);

    public Task Handle(BonusRecovered notification, CancellationToken cancellationToken) =>
        book.Recovered(notification.OrgId, new Posting("bonus_recovery", notification.PaymentId, notification.On, FundCodes.Spending(FundCodes.Bonus), notification.AmountFen, notification.BonusId), cancellationToken);
}

/// <summary>
/// Puts bonuses into the books of who paid them: into the oldest open fund for bonuses, else into the oldest that is for anything. What was paid before any fund was opened is
/// in its opening balance. The money has changed hands already, so what a fund cannot take is kept on a list for an officer instead of being refused.
/// </summary>
internal sealed class BonusBook(Db db, FundDesk funds, Ledger ledger, TimeProvider clock)
{
    internal async Task Paid(Guid orgId, Posting bonus, CancellationToken ct)
    {
        var kept = await db.Query<Kept>(
            """
            SELECT f.id, f.uses, f.restriction, f.closed_on
            FROM   welfare_fund f
            WHERE  UNSCOPED('the books of who paid') AND f.owner_org_id = @orgId AND f.opened_on <= @On
            ORDER  BY f.id
            """, new { orgId, bonus.On }, ct);
        var fund = kept.Where(known => known.ClosedOn is null).OrderBy(known => known.Uses.Length == 0)
            .FirstOrDefault(known => known.Uses.Contains($" {FundCodes.Bonus} ", StringComparison.Ordinal) || (known.Uses.Length == 0 && known.Restriction is null));
        if (fund is not null)
            await Into(fund.Id, orgId, bonus, ct);
        else if (kept.Count > 0)
            await Note(orgId, bonus, "no_fund", ct);
    }

    /// <summary>What comes back goes where it came from.</summary>
    internal async Task Recovered(Guid orgId, Posting bonus, CancellationToken ct)
    {
        var from = await db.SingleOrDefault<Guid?>("SELECT fund_id FROM welfare_fund_entry WHERE about_id = @AboutId AND kind = 'bonus' ORDER BY id DESC LIMIT 1", new { bonus.AboutId }, ct);
        if (from is { } fund)
            await Into(fund, orgId, bonus, ct);
        else if (await db.Single<long>("SELECT COUNT(*) FROM welfare_unposted WHERE about_id = @AboutId AND settled_at IS NULL", new { bonus.AboutId }, ct) > 0)
            await Note(orgId, bonus, "no_fund", ct);
    }

    private async Task Into(Guid fundId, Guid orgId, Posting bonus, CancellationToken ct)
    {
        var fund = (await funds.Held(fundId, ct))!;
        var against = await ledger.Try(fund, bonus, ct);
        if (against is not null)
            await Note(orgId, bonus, against == FundErrors.BalanceExceeded ? "balance" : against == FundErrors.YearPublished ? "year_published" : "fund_closed", ct);
    }

    private Task<int> Note(Guid orgId, Posting bonus, string because, CancellationToken ct) => db.Execute(
        """
        INSERT INTO welfare_unposted (id, org_id, about_id, kind, amount_fen, on_date, because, noted_at)
        VALUES (@SourceId, @orgId, @AboutId, @Kind, @fen, @On, @because, @now)
        ON CONFLICT (id) DO NOTHING
        """, new { bonus.SourceId, orgId, bonus.AboutId, bonus.Kind, fen = Math.Abs(bonus.CashFen), bonus.On, because, now = clock.GetUtcNow() }, ct);

    private sealed record Kept
    {
        public required Guid Id { get; init; }
        public required string Uses { get; init; }
        public string? Restriction { get; init; }
        public DateOnly? ClosedOn { get; init; }
    }
}
