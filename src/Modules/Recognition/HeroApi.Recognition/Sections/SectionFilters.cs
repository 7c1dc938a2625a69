using System.Globalization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Sections;

/// <summary>What hero files are found by in their sections.</summary>
internal static class SectionFilters
{
    private const string HeldBy = "h.id IN (SELECT p.hero_id FROM recognition_post p WHERE NOT p.ended AND p.kind IN (@0, @1, @2, @3, @4, @5, @6))";

    internal static Listing BySections(this Listing heroes) => heroes
        .Where("missing", "(h.missing & @0) <> 0", One, "This section is not complete: of the vocabulary hero_section; with sort=-missing index (missing_count, id, missing)")
        .Where("missing[in]", "(h.missing & @0) <> 0", Some, "One of these sections is not complete; with sort=-missing index (missing_count, id, missing)")
        .Flag("complete", "(h.missing_count = 0)", "Whether every section is complete; index (missing_count = 0, id)")
        .Where("post", HeldBy, kind => SectionCodes.Posts.Contains(kind) ? Kinds([kind]) : null, "Holds such a post now: of the vocabulary post_kind; index (kind, hero_id)")
        .Where("post[in]", HeldBy, kinds => kinds.Split(',') is var asked && asked.Length <= SectionCodes.Posts.Count && asked.All(SectionCodes.Posts.Contains) ? Kinds(asked) : null,
            "Holds one of these posts now; index (kind, hero_id)")
        .Flag("holdsPost", "EXISTS (SELECT 1 FROM recognition_post p WHERE p.hero_id = h.id AND NOT p.ended)", "Holds any post now; index (hero_id, position)")
        .Flag("alive", "(h.contact_state <> 'deceased')", "Whether the person lives; index (contact_state <> 'deceased', id)")
        .Flag("willingToServe", "h.willing_to_serve", "Whether the person is willing to serve others again; index (willing_to_serve, id)")
        .Code("hardship", "h.hardship_kind", SectionCodes.Hardships, "Why the household is in need, or none; index (hardship_kind, id)")
        .Where("grade", "h.id IN (SELECT i.hero_id FROM recognition_injury i WHERE i.grade = @0)", Grade, "Disabled by an act in this grade, 1 to 10; index (grade, hero_id)")
        .Where("grade[lte]", "h.id IN (SELECT i.hero_id FROM recognition_injury i WHERE i.grade <= @0)", Grade, "Disabled by an act in this grade or worse; index (grade, hero_id)")
        .Code("occupation", "h.occupation", HeroCodes.Occupations, "GB/T 6565; index (occupation, id)")
        .Region("livingRegion", "h.living_region", "Lives in this region or below it: GB/T 2260; index (living_region, id)")
        .Date("bornOn", "h.born_from", "h.born_to", "Born in these days, or perhaps so; index (born_from, born_to, id)")
        .Code("openedBy", "h.opened_by", HeroCodes.Openings, "By a confirmation, or from old papers; index (opened_by, id)");

    private static IReadOnlyList<object>? One(string section) => SectionCodes.Sections.Contains(section) ? [Completeness.Bits([section])] : null;

    private static IReadOnlyList<object>? Some(string sections) => sections.Split(',') is var asked && asked.Length <= SectionCodes.Sections.Count && asked.All(SectionCodes.Sections.Contains)
        ? [Completeness.Bits(asked)]
        : null;

    /// <summary>As many values as the clause has places.</summary>
    private static IReadOnlyList<object> Kinds(IReadOnlyList<string> kinds) => [.. SectionCodes.Posts.Select((_, place) => kinds[Math.Min(place, kinds.Count - 1)])];

    private static IReadOnlyList<object>? Grade(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grade) && grade is >= 1 and <= 10 ? [grade] : null;
}
