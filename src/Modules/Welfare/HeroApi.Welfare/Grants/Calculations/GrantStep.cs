using System.Globalization;

namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>One step of an amount, as it was made on that day; what comes of it is the beginning of the next one.</summary>
internal sealed record GrantStep
{
    /// <summary>Of the vocabulary grant_step.</summary>
    public required string Kind { get; init; }

    /// <summary>Which base or bound it is about, of the vocabulary grant_base; of a dependant the relation.</summary>
    public string? Of { get; init; }

    /// <summary>The published figure.</summary>
    public GrantFigure? Figure { get; init; }

    public int? Times { get; init; }
    public int? Percent { get; init; }

    /// <summary>What comes of it, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>Whether it was rounded, half up to the fen.</summary>
    public bool Rounded { get; init; }

    /// <summary>Where it stands, when not where the whole amount does.</summary>
    public string? Article { get; init; }

    /// <summary>The step in words, in the language of the request.</summary>
    public string Words => Said + (Rounded ? GrantCodes.English ? ", rounded half up to the fen" : "，四舍五入到分" : "")
        + (Article is null ? "" : GrantCodes.English ? $" ({Article})" : $"（{Article}）");

    private string Said => Kind switch
    {
        "figure" => $"{Figure!.Words}",
        "fact" => $"{GrantCodes.Bases.Label(Of!)} {GrantCodes.Yuan(Fen)}",
        "raised" => $"{GrantCodes.Steps.Label(Kind)}{Colon}{Bound} = {GrantCodes.Yuan(Fen)}",
        "lowered" => $"{GrantCodes.Steps.Label(Kind)}{Colon}{Bound} = {GrantCodes.Yuan(Fen)}",
        "times" => $"× {Times!.Value.ToString(CultureInfo.InvariantCulture)} = {GrantCodes.Yuan(Fen)}",
        "percent" => $"× {Percent!.Value.ToString(CultureInfo.InvariantCulture)}% = {GrantCodes.Yuan(Fen)}",
        "dependant" => $"{GrantCodes.Relations.Label(Of!)} {Percent!.Value.ToString(CultureInfo.InvariantCulture)}% = {GrantCodes.Yuan(Fen)}",
        _ => GrantCodes.Yuan(Fen)
    };

    private string Bound => (Figure?.Words ?? (Of is null ? GrantCodes.Steps.Label("fixed") : GrantCodes.Bases.Label(Of))) + (Percent is null ? "" : $" × {Percent.Value.ToString(CultureInfo.InvariantCulture)}%");

    private static string Colon => GrantCodes.English ? ": " : "：";

    internal static GrantStep Example => new() { Kind = "times", Times = 20, Fen = 108_376_000 };
}

/// <summary>A published figure that was reckoned with.</summary>
internal sealed record GrantFigure
{
    /// <summary>Of the vocabulary published_index.</summary>
    public required string Index { get; init; }

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    public required int Year { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Who published it, and where.</summary>
    public required string Source { get; init; }

    internal string Words => GrantCodes.English
        ? string.Create(CultureInfo.InvariantCulture, $"{GrantCodes.Bases.Label(Index)}, {(Region == RegionSpan.Nation ? "whole country" : Region)}, {Year}: {GrantCodes.Yuan(AmountFen)}")
        : string.Create(CultureInfo.InvariantCulture, $"{Year}年{(Region == RegionSpan.Nation ? "全国" : Region)}{GrantCodes.Bases.Label(Index)} {GrantCodes.Yuan(AmountFen)}");
}
