namespace HeroApi.Cases.Rules;

/// <summary>The rules of one place from one day on, as callers see them.</summary>
internal sealed record RulePackView : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>1 for what comes with the program.</summary>
    public required long Version { get; init; }

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    public required string Title { get; init; }

    /// <summary>What it rests on: the paper, where and when it was published.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The first day of acts that it decides.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The first day that it no longer decides; the same as <c>effectiveFrom</c> when it was superseded from its first day on.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Whether it comes with the program; else a place has published it here.</summary>
    public required bool Shipped { get; init; }

    /// <summary>The pack that this one took the place of.</summary>
    public Guid? SupersedesId { get; init; }

    /// <summary>What it settles, by key; any other key is left to the packs of wider or narrower regions.</summary>
    public required IReadOnlyList<RuleSettingView> Rules { get; init; }

    /// <summary>Who published it; all zeroes for the installation itself. Absent where it comes with the program.</summary>
    public Guid? OwnerOrgId { get; init; }

    public string? Protection { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    internal static RulePackView Of(RulePack pack) => new()
    {
        Id = pack.Id,
        Version = 1,
        Region = pack.Region,
        Title = pack.Title,
        LegalBasis = pack.LegalBasis,
        EffectiveFrom = pack.EffectiveFrom,
        EffectiveTo = pack.EffectiveTo,
        Shipped = pack.Shipped,
        Rules = [.. pack.Rules.Select(rule => RuleSettingView.Of(rule.Key, rule.Value))]
    };

    internal static RulePackView Example => Of(new RulePack
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000e1"),
        Region = RulePackBody.Example.Region,
        Title = RulePackBody.Example.Title,
        LegalBasis = RulePackBody.Example.LegalBasis,
        EffectiveFrom = RulePackBody.Example.EffectiveFrom,
        Rules = RulePackBody.Example.Rules.ToDictionary(rule => rule.Key, rule => rule.Value)
    }) with
    {
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        Protection = Kernel.Security.Protection.None,
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>One key of a pack with what is said of it: exactly one of the members from <c>period</c> to <c>text</c>, as its kind is.</summary>
internal sealed record RuleSettingView
{
    /// <summary>Of the vocabulary rule_key.</summary>
    public required string Key { get; init; }

    public Period? Period { get; init; }

    /// <summary>True when the law was read and sets no limit here.</summary>
    public bool? None { get; init; }

    public int? Number { get; init; }

    /// <summary>In fen.</summary>
    public long? AmountFen { get; init; }

    public string? Code { get; init; }
    public IReadOnlyList<string>? Codes { get; init; }
    public bool? Flag { get; init; }
    public string? Text { get; init; }

    /// <summary>The paper that says so, when it is another than the one that the pack is called after.</summary>
    public string? Source { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Article { get; init; }

    /// <summary>How well it is known: of the vocabulary rule_confidence.</summary>
    public required string Confidence { get; init; }

    internal static RuleSettingView Of(string key, RuleValue value) => new()
    {
        Key = key,
        Period = value.Period,
        None = value.None ? true : null,
        Number = value.Number,
        AmountFen = value.AmountFen,
        Code = value.Code,
        Codes = value.Codes,
        Flag = value.Flag,
        Text = value.Text,
        Source = value.Source,
        Article = value.Article,
        Confidence = value.Confidence
    };
}
