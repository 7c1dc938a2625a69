namespace HeroApi.Welfare.Fund.Books;

/// <summary>
/// How a year stands to the two ratios of the Charity Law (2023) that bind foundations with a licence to raise funds in public (art. 61): what is spent
/// on charitable activities is at least 70 % of the income of the year before, or of the average of the three years before; management costs
/// at most 10 % of the year's spending. Whether a ratio is kept is reckoned in whole fen, without rounding.
/// </summary>
internal sealed record FundRatios
{
    public required int Year { get; init; }

    /// <summary>The year's spending without management, in fen.</summary>
    public required long ActivityFen { get; init; }

    public required long ManagementFen { get; init; }

    /// <summary>The income of the year before.</summary>
    public required long IncomeBeforeFen { get; init; }

    /// <summary>The average income of the three years before, whole fen, rounded down; absent where the books do not go back so far.</summary>
    public long? AverageIncomeFen { get; init; }

    /// <summary>The activities against the income of the year before, in ten-thousandths, rounded down; absent where there was none.</summary>
    public long? ActivityOfBefore { get; init; }

    /// <summary>The activities against the average, in ten-thousandths, rounded down.</summary>
    public long? ActivityOfAverage { get; init; }

    /// <summary>Whether either comes to 70 %; absent where there is no income to hold it against.</summary>
    public bool? ActivityKept { get; init; }

    /// <summary>Management against all spending of the year, in ten-thousandths, rounded up; absent where nothing was spent.</summary>
    public long? ManagementOfSpending { get; init; }

    /// <summary>Whether that is at most 10 %.</summary>
    public bool? ManagementKept { get; init; }

    /// <param name="spending">What the year spent, by account.</param>
    /// <param name="incomes">The income of the year before, of the one before that, and of the third; fewer where the books do not go back so far.</param>
    internal static FundRatios Of(int year, IReadOnlyList<AccountFigure> spending, IReadOnlyList<long> incomes)
    {
        var management = spending.Where(figure => figure.Account == FundCodes.Spending(FundCodes.Management)).Sum(figure => figure.Fen);
        var all = spending.Sum(figure => figure.Fen);
        var activity = all - management;
        var before = incomes.Count > 0 ? incomes[0] : 0;
        long? three = incomes.Count < 3 ? null : incomes.Take(3).Sum();
        return new FundRatios
        {
            Year = year,
            ActivityFen = activity,
            ManagementFen = management,
            IncomeBeforeFen = before,
            AverageIncomeFen = three / 3,
            ActivityOfBefore = before > 0 ? (long)((Int128)activity * 10_000 / before) : null,
            ActivityOfAverage = three > 0 ? (long)((Int128)activity * 30_000 / three.Value) : null,
            ActivityKept = before <= 0 && three is null or <= 0 ? null : (before > 0 && (Int128)activity * 10 >= (Int128)before * 7) || (three > 0 && (Int128)activity * 30 >= (Int128)three.Value * 7),
            ManagementOfSpending = all > 0 ? (long)(((Int128)management * 10_000 + all - 1) / all) : null,
            ManagementKept = all > 0 ? (Int128)management * 10 <= all : null
        };
    }

    internal static FundRatios Example => Of(2026, [new AccountFigure("spending_bonus", 75_000_000), new AccountFigure("spending_management", 5_000_000)], [100_000_000]);
}
