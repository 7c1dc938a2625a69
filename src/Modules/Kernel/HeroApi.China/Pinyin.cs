using System.IO.Compression;
using System.Text;

namespace HeroApi.China;

/// <summary>
/// Pinyin without tones (ü as v), one usual syllable per character. ASCII letters and digits stay, in lower case;
/// everything else is left out.
/// </summary>
public static class Pinyin
{
    private static readonly Lazy<Dictionary<Rune, string>> Readings = new(LoadReadings);
    private static readonly Lazy<Dictionary<string, string[]>> Surnames = new(LoadSurnames);

    /// <summary>福建 becomes <c>fj</c>.</summary>
    public static string Initials(string text) => FirstLetters(Syllables(text));

    /// <summary>福建 becomes <c>fujian</c>.</summary>
    public static string Full(string text) => string.Concat(Syllables(text));

    /// <summary>A person's name, whose surname may have a reading of its own: 曾强 becomes <c>zq</c>.</summary>
    public static string NameInitials(string name) => FirstLetters(NameSyllables(name));

    /// <summary>A person's name, whose surname may have a reading of its own: 曾强 becomes <c>zengqiang</c>.</summary>
    public static string NameFull(string name) => string.Concat(NameSyllables(name));

    private static string FirstLetters(IEnumerable<string> syllables) =>
        string.Concat(syllables.Select(syllable => syllable[..1]));

    /// <summary>The syllables of a person's name.</summary>
    public static IEnumerable<string> NameSyllables(string name)
    {
        var bare = name.TrimStart();
        for (var length = Math.Min(2, bare.Length); length > 0; length--)
            if (Surnames.Value.TryGetValue(bare[..length], out var surname))
                return surname.Concat(Syllables(bare[length..]));
        return Syllables(bare);
    }

    /// <summary>The syllables of any other text.</summary>
    public static IEnumerable<string> Syllables(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Readings.Value.TryGetValue(rune, out var syllable))
                yield return syllable;
            else if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                yield return Rune.ToLowerInvariant(rune).ToString();
    }

    private static Dictionary<Rune, string> LoadReadings()
    {
        var syllables = new Dictionary<Rune, string>(22_000);
        foreach (var (syllable, characters) in Lines(new GZipStream(Open("pinyin.tsv.gz"), CompressionMode.Decompress)))
            foreach (var character in characters.EnumerateRunes())
                syllables[character] = syllable;
        return syllables;
    }

    private static Dictionary<string, string[]> LoadSurnames() =>
        Lines(Open("surnames.tsv")).ToDictionary(line => line.Key, line => line.Value.Split(' '));

    private static IEnumerable<KeyValuePair<string, string>> Lines(Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return new(line[..tab], line[(tab + 1)..]);
        }
    }

    private static Stream Open(string file) =>
        typeof(Pinyin).Assembly.GetManifestResourceStream($"HeroApi.China.{file}")!;
}
