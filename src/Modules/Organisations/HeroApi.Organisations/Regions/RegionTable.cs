using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using HeroApi.Kernel.Text;
using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Regions;

/// <summary>A region of GB/T 2260; level 1 is a province, 2 a prefecture, 3 a county, 4 a township.</summary>
internal sealed record Region(string Code, string Name, string? ParentCode, int Level)
{
    /// <summary>The level's word, which regions share with organisations.</summary>
    public string LevelName => OrganisationKinds.Levels[Level - 1];

    /// <summary>Some prefectures only group what hangs below the province, such as 110100 and 429000.</summary>
    public bool IsGrouping => Level == 2 && Name is "市辖区" or "县" or "省直辖县级行政区划" or "自治区直辖县级行政区划";
}

/// <summary>All regions down to township, read once, never changed. Codes have 6 digits, of townships 9.</summary>
internal sealed class RegionTable
{
    /// <summary>Digits of a township's code.</summary>
    internal const int LongestCode = 9;

    private static readonly Lazy<RegionTable> Embedded = new(Load);

    // One text of lines "code, name, syllables" sorted by code: a region stands directly before everything inside it.
    // A string per field would take three times the memory and time.
    private readonly string text;
    private readonly int[] lines;

    private RegionTable(string text, string version)
    {
        (this.text, Version) = (text, version);
        lines = new int[text.AsSpan().Count('\n')];
        for (int i = 0, at = 0; i < lines.Length; i++, at = text.IndexOf('\n', at) + 1)
            lines[i] = at;
    }

    public static RegionTable Current => Embedded.Value;

    /// <summary>Changes whenever any region changes, and only then.</summary>
    public string Version { get; }

    public int Count => lines.Length;

    /// <summary>What the code of everything inside a region starts with.</summary>
    public static string Prefix(string code) => code.Length == 9 ? code : Level(code) switch
    {
        1 => code[..2],
        2 => code[..4],
        _ => code,
    };

    public static int Level(string code) => Level(code.AsSpan());

    public Region? Find(string code) => IndexOf(code) is >= 0 and var i ? At(i) : null;

    /// <summary>The regions directly below one, or the provinces; empty for an unknown code.</summary>
    public IReadOnlyList<Region> Children(string? code = null) =>
        [.. Inside(code).Where(i => ParentOf(Row(i).Code) == code).Select(At)];

    /// <summary>From the province down to the region directly above this one.</summary>
    public IReadOnlyList<Region> Ancestors(string code)
    {
        var above = new List<Region>();
        for (var region = Find(code); region?.ParentCode is not null; above.Add(region))
            region = Find(region.ParentCode)!;
        above.Reverse();
        return above;
    }

    /// <summary>As an address begins: without groupings, and without a county that repeats its prefecture.</summary>
    public string? FullName(string code)
    {
        if (Find(code) is not { } region)
            return null;
        var above = Ancestors(code).Where(ancestor => !ancestor.IsGrouping).Select(ancestor => ancestor.Name);
        return string.Concat(above.Append(region.Name).Distinct());
    }

    /// <summary>
    /// Finds what <see cref="SearchQuery"/> means, by name, pinyin (<c>quanzhou</c>, <c>xi'an</c>) or initials (<c>qz</c>):
    /// whole names first, then names that begin so, then the others; within that the larger region first.
    /// </summary>
    public IReadOnlyList<Region> Search(string text, string? within, int limit)
    {
        if (SearchQuery.Parse(text) is not { } asked)
            return [];

        var byLetters = asked.Text.All(char.IsAsciiLetterLower);
        var found = new List<(Rank Rank, int Level, int Index)>();
        foreach (var i in Inside(within))
        {
            var row = Row(i);
            if (!Finds(asked, row))
                continue;
            var rank = byLetters ? RankOfLetters(row.Syllables, asked.Text) : RankOfName(row.Name, asked.Text);
            found.Add((rank == Rank.None ? Rank.Inside : rank, Level(row.Code), i));
        }
        return [.. found.Order().Select(match => At(match.Index)).Where(region => !region.IsGrouping).Take(limit)];
    }

    // The terms of all regions would take more memory than the regions, so they are looked for in the row itself.
    private static bool Finds(SearchQuery asked, Line row)
    {
        foreach (var pair in asked.Exact)
            if (!row.Name.Contains(pair, StringComparison.Ordinal))
                return false;
        foreach (var beginning in asked.Beginnings)
            if (char.IsAscii(beginning[0]) ? RankOfLetters(row.Syllables, beginning) == Rank.None : !row.Name.Contains(beginning, StringComparison.Ordinal))
                return false;
        return true;
    }

