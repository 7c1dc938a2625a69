using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare;

/// <summary>Finds the persons that the records of this module are about.</summary>
internal sealed class Persons(Db db, EntitlementSource entitlements)
{
    /// <summary>The entitlement of who a record is written for, as the caller sees it; held for the rest of the command, so that it does not end or is not kept more closely meanwhile.</summary>
    internal async Task<EntitlementRow> Of(Guid heroId, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_entitlement AS e SET version = version WHERE e.hero_id = @heroId AND SCOPE(e)", new { heroId }, ct);
        return await entitlements.OfHero(heroId, ct) ?? throw Invalid.At("/heroId", WelfareErrors.PersonUnknown);
    }

    /// <summary>Who sees a record about a person: its owner, and who cares for the person; kept as closely as the hero file.</summary>
    internal static Visibility Seen(Guid ownerOrgId, EntitlementRow person) => new(ownerOrgId, person.OwnerOrgId == ownerOrgId ? [] : [person.OwnerOrgId], person.Protection);
}
