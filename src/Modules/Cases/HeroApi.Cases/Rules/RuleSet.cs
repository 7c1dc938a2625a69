using System.Text.Json;

namespace HeroApi.Cases.Rules;

/// <summary>
/// The rules that one case goes by: the packs pinned on it, and what has been configured since for keys that none of them has.
/// A pinned value never changes; a missing one is taken up when it is needed, and pinned from then on.
/// </summary>
/// <param name="pinned">Packs in the order in which they are asked.</param>
/// <param name="effective">What holds for the place and the day of the act as known now, in the order in which it is asked.</param>
/// <param name="region">The region of the place, to say who has to configure what is missing.</param>
internal sealed class RuleSet(IReadOnlyList<RulePack> pinned, IReadOnlyList<RulePack> effective, string region)
{
    private readonly List<RulePack> packs = [.. pinned];

    /// <summary>The ids of its packs as a JSON array, as kept on a case.</summary>
    internal string Pin => JsonSerializer.Serialize(packs.Select(pack => pack.Id), Json.Stored);

    /// <summary>The region of the most specific pack.</summary>
    internal string? Region => packs.Count == 0 ? null : packs.MinBy(pack => pack.Region == RulePack.Nation ? 9 : pack.Region.Reverse().TakeWhile(digit => digit == '0').Count())!.Region;

    internal IReadOnlyList<RulePack> Packs => packs;

    internal RuleValue? Find(string key) => Pack(key)?.Rules[key];

    internal bool Knows(string key) => Find(key) is not null;

    /// <summary>The period of this key; null when the law sets none. Refused when nobody has configured it.</summary>
    internal Period? Period(string key) => Need(key) is { None: false } value ? value.Period : null;

    internal string Code(string key) => Need(key).Code!;

    internal IReadOnlyList<string> Codes(string key) => Need(key).Codes!;

    internal bool Flag(string key) => Need(key).Flag!.Value;

    /// <summary>Refusals for those of the keys that are not configured, for the steps that need them.</summary>
    internal IEnumerable<Refusal> Missing(params string[] keys) => keys.Where(key => !Knows(key)).Select(NotConfigured);

    /// <summary>The article that a step rests on.</summary>
    internal string? Article(string key) => Pack(key) is { } pack ? $"{pack.Rules[key].Source ?? pack.Title}{pack.Rules[key].Article}" : null;

    private RuleValue Need(string key) => Find(key) ?? throw NotConfigured(key);

    private Refusal NotConfigured(string key) => new(CaseErrors.RuleNotConfigured, new { key, region = region[..6] });

    private RulePack? Pack(string key)
    {
        if (packs.FirstOrDefault(pack => pack.Rules.ContainsKey(key)) is { } known)
            return known;

        if (effective.FirstOrDefault(pack => pack.Rules.ContainsKey(key)) is { } later)
            packs.Add(later);
        return packs.FirstOrDefault(pack => pack.Rules.ContainsKey(key));
    }
}
