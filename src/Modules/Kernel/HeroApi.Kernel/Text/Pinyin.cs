using System.IO.Compression;
using System.Text;

namespace HeroApi.Kernel.Text;

/// <summary>
/// Pinyin without tones (ü as v), one usual syllable per character. ASCII letters and digits stay, in lower case;
/// everything else is left out.
/// </summary>
public static class Pinyin
{
    private static readonly Lazy<Dictionary<Rune, string>> Syllables = new(Load);

    /// <summary>张三丰 becomes <c>zsf</c>.</summary>
    public static string Initials(string text) => Spell(text, syllable => syllable[..1]);

    /// <summary>张三丰 becomes <c>zhangsanfeng</c>.</summary>
    public static string Full(string text) => Spell(text, syllable => syllable);

    private static string Spell(string text, Func<string, string> shorten)
    {
        var spelt = new StringBuilder(text.Length * 4);
        foreach (var rune in text.EnumerateRunes())
            if (Syllables.Value.TryGetValue(rune, out var syllable))
                spelt.Append(shorten(syllable));
            else if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                spelt.Append(char.ToLowerInvariant((char)rune.Value));
        return spelt.ToString();
    }

    private static Dictionary<Rune, string> Load()
    {
        using var file = typeof(Pinyin).Assembly.GetManifestResourceStream("HeroApi.Kernel.Text.pinyin.tsv.gz")!;
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        var syllables = new Dictionary<Rune, string>(22_000);
        while (lines.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var syllable = line[..tab];
            foreach (var character in line.AsSpan(tab + 1).EnumerateRunes())
                syllables[character] = syllable;
        }
        return syllables;
    }
}
