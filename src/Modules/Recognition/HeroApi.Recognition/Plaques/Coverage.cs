namespace HeroApi.Recognition.Plaques;

/// <summary>What is asked of a hero file about plaques, over the alias h.</summary>
internal static class Coverage
{
    /// <summary>
    /// Entitled is the household of whoever has a confirmed act that stands, or whose file was opened from the papers of an older honour; alive or dead.
    /// </summary>
    internal const string Entitled =
        "(h.opened_by = 'legacy' OR EXISTS (SELECT 1 FROM recognition_deed d WHERE d.hero_id = h.id AND d.state = 'confirmed'))";

    /// <summary>A damaged one still hangs until it is replaced.</summary>
    internal const string Hangs =
        """
        EXISTS (SELECT 1 FROM recognition_plaque_hero s JOIN recognition_plaque p ON p.id = s.plaque_id
                WHERE s.hero_id = h.id AND p.hung_on IS NOT NULL AND p.state IN ('hung', 'damaged'))
        """;

    /// <summary>Who never shared a plaque is a household of his own.</summary>
    internal const string Household =
        """
        COALESCE((SELECT p.household_id FROM recognition_plaque_hero s JOIN recognition_plaque p ON p.id = s.plaque_id
                  WHERE s.hero_id = h.id ORDER BY p.id DESC LIMIT 1), h.id)
        """;
}
