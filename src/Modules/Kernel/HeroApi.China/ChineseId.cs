using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HeroApi.China;

/// <summary>Sex as an identity number tells it.</summary>
public enum Sex { Female, Male }

/// <summary>
/// A resident identity number (GB 11643), also as foreigners' and Hong Kong, Macao and Taiwan residence permits carry
/// it. The old form of 15 digits is accepted and upgraded. Prints masked, so that no log line can hold a number.
/// </summary>
public sealed record ChineseId
{
    private const string CheckDigits = "10X98765432";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private ChineseId(string number, DateOnly bornOn) => (Number, BornOn) = (number, bornOn);

    /// <summary>All 18 characters, <c>X</c> in upper case.</summary>
    public string Number { get; }

    public DateOnly BornOn { get; }

    public Sex Sex => (Number[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    public string Masked => Mask.IdNumber(Number);

    public static bool TryParse(string? text, [NotNullWhen(true)] out ChineseId? id)
    {
        id = null;
        var number = HalfWidth.Of(text ?? "").ToUpperInvariant();
        if (number.Length == 15 && number.All(char.IsAsciiDigit))
            number = Upgrade(number);
        if (number.Length != 18 || number[0] == '0' || number.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9')
            || number[17] != CheckDigit(number) || !IsDate(number.AsSpan(6, 8), out var bornOn))
            return false;
        id = new ChineseId(number, bornOn);
        return true;
    }

    public override string ToString() => Masked;

    // The last three digits 996 to 999 marked those already a hundred years old when the old form was handed out.
    private static string Upgrade(string old)
    {
        var century = string.CompareOrdinal(old, 12, "996", 0, 3) >= 0 ? "18" : "19";
        var number = string.Concat(old.AsSpan(0, 6), century, old.AsSpan(6));
        return number + CheckDigit(number);
    }

    private static char CheckDigit(string number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (number[i] - '0') * Weights[i];
        return CheckDigits[sum % 11];
    }

    private static bool IsDate(ReadOnlySpan<char> digits, out DateOnly date) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= 1800 and < 2100;
}
