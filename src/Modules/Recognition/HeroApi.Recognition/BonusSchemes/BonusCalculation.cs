using System.Globalization;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>What a scheme comes to for one person, step by step, in fen.</summary>
internal sealed record BonusCalculation
{
    public required Guid SchemeId { get; init; }

    /// <summary>The amount, or the least that may be decided.</summary>
    public required long FromFen { get; init; }

    /// <summary>The most that may be decided; the same as the least where there is no room, absent where the scheme sets none.</summary>
    public long? ToFen { get; init; }

    /// <summary>The base, then what is added; what does not apply to this person is left out.</summary>
    public required IReadOnlyList<BonusStep> Steps { get; init; }

    /// <summary>The outcome in words, in the language of the request.</summary>
    public string Words => (SchemeCodes.English ? "In all: " : "合计：") + BonusStep.Bounds(FromFen, ToFen);

    /// <summary>Whether the deciding body has to choose an amount.</summary>
    internal bool LeavesRoom => ToFen != FromFen;

    internal bool Allows(long amountFen) => amountFen >= FromFen && (ToFen is null || amountFen <= ToFen);

    internal static BonusCalculation Example => new() { SchemeId = BonusSchemeView.Example.Id, FromFen = 200_000, ToFen = 300_000, Steps = [BonusStep.Example] };
}

/// <summary>One step of a calculation, as it was made on that day.</summary>
internal sealed record BonusStep
{
    /// <summary>What it is added for, of the vocabulary bonus_addition; absent of the base.</summary>
    public string? When { get; init; }

    /// <summary>Of the vocabulary bonus_formula_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The amount, or the least, in fen.</summary>
    public required long FromFen { get; init; }

    /// <summary>The most, in fen; absent where there is none.</summary>
    public long? ToFen { get; init; }

    /// <summary>The published figure that was multiplied.</summary>
    public IndexFigure? Index { get; init; }

    public decimal? Times { get; init; }

    /// <summary>The disability grade that was looked up; 0 for death.</summary>
    public int? Grade { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Article { get; init; }

    /// <summary>The step in words, in the language of the request.</summary>
    public string Words => Lead + (Index is { } index
        ? string.Create(CultureInfo.InvariantCulture, $"{index.Words} × {Times:0.##} = {Bounds(FromFen, ToFen)}")
        : Bounds(FromFen, ToFen)) + (Article is null ? "" : SchemeCodes.English ? $" ({Article})" : $"（{Article}）");

    private string Lead
    {
        get
        {
            var (colon, open, close) = SchemeCodes.English ? (": ", " (", ")") : ("：", "（", "）");
            var grade = Grade switch
            {
                null => "",
                0 => SchemeCodes.English ? "death" : "牺牲",
                _ => SchemeCodes.English ? $"disability grade {Grade}" : $"伤残{Grade}级"
            };
            var named = When is null ? SchemeCodes.English ? "Base" : "基数" : SchemeCodes.Additions.Label(When);
            return $"{named}{open}{SchemeCodes.Kinds.Label(Kind)}{(grade.Length == 0 ? "" : $"{(SchemeCodes.English ? ", " : "，")}{grade}")}{close}{colon}";
        }
    }

    /// <summary>An amount, a least and a most, or a least alone.</summary>
    internal static string Bounds(long from, long? to) => to == from ? Fen.Yuan(from)
        : to is null ? SchemeCodes.English ? $"at least {Fen.Yuan(from)}" : $"不低于 {Fen.Yuan(from)}"
        : SchemeCodes.English ? $"{Fen.Yuan(from)} to {Fen.Yuan(to.Value)}" : $"{Fen.Yuan(from)} 至 {Fen.Yuan(to.Value)}";

    internal static BonusStep Example => new() { Kind = "range", FromFen = 200_000, ToFen = 300_000, Article = "第三条" };
}
