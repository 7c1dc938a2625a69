using System.Globalization;
using System.Text;

namespace HeroApi.Kernel.Text;

/// <summary>
/// What a record is found by. Chinese has no blanks between words, so each pair of neighbours is a term, and the last
/// character alone; other scripts give whole words. Names are also found by pinyin, from any syllable on.
/// </summary>
/// <remarks>Whoever changes which terms a text has raises <see cref="Definition"/>: every index is then written anew.</remarks>
public sealed class SearchTerms
{
    public const int Definition = 1;

    private readonly HashSet<string> terms = new(StringComparer.Ordinal);

    public IReadOnlySet<string> All => terms;

    /// <summary>A text whose characters and words are found.</summary>
    public SearchTerms Text(string? text)
    {
        foreach (var run in SearchText.Runs(text ?? ""))
            Add(run);
        return this;
    }

    /// <summary>The name of a person, whose surname may have a reading of its own.</summary>
    public SearchTerms Person(string? name) => Name(name ?? "", Pinyin.NameSyllables);

    /// <summary>The name of anything else.</summary>
    public SearchTerms Name(string name) => Name(name, Pinyin.Syllables);

    /// <summary>The name of a thing of this type, as the index keeps it: a type's terms lie together.</summary>
    public string Of(string type) => string.Join(' ', terms.Select(term => $"{type}_{term}"));

    /// <summary>A name with readings that are known better than character by character.</summary>
    internal SearchTerms Name(string name, IReadOnlyList<string> syllables)
    {
        Text(name);
        for (var i = 0; i < syllables.Count; i++)
        {
            terms.Add(SearchText.Cut(string.Concat(syllables.Skip(i))));
            terms.Add(SearchText.Cut(string.Concat(syllables.Skip(i).Select(syllable => syllable[..1]))));
        }

        return this;
    }

    private SearchTerms Name(string name, Func<string, IEnumerable<string>> read)
    {
        foreach (var run in SearchText.Runs(name))
        {
            Add(run);
            if (run.Ideographs)
                Name("", [.. read(run.Text)]);
            // Only the beginning of a name can be a surname.
            read = Pinyin.Syllables;
        }

        return this;
    }

    private void Add(SearchText.Run run)
    {
        if (run.Ideographs)
            terms.UnionWith(run.Pairs.Append(run.Last));
        else
            terms.Add(SearchText.Cut(run.Text));
    }
}

/// <summary>
/// What a caller searches for: every word must be found. Chinese is found by each pair of neighbours, a single character
/// and words of other scripts by what a term begins with. Operators of a database mean nothing here.
/// </summary>
public sealed class SearchQuery
{
    public const int Longest = 100;
    private const int MostWords = 8;

    private SearchQuery(IReadOnlyList<SearchText.Run> words)
    {
        Text = string.Concat(words.Select(word => word.Text));
        Exact = [.. words.Where(word => word.Ideographs).SelectMany(word => word.Pairs).Distinct()];
        Beginnings = [.. words.Where(word => !word.Ideographs || word.Text == word.Last).Select(word => SearchText.Cut(word.Text)).Distinct()];
    }

    /// <summary>The words without what parts them.</summary>
    public string Text { get; }

    /// <summary>Terms that must be there.</summary>
    public IReadOnlyList<string> Exact { get; }

    /// <summary>What a term must begin with.</summary>
    public IReadOnlyList<string> Beginnings { get; }

    /// <summary>Null for a text that is too long, or without a letter, or of too many words.</summary>
    public static SearchQuery? Parse(string text) =>
        text.Length <= Longest && SearchText.Runs(text) is { Count: > 0 and <= MostWords } words ? new SearchQuery(words) : null;

    /// <summary>The plain meaning of a search, which every index must answer alike.</summary>
    public bool Finds(IReadOnlySet<string> terms) =>
        Exact.All(terms.Contains) && Beginnings.All(beginning => terms.Any(term => term.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>For the index of a type: terms with blanks between them, beginnings with a star.</summary>
    internal string Of(string type) => string.Join(' ', Exact.Select(term => $"{type}_{term}").Concat(Beginnings.Select(beginning => $"{type}_{beginning}*")));
}

/// <summary>Takes a text apart into runs of ideographs and words of other scripts; everything else parts them.</summary>
internal static class SearchText
{
    private const int LongestWord = 32;
    private const int FirstIdeograph = 0x3005;

    private enum Kind { Gap, Word, Ideograph, Skip }

    /// <summary>Both sides are cut alike, so that a longer word is still found.</summary>
    internal static string Cut(string word)
    {
        if (word.Length <= LongestWord)
            return word;
        return word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
    }

    internal static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var run = new StringBuilder();
        var of = Kind.Gap;
        // Half a surrogate comes as U+FFFD, which is no letter.
        foreach (var given in text.EnumerateRunes())
        {
            var rune = Fold(given);
            var kind = KindOf(rune);
            if (kind == Kind.Skip)
                continue;
            if (kind != of)
                End();
            of = kind;
            if (kind != Kind.Gap)
                run.Append(rune.ToString());
        }

        End();
        return runs;

        void End()
        {
            if (run.Length > 0)
                runs.Add(new Run(run.ToString(), of == Kind.Ideograph));
            run.Clear();
        }
    }

    /// <summary>Full-width letters as half-width ones, ü as pinyin writes it, all in lower case.</summary>
    private static Rune Fold(Rune rune) => Rune.ToLowerInvariant(rune.Value is >= '！' and <= '～' ? new Rune(rune.Value - '！' + '!') : rune) is var folded && folded.Value == 'ü'
        ? new Rune('v')
        : folded;

    private static Kind KindOf(Rune rune) => rune.Value switch
    {
        // 阿不都·热合曼 is written with and without its dot, and with several.
        0x00B7 or 0x2022 or 0x2027 or 0x2219 or 0x22C5 or 0x30FB or 0xFF65 => Kind.Skip,
        0x3007 => Kind.Ideograph,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format => Kind.Skip,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => rune.Value < FirstIdeograph ? Kind.Word : Kind.Skip,
            _ when !Rune.IsLetterOrDigit(rune) => Kind.Gap,
            _ => rune.Value < FirstIdeograph ? Kind.Word : Kind.Ideograph
        }
    };

    internal sealed record Run(string Text, bool Ideographs)
    {
        /// <summary>Each character with the next one.</summary>
        internal IEnumerable<string> Pairs
        {
            get
            {
                for (int at = 0, next = Size(0); next < Text.Length; at = next, next += Size(next))
                    yield return Text.Substring(at, next - at + Size(next));
            }
        }

        internal string Last => Text[^(char.IsLowSurrogate(Text[^1]) ? 2 : 1)..];

        private int Size(int at) => char.IsHighSurrogate(Text[at]) ? 2 : 1;
    }
}
