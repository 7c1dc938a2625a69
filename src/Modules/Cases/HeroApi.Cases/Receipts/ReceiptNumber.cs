using System.Globalization;
using System.Security.Cryptography;

namespace HeroApi.Cases.Receipts;

/// <summary>
/// The number of a lead's receipt, such as <c>260502-483-172-651</c>: the day it was taken in, eight random digits, a check
/// digit. Digits alone, since they are read out on the phone; random, so that nobody counts on from a known one; the day
/// leads, so that new ones lie together in the index.
/// </summary>
internal static class ReceiptNumber
{
    private const int Digits = 15;
    private const int OfOneDay = 100_000_000;

    internal static long New(DateOnly day)
    {
        var date = (((day.Year % 100 * 100) + day.Month) * 100) + day.Day;
        var number = ((long)date * OfOneDay) + RandomNumberGenerator.GetInt32(OfOneDay);
        return (number * 10) + CheckDigit(number);
    }

    internal static string Format(long number) => number.ToString("000000'-'000'-'000'-'000", CultureInfo.InvariantCulture);

    /// <summary>Takes it with or without its hyphens, in full-width digits too.</summary>
    internal static bool TryParse(string text, out long number)
    {
        number = 0;
        if (text.Length > 40)
            return false;

        var digits = HalfWidth.Of(text).Replace("-", "", StringComparison.Ordinal);
        return digits.Length == Digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number % 10 == CheckDigit(number / 10);
    }

    /// <summary>ISO 7064 MOD 11,10 (GB/T 17710): finds every wrong digit and nearly every pair that was swapped.</summary>
    private static int CheckDigit(long number)
    {
        var product = 10;
        for (var power = 10_000_000_000_000L; power > 0; power /= 10)
        {
            var sum = (product + (int)(number / power % 10)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10;
    }
}
