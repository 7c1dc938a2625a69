namespace HeroApi.Recognition;

/// <summary>How statistics are told by region: of a region, by those directly below it; without one, by province.</summary>
internal sealed record RegionUnits
{
    private RegionUnits(string prefix, int digits) => (From, Digits) = (prefix, digits);

    /// <summary>What every code at and below the region begins with.</summary>
    internal string From { get; }

    /// <summary>Just past all of them: ':' follows '9'.</summary>
    internal string Past => From + ":";

    /// <summary>How many digits name a region directly below it.</summary>
    internal int Digits { get; }

    /// <summary>Whole levels of a code that are zero stand for all below: GB/T 2260.</summary>
    internal static RegionUnits Of(string? region) => region switch
    {
        null => new("", 2),
        { Length: 6 } when region.EndsWith("0000", StringComparison.Ordinal) => new(region[..2], 4),
        { Length: 6 } when region.EndsWith("00", StringComparison.Ordinal) => new(region[..4], 6),
        _ => new(region, 9)
    };

    /// <summary>The code that the first digits stand for.</summary>
    internal static string Code(string digits) => digits.PadRight(6, '0');
}
