using HeroApi.Organisations.Contracts;

namespace HeroApi.Welfare.Fund.Books;

/// <summary>What one account comes to in a period.</summary>
/// <param name="Account">Of the vocabulary ledger_account.</param>
/// <param name="Fen">In fen; what was reversed in the period is taken off.</param>
internal sealed record AccountFigure(string Account, long Fen);

/// <summary>
/// What a period did to money: opening, brought in, income and what was transferred in, less spending and what was transferred out, come to the
/// closing. A transfer is neither income nor spending, so that a donation that is passed on counts once.
/// </summary>
internal sealed record FundFigures
{
    /// <summary>What was left when the period began, in fen.</summary>
    public required long OpeningFen { get; init; }

    /// <summary>What was there already when the books were opened in the period: no income.</summary>
    public required long BroughtInFen { get; init; }

    /// <summary>What came from other funds, in fen.</summary>
    public required long TransferredInFen { get; init; }

    /// <summary>What went to other funds, in fen.</summary>
    public required long TransferredOutFen { get; init; }

    public required long IncomeFen { get; init; }
    public required IReadOnlyList<AccountFigure> Income { get; init; }
    public required long SpendingFen { get; init; }
    public required IReadOnlyList<AccountFigure> Spending { get; init; }

    /// <summary>What was left at the end of the period, or is now.</summary>
    public required long ClosingFen { get; init; }

    internal static FundFigures Of(IEnumerable<AccountSum> sums)
    {
        var accounts = sums.ToLookup(sum => sum.Account);
        var income = Net("income_", -1);
        var spending = Net("spending_", 1);
        return new FundFigures
        {
            OpeningFen = accounts[FundCodes.Cash].Sum(sum => sum.Before),
            BroughtInFen = -accounts[FundCodes.Opening].Sum(sum => sum.Within),
            TransferredInFen = -accounts[FundCodes.TransferIn].Sum(sum => sum.Within),
            TransferredOutFen = accounts[FundCodes.TransferOut].Sum(sum => sum.Within),
            IncomeFen = income.Sum(figure => figure.Fen),
            Income = income,
            SpendingFen = spending.Sum(figure => figure.Fen),
            Spending = spending,
            ClosingFen = accounts[FundCodes.Cash].Sum(sum => sum.Before + sum.Within)
        };

        List<AccountFigure> Net(string prefix, int side) => [.. FundCodes.Accounts.Where(account => account.StartsWith(prefix, StringComparison.Ordinal))
            .Select(account => new AccountFigure(account, side * accounts[account].Sum(sum => sum.Within))).Where(figure => figure.Fen != 0)];
    }

    internal static FundFigures Example => new()
    {
        OpeningFen = 50_000_000,
        BroughtInFen = 0,
        TransferredInFen = 0,
        TransferredOutFen = 0,
        IncomeFen = 100_000_000,
        Income = [new AccountFigure("income_donation", 100_000_000)],
        SpendingFen = 80_000_000,
        Spending = [new AccountFigure("spending_bonus", 75_000_000), new AccountFigure("spending_management", 5_000_000)],
        ClosingFen = 70_000_000
    };
}

/// <summary>The lines of an account of a fund added up: debit less credit, before a period and within it.</summary>
internal sealed record AccountSum
{
    public required Guid FundId { get; init; }
    public required string Name { get; init; }
    public required bool Restricted { get; init; }
    public required string Account { get; init; }
    public required long Before { get; init; }
    public required long Within { get; init; }
}

/// <summary>Adds up the books of an organisation.</summary>
internal sealed class FundBook(Db db, Call call, Records records, IMediator mediator)
{
    /// <summary>Whose books are asked for: the caller's unless he says; one that is neither his nor below his is refused as one that does not exist.</summary>
    internal async Task<Guid> Whose(Guid? asked, CancellationToken ct)
    {
        var org = asked ?? call.Caller.NeedOrg();
        return await records.Owns(org, ct) && (await mediator.Send(new FindOrganisations([org]), ct)).ContainsKey(org) ? org : throw new Refusal(Problems.NotFound);
    }

    /// <summary>Every account of every fund of an organisation that the caller sees, over a period.</summary>
    internal Task<IReadOnlyList<AccountSum>> Sums(Guid org, BookPeriod period, CancellationToken ct) => db.Query<AccountSum>(
        """
        SELECT f.id AS fund_id, f.name, (f.uses <> '' OR f.restriction IS NOT NULL) AS restricted, l.account,
               CAST(SUM(CASE WHEN l.on_date < @From THEN l.debit_fen - l.credit_fen ELSE 0 END) AS bigint) AS before,
               CAST(SUM(CASE WHEN l.on_date < @From THEN 0 ELSE l.debit_fen - l.credit_fen END) AS bigint) AS within
        FROM   welfare_fund f
        JOIN   welfare_fund_line l ON l.fund_id = f.id
        WHERE  SCOPE(f) AND f.owner_org_id = @org AND l.on_date <= @To
        GROUP  BY f.id, f.name, f.uses, f.restriction, l.account
        ORDER  BY f.id, l.account
        """, new { org, period.From, period.To }, ct);

    /// <summary>The first day with an entry; null for empty books.</summary>
    internal Task<DateOnly?> Since(Guid org, CancellationToken ct) => db.SingleOrDefault<DateOnly?>(
        "SELECT l.on_date FROM welfare_fund f JOIN welfare_fund_line l ON l.fund_id = f.id WHERE SCOPE(f) AND f.owner_org_id = @org ORDER BY l.on_date LIMIT 1", new { org }, ct);
}
