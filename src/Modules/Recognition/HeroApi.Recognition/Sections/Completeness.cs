namespace HeroApi.Recognition.Sections;

/// <summary>
/// Which sections of a hero file are not complete. Worked out in the database, from the file and what hangs on it, with every
/// change of either, and kept in the file as one bit for each section, so that the list of work is read from an index.
/// </summary>
internal sealed class Completeness(Db db)
{
    /// <summary>A foreigner has no registered household.</summary>
    private const string Identity =
        """
        CASE WHEN h.document_type IS NOT NULL AND h.born_on IS NOT NULL AND h.sex <> 'unknown' AND (h.household_region IS NOT NULL OR h.nationality <> 'CN') THEN 0 ELSE 1 END
        """;

    private const string Family = "CASE WHEN (h.nothing_in & 2) <> 0 OR EXISTS (SELECT 1 FROM recognition_family f WHERE f.hero_id = h.id) THEN 0 ELSE 1 END";

    /// <summary>An act from old papers has no case, but the paper.</summary>
    private const string Deed =
        """
        CASE WHEN EXISTS (SELECT 1 FROM recognition_deed d WHERE d.hero_id = h.id AND d.state = 'confirmed')
                  OR EXISTS (SELECT 1 FROM recognition_document p WHERE p.hero_id = h.id AND p.kind IN ('decision', 'certificate') AND p.removed_at IS NULL) THEN 0 ELSE 1 END
        """;

    /// <summary>Nobody has to look for the injuries of who came to no harm in any act.</summary>
    private const string Injuries =
        """
        CASE WHEN (h.nothing_in & 8) <> 0 OR EXISTS (SELECT 1 FROM recognition_injury i WHERE i.hero_id = h.id)
                  OR (SELECT COUNT(*) - SUM(CASE WHEN d.harm = 'none' THEN 1 ELSE 0 END) FROM recognition_deed d WHERE d.hero_id = h.id AND d.state = 'confirmed') = 0 THEN 0 ELSE 1 END
        """;

    private const string PoliticalStatus = "CASE WHEN h.political_status IS NOT NULL THEN 0 ELSE 1 END";

    private const string Education = "CASE WHEN h.education IS NOT NULL THEN 0 ELSE 1 END";

    /// <summary>Students, those without work and the retired have none.</summary>
    private const string Occupation = "CASE WHEN h.occupation IS NOT NULL OR h.employment_status IN ('31', '70', '80') THEN 0 ELSE 1 END";

    private const string Hardship = "CASE WHEN h.hardship_kind IS NOT NULL THEN 0 ELSE 1 END";

    /// <summary>Of who has died, the family is kept in touch with.</summary>
    private const string Contact =
        """
        CASE WHEN (h.phone_masked IS NOT NULL AND h.contact_state <> 'deceased')
                  OR EXISTS (SELECT 1 FROM recognition_family f WHERE f.hero_id = h.id AND f.phone_masked IS NOT NULL) THEN 0 ELSE 1 END
        """;

    private const string Documents = "CASE WHEN EXISTS (SELECT 1 FROM recognition_document p WHERE p.hero_id = h.id AND p.removed_at IS NULL) THEN 0 ELSE 1 END";

    /// <summary>Who has withdrawn has been asked.</summary>
    private const string Consents = "CASE WHEN (h.nothing_in & 1024) <> 0 OR EXISTS (SELECT 1 FROM recognition_consent c WHERE c.hero_id = h.id) THEN 0 ELSE 1 END";

    /// <summary>In the order of the vocabulary hero_section.</summary>
    private const string Assessment =
        $"""
        UPDATE recognition_hero AS h
        SET    missing = {Identity} + 2 * {Family} + 4 * {Deed} + 8 * {Injuries} + 16 * {PoliticalStatus} + 32 * {Education} + 64 * {Occupation} + 128 * {Hardship}
                   + 256 * {Contact} + 512 * {Documents} + 1024 * {Consents},
               missing_count = {Identity} + {Family} + {Deed} + {Injuries} + {PoliticalStatus} + {Education} + {Occupation} + {Hardship} + {Contact} + {Documents} + {Consents}
        WHERE  h.id = @heroId AND UNSCOPED('what a file lacks is worked out with every change, whoever made it')
        """;

    /// <summary>Works it out anew for a file that has changed, or something that hangs on it.</summary>
    internal Task Assess(Guid heroId, CancellationToken ct) => db.Execute(Assessment, new { heroId }, ct);

    /// <summary>The sections that these bits stand for.</summary>
    internal static IReadOnlyList<string> Sections(long bits) => [.. SectionCodes.Sections.Where((_, place) => (bits & (1L << place)) != 0)];

    /// <summary>The bits of these sections.</summary>
    internal static long Bits(IEnumerable<string> sections) => SectionCodes.Sections.Index().Where(section => sections.Contains(section.Item)).Sum(section => 1L << section.Index);
}
