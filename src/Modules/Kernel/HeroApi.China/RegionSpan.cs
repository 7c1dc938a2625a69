namespace HeroApi.China;

/// <summary>A region with all below it, by codes of GB/T 2260: whole levels of a code that are zero stand for everything below.</summary>
public sealed record RegionSpan
{
    /// <summary>The whole country, as a code.</summary>
    public const string Nation = "000000";

    private RegionSpan(string from, int digits) => (From, Digits) = (from, digits);

    /// <summary>What every code of it begins with.</summary>
    public string From { get; }

    /// <summary>Just past all of them: ':' follows '9'.</summary>
    public string Past => From + ":";

    /// <summary>How many digits name a region directly below it: statistics of a region are told by those, and without one by province.</summary>
    public int Digits { get; }

    /// <param name="code">Six digits, or nine of a township; null and <see cref="Nation"/> mean everywhere.</param>
    public static RegionSpan Of(string? code) => code switch
    {
        null or Nation => new("", 2),
        { Length: 6 } when code.EndsWith("0000", StringComparison.Ordinal) => new(code[..2], 4),
        { Length: 6 } when code.EndsWith("00", StringComparison.Ordinal) => new(code[..4], 6),
        _ => new(code, 9)
    };

    public bool Holds(string code) => code.StartsWith(From, StringComparison.Ordinal);

    /// <summary>The code that the first digits stand for.</summary>
    public static string Code(string digits) => digits.PadRight(6, '0');
}
