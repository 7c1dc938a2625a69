namespace HeroApi.Exchange.Vocabularies;

/// <summary>The code lists of all modules, by name.</summary>
internal sealed record CodeLists(IReadOnlyDictionary<string, Vocabulary> ByName);

/// <summary>A code list. New codes may come at any time, so take unknown ones as they are.</summary>
internal sealed record VocabularyView : IVersioned
{
    public required string Name { get; init; }

    /// <summary>Another number whenever a code or label is another; compare it for equality only.</summary>
    public required long Version { get; init; }

    public required IReadOnlyList<TermView> Terms { get; init; }

    internal static VocabularyView From(Vocabulary vocabulary) => new()
    {
        Name = vocabulary.Name,
        Version = vocabulary.Version,
        Terms = [.. vocabulary.Terms.Select(term => new TermView { Code = term.Code, Zh = term.Zh, En = term.En })]
    };

    internal static VocabularyView Example => From(Protection.All);
}

/// <summary>One code with its labels.</summary>
internal sealed record TermView
{
    public required string Code { get; init; }

    /// <summary>Its label in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Its label in English.</summary>
    public required string En { get; init; }
}
