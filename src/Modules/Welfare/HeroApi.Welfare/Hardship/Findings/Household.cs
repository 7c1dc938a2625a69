namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Whether the household of a finding g has a plan of its year: one for anybody of it is one for all of them.</summary>
internal static class Household
{
    internal const string Planned =
        """
        EXISTS (SELECT 1
                FROM   welfare_entitlement m
                JOIN   welfare_entitlement n ON n.person_id = m.person_id
                JOIN   welfare_household_plan p ON p.hero_id = n.hero_id
                WHERE  p.year = g.year AND p.deleted_at IS NULL AND UNSCOPED('whether a household has a plan, whoever made it')
                AND    m.hero_id IN (SELECT g.hero_id UNION ALL SELECT o.hero_id FROM welfare_hardship_finding o WHERE o.household_id = g.household_id AND o.year = g.year AND o.owner_org_id = g.owner_org_id))
        """;

    internal const string WithoutPlan = $"(g.hardship <> 'none' AND NOT {Planned})";
}