    /// <summary>How the name of a known region is read.</summary>
    internal IReadOnlyList<string> Syllables(string code) => Row(IndexOf(code)).Syllables.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private enum Rank { None, Whole, Begins, BreaksOff, Inside }

    private static Rank RankOfName(ReadOnlySpan<char> name, string term) =>
        name.IndexOf(term, StringComparison.Ordinal) switch
        {
            0 => name.Length == term.Length ? Rank.Whole : Rank.Begins,
            > 0 => Rank.Inside,
            _ => Rank.None,
        };

    private static Rank RankOfLetters(ReadOnlySpan<char> syllables, string letters)
    {
        var rank = RankOfStart(syllables, letters);
        while (rank == Rank.None && syllables.IndexOf(' ') is > 0 and var space)
        {
            syllables = syllables[(space + 1)..];
            if (RankOfStart(syllables, letters) != Rank.None)
                rank = Rank.Inside;
        }
        return rank;
    }

    private static Rank RankOfStart(ReadOnlySpan<char> syllables, string letters) =>
        Spelt(syllables, letters) is var spelt and not Rank.None ? spelt : Abbreviated(syllables, letters);

    private static Rank Spelt(ReadOnlySpan<char> syllables, string letters)
    {
        var (at, matched) = (0, 0);
        for (; at < syllables.Length && matched < letters.Length; at++)
            if (syllables[at] == letters[matched])
                matched++;
            else if (syllables[at] != ' ')
                return Rank.None;

        // Who types anxi means 安溪 rather than the first letters of 安新.
        return matched < letters.Length ? Rank.None
            : at == syllables.Length ? Rank.Whole
            : syllables[at] == ' ' ? Rank.Begins
            : Rank.BreaksOff;
    }

    private static Rank Abbreviated(ReadOnlySpan<char> syllables, string letters)
    {
        var last = false;
        foreach (var letter in letters)
        {
            if (last || syllables[0] != letter)
                return Rank.None;
            var space = syllables.IndexOf(' ');
            last = space < 0;
            syllables = syllables[(space + 1)..];
        }
        return last ? Rank.Whole : Rank.Begins;
    }

    private static int Level(ReadOnlySpan<char> code) =>
        code.Length == 9 ? 4 : !code.EndsWith("00") ? 3 : !code.EndsWith("0000") ? 2 : 1;

    // A township of a prefecture without counties (东莞, 中山, 儋州) has that prefecture's own six digits in front.
    private static string? ParentOf(ReadOnlySpan<char> code) => Level(code) switch
    {
        4 => code[..6].ToString(),
        3 => $"{code[..4]}00",
        2 => $"{code[..2]}0000",
        _ => null,
    };

    private IEnumerable<int> Inside(string? code)
    {
        var first = code is null ? 0 : IndexOf(code);
        var prefix = code is null ? "" : Prefix(code);
        for (var i = first; i >= 0 && i < lines.Length && text.AsSpan(lines[i]).StartsWith(prefix); i++)
            yield return i;
    }

    private int IndexOf(ReadOnlySpan<char> code)
    {
        var (low, high) = (0, lines.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Row(middle).Code.SequenceCompareTo(code);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    private Region At(int index)
    {
        var row = Row(index);
        return new Region(row.Code.ToString(), row.Name.ToString(), ParentOf(row.Code), Level(row.Code));
    }

    private Line Row(int index)
    {
        var line = text.AsSpan(lines[index]);
        line = line[..line.IndexOf('\n')];
        var (first, second) = (line.IndexOf('\t'), line.LastIndexOf('\t'));
        return new Line { Code = line[..first], Name = line[(first + 1)..second], Syllables = line[(second + 1)..] };
    }

    private static RegionTable Load()
    {
        using var file = typeof(RegionTable).Assembly
            .GetManifestResourceStream("HeroApi.Organisations.Regions.regions.tsv.gz")!;
        using var unpacked = new MemoryStream(capacity: 4_000_000);
        using (var gzip = new GZipStream(file, CompressionMode.Decompress))
            gzip.CopyTo(unpacked);
        var bytes = unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length);
        return new RegionTable(Encoding.UTF8.GetString(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }

    private readonly ref struct Line
    {
        public required ReadOnlySpan<char> Code { get; init; }
        public required ReadOnlySpan<char> Name { get; init; }
        public required ReadOnlySpan<char> Syllables { get; init; }
    }
}
