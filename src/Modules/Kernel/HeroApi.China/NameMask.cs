using System.Text;
using System.Text.RegularExpressions;

namespace HeroApi.China;

/// <summary>Somebody a text may name: how, and what is written instead.</summary>
public sealed record Named(string Name, string Shown);

/// <summary>Hides persons in what everybody may read.</summary>
public static partial class NameMask
{
    private static readonly HashSet<string> TwoCharacterSurnames =
    [
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶",
        "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐", "百里", "东郭", "西门", "呼延", "拓跋", "淳于", "单于"
    ];

    /// <summary>A name masked in one of three ways: surname_only 张某某, initials Z.M., or full_name.</summary>
    public static string Of(string name, string masking) => masking switch
    {
        "full_name" => name,
        "initials" when Pinyin.NameInitials(name) is { Length: > 0 } letters && IsHan(name) => string.Concat(letters.ToUpperInvariant().Select(letter => $"{letter}.")),
        _ => Surname(name) + "某某"
    };

    /// <summary>
    /// A text in which nobody of these is named but as shown, be the name spelt with blanks or dots, or without its surname. Long
    /// runs of digits go too: they are phones, identity or account numbers.
    /// </summary>
    public static string Hide(string text, IReadOnlyCollection<Named> persons)
    {
        text = LongNumber().Replace(text, "***");
        var hidden = persons.Select(person => (Spelt: Bare(person.Name), person.Shown))
            .Concat(persons.Where(person => person.Shown != person.Name).Select(person => (Spelt: Given(person.Name), Shown: "某某")))
            .Where(one => one.Spelt.Length > 0)
            .OrderByDescending(one => one.Spelt.Length).ThenBy(one => one.Spelt, StringComparer.Ordinal).DistinctBy(one => one.Spelt).ToList();
        if (hidden.Count == 0)
            return text;

        var pattern = string.Join('|', hidden.Select((one, index) => $"(?<n{index}>{string.Join(Between, one.Spelt.EnumerateRunes().Select(rune => Regex.Escape(rune.ToString())))})"));
        return Regex.Replace(text, pattern, found => hidden[int.Parse(found.Groups.Values.First(group => group.Success && group.Name[0] == 'n').Name.AsSpan(1), null)].Shown,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    /// <summary>The surname; of a name of one character nothing, or it would be the whole.</summary>
    private static string Surname(string name)
    {
        var bare = Bare(name);
        var runes = bare.EnumerateRunes().ToList();
        return runes.Count <= 1 ? "" : runes.Count > 2 && TwoCharacterSurnames.Contains(bare[..2]) ? bare[..2] : runes[0].ToString();
    }

    /// <summary>What follows the surname, when it alone tells who is meant.</summary>
    private static string Given(string name) => Bare(name)[Surname(name).Length..] is { } given && given.EnumerateRunes().Count() > 1 ? given : "";

    private static string Bare(string name) => Separators().Replace(name.Normalize(NormalizationForm.FormC), "");

    private static bool IsHan(string name) => Bare(name).EnumerateRunes().All(rune => rune.Value is >= 0x3400 and < 0xA000 or >= 0x20000);

    private const string Between = @"[\s\p{Cf}·・•.．]*";

    [GeneratedRegex(@"[\s\p{Cf}·・•.．]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\d(?:[\s\p{Cf}\-－—]?\d){6,}[XxＸｘ]?")]
    private static partial Regex LongNumber();
}
