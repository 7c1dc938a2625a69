using System.Globalization;
using System.Text.RegularExpressions;

namespace HeroApi.Welfare.Fund.Books;

/// <summary>A year, a quarter or a month of the books: <c>2026</c>, <c>2026Q2</c>, <c>2026-06</c>.</summary>
internal sealed partial record BookPeriod(string Text, DateOnly From, DateOnly To)
{
    internal static BookPeriod? Parse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match)
            return null;

        var year = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var (month, months) = match.Groups[2].Success ? (3 * (match.Groups[2].ValueSpan[0] - '0') - 2, 3)
            : match.Groups[3].Success ? (int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture), 1) : (1, 12);
        var from = new DateOnly(year, month, 1);
        return new BookPeriod(text, from, from.AddMonths(months).AddDays(-1));
    }

    internal static BookPeriod Of(int year) => Parse(year.ToString("0000", CultureInfo.InvariantCulture))!;

    [GeneratedRegex(@"^((?:19|20)[0-9]{2})(?:Q([1-4])|-(0[1-9]|1[0-2]))?\z")]
    private static partial Regex Form();
}
