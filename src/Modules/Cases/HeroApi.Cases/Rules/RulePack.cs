using System.Text.Json.Serialization;

namespace HeroApi.Cases.Rules;

/// <summary>
/// What one key of a rule pack says: a period, that the law sets none, a number, an amount, a code, several codes, yes or no, or words. A key
/// that a pack does not have is not configured; nobody guesses it.
/// </summary>
internal sealed record RuleValue
{
    /// <summary>A limit of time, with its unit.</summary>
    public Period? Period { get; init; }

    /// <summary>True when the law was read and sets no limit here.</summary>
    public bool None { get; init; }

    public string? Code { get; init; }
    public IReadOnlyList<string>? Codes { get; init; }
    public bool? Flag { get; init; }
    public int? Number { get; init; }

    /// <summary>A limit of money, in fen.</summary>
    public long? AmountFen { get; init; }

    public string? Text { get; init; }

    /// <summary>The paper that says so, when it is another than the one that the pack is called after.</summary>
    public string? Source { get; init; }

    /// <summary>Where it stands, such as 第十二条.</summary>
    public string? Article { get; init; }

    /// <summary>full_text, excerpt, news, published (by the body itself) or demo.</summary>
    public required string Confidence { get; init; }
}

/// <summary>The rules of one place from one day on; it is superseded, never edited.</summary>
internal sealed record RulePack
{
    public required Guid Id { get; init; }

    /// <summary>GB/T 2260, 6 digits: of a county, a city (0 in its last two) or a province; 000000 is the nation.</summary>
    public required string Region { get; init; }

    public required string Title { get; init; }

    /// <summary>What it rests on beside the statute that it is called after.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The first day of acts that it decides.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The first day that it no longer decides.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public required IReadOnlyDictionary<string, RuleValue> Rules { get; init; }

    [JsonIgnore]
    public bool Shipped { get; init; }

    internal bool HoldsOn(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is null || day < EffectiveTo);

    /// <summary>The mixed values that belong to no place's law.</summary>
    internal bool IsDemo => Region == Nation && Shipped;

    /// <summary>The regions whose packs decide for a place, the widest first: what a higher one has set, a lower one does not change.</summary>
    internal static IReadOnlyList<string> Chain(string region) =>
        [.. new[] { Nation, region[..2] + "0000", region[..4] + "00", region[..6] }.Distinct()];

    internal const string Nation = "000000";
}
