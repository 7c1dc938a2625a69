namespace HeroApi.China;

/// <summary>What of a personal number may be shown to a caller who may not see it whole.</summary>
public static class Mask
{
    private const string Star = "*";

    /// <summary>
    /// An identity document of any type: <c>3505**********123X</c>. Shorter numbers (passports, permits) show less,
    /// so that at least half of every number stays hidden.
    /// </summary>
    public static string IdNumber(string number) => KeepQuarters(number);

    /// <summary>A mobile shows as <c>138****1234</c>, a landline as <c>0595-****5678</c>.</summary>
    public static string Phone(string number)
    {
        var area = number.IndexOf('-', StringComparison.Ordinal);
        return area is 3 or 4 && number.Length >= 12 ? Keep(number, area + 1, 4)
            : number.Length >= 11 ? Keep(number, 3, 4)
            : KeepQuarters(number);
    }

    /// <summary>Keeps so many characters at each end; a text no longer than that is hidden whole.</summary>
    public static string Keep(string text, int first, int last)
    {
        // Runes, because half of a rare character is no character at all.
        var runes = text.EnumerateRunes().ToArray();
        if (first + last >= runes.Length)
            return string.Concat(Enumerable.Repeat(Star, runes.Length));
        return string.Concat(runes.Select((rune, i) => i < first || i >= runes.Length - last ? rune.ToString() : Star));
    }

    private static string KeepQuarters(string number) =>
        Keep(number, Math.Min(4, number.Length / 4), Math.Min(4, number.Length / 4));
}
