namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>Who is insured on a day @on, said once for the proof, the gaps and the figures.</summary>
internal static class CoverSql
{
    /// <summary>A policy p that was in force on the day, by its dates and until it was cancelled.</summary>
    internal const string Stands = "p.state IN ('in_force', 'ended', 'cancelled') AND p.from_day <= @on AND p.to_day >= @on AND (p.ended_on IS NULL OR p.ended_on >= @on)";

    /// <summary>A member m whom the insurer had accepted, and who had not left by then.</summary>
    internal const string Accepted = "m.state IN ('insured', 'pending_leave', 'left') AND m.join_day <= @on AND (m.leave_day IS NULL OR m.leave_day >= @on)";

    /// <summary>Whether the person of an entitlement e was insured: by name, or as anybody on the register of a policy.</summary>
    internal const string Insured =
        $"""
        (EXISTS (SELECT 1 FROM welfare_entitlement o JOIN welfare_policy_member m ON m.hero_id = o.hero_id JOIN welfare_policy p ON p.id = m.policy_id
                 WHERE UNSCOPED('who sees a person may know whether he is insured') AND o.person_id = e.person_id AND {Accepted} AND {Stands})
         OR EXISTS (SELECT 1 FROM welfare_policy p JOIN kernel_org_tree t ON t.ancestor_id = p.owner_org_id
                    WHERE t.org_id = e.owner_org_id AND p.covered = 'on_register' AND (p.reach = 'subtree' OR p.owner_org_id = e.owner_org_id)
                    AND (p.region_from = '' OR substr(e.household_region, 1, length(p.region_from)) = p.region_from) AND {Stands}))
        """;

    /// <summary>FROM and WHERE of the persons e who may have been on the register on the day and whom the caller sees; each under his own file.</summary>
    internal const string Persons =
        """
        FROM   welfare_entitlement e
        WHERE  SCOPE(e) AND UNSCOPED('who sees a person may know whether he is insured, by whomever') AND e.deleted_at IS NULL
        AND    e.hero_id = e.person_id AND e.state <> 'ended' AND e.registered_from <= @on
        """;
}
