namespace HeroApi.Recognition.BonusSchemes;

/// <summary>What a place pays for which title, and by which paper. It is ended, never edited.</summary>
internal sealed record BonusSchemeView : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>1 for what comes with the program.</summary>
    public long Version { get; init; } = 1;

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary bonus_level; absent for any.</summary>
    public string? Level { get; init; }

    /// <summary>The title that it is for; absent for any.</summary>
    public string? Title { get; init; }

    /// <summary>Of the vocabulary bonus_harm; absent for everybody.</summary>
    public string? Harm { get; init; }

    /// <summary>The first day of decisions that it holds for.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day that it no longer holds.</summary>
    public DateOnly? ValidTo { get; init; }

    public required BonusFormula Formula { get; init; }
    public required string LegalBasis { get; init; }
    public string? Article { get; init; }

    /// <summary>full_text, excerpt or news of the source of what comes with the program; published by a place itself.</summary>
    public required string Confidence { get; init; }

    /// <summary>Whether it comes with the program.</summary>
    public bool Shipped { get; init; }

    /// <summary>Who published it; absent where it comes with the program, or the installation itself did.</summary>
    public Guid? OrgId { get; init; }

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    internal static BonusSchemeView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000b1"),
        Region = BonusSchemeBody.Example.Region,
        Name = BonusSchemeBody.Example.Name,
        Level = BonusSchemeBody.Example.Level,
        Title = BonusSchemeBody.Example.Title,
        ValidFrom = BonusSchemeBody.Example.ValidFrom,
        Formula = BonusFormula.Example,
        LegalBasis = BonusSchemeBody.Example.LegalBasis,
        Article = BonusSchemeBody.Example.Article,
        Confidence = "published",
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003")
    };
}
