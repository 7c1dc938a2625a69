using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>A policy that covers a person, and by which number on its list if it has one.</summary>
internal sealed record CoverOf(PolicyRow Policy, long? MemberNumber);

/// <summary>Finds the policies that cover a person whom the caller sees.</summary>
internal sealed class CoverBook(Db db)
{
    internal async Task<IReadOnlyList<CoverOf>> Of(EntitlementRow person, DateOnly on, CancellationToken ct)
    {
        var named = await db.Query<NamedRow>(
            $"""
            SELECT p.id, m.number
            FROM   welfare_policy_member m
            JOIN   welfare_entitlement o ON o.hero_id = m.hero_id
            JOIN   welfare_policy p ON p.id = m.policy_id
            WHERE  UNSCOPED('who sees a person may know what covers him') AND o.person_id = @PersonId AND {CoverSql.Accepted} AND {CoverSql.Stands}
            ORDER  BY m.number
            """, new { person.PersonId, on }, ct);
        var policies = await db.Query<PolicyRow>(
            $"""
            SELECT {PolicyRow.Columns}
            FROM   welfare_policy p
            WHERE  UNSCOPED('who sees a person may know what covers him') AND {CoverSql.Stands}
            AND    (p.id IN (SELECT m.policy_id FROM welfare_policy_member m JOIN welfare_entitlement o ON o.hero_id = m.hero_id WHERE o.person_id = @PersonId AND {CoverSql.Accepted})
                    OR (p.covered <> 'named_list' AND p.owner_org_id IN (SELECT t.ancestor_id FROM kernel_org_tree t JOIN welfare_entitlement k ON k.owner_org_id = t.org_id WHERE k.hero_id = @PersonId)))
            ORDER  BY p.from_day, p.id
            """, new { person.PersonId, on }, ct);
        return [.. policies.Where(policy => policy.Named || OfClass(policy, person, on)).Select(policy => new CoverOf(policy, named.FirstOrDefault(row => row.Id == policy.Id)?.Number))];
    }

    /// <summary>Whether a policy that names nobody is for this person: of its register, and on that by the day, or confirmed since the policy began.</summary>
    private static bool OfClass(PolicyRow policy, EntitlementRow person, DateOnly on) =>
        person.State != EntitlementCodes.Ended
        && (policy.Reach == PolicyCodes.Subtree || policy.OwnerOrgId == person.OwnerOrgId)
        && (policy.Region is null || (person.HouseholdRegion is not null && RegionSpan.Of(policy.Region).Holds(person.HouseholdRegion)))
        && (policy.Covered == PolicyCodes.LaterConfirmed
            ? person.RegisteredFrom >= policy.FromDay
            : person.RegisteredFrom <= on && (person.DiedOn is null || person.DiedOn.To >= on));

    private sealed record NamedRow
    {
        public required Guid Id { get; init; }
        public required long Number { get; init; }
    }
}
