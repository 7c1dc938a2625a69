using HeroApi.Welfare.Benefits.Cases;
using HeroApi.Welfare.Benefits.Plans;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Grants.Applications;
using HeroApi.Welfare.Hardship.Findings;
using HeroApi.Welfare.Insurance.Claims;
using HeroApi.Welfare.Insurance.Members;
using HeroApi.Welfare.MedicalCases;
using HeroApi.Welfare.Visits.CheckIns;
using HeroApi.Welfare.Visits.Needs;

namespace HeroApi.Welfare;

/// <summary>A record type whose records are about one person each, by their column hero_id; a test finds every such table that is not among <see cref="All"/>.</summary>
internal sealed record PersonRecord(RecordTable Table)
{
    internal static readonly IReadOnlyList<PersonRecord> All =
    [
        new(PaymentSource.Payments), new(MemberSource.Members), new(VisitSource.Visits), new(NeedSource.Needs), new(GrantSource.Grants), new(BenefitSource.Benefits), new(PlanSource.Plans),
        new(MedicalSource.MedicalCases), new(ClaimSource.Claims), new(FindingSource.Findings)
    ];
}

/// <summary>Keeps records about a person as closely as the hero file, and in sight of whoever cares for the person.</summary>
internal sealed class PersonRecords(Db db, Changes changes, TimeProvider clock) : IFollowsEntitlements
{
    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        if (before is null || (before.Protection == after.Protection && before.OwnerOrgId == after.OwnerOrgId))
            return;

        foreach (var record in PersonRecord.All)
            foreach (var raised in await db.Query<Raised>(
                $"""
                UPDATE {record.Table.Name}
                SET    protection = @Protection, version = version + 1, updated_at = @now
                WHERE  hero_id = @HeroId AND UNSCOPED('a record about a person is kept as the hero file is, whoever sees it')
                RETURNING id, version, owner_epoch AS epoch, protection
                """, new { after.Protection, after.HeroId, now = clock.GetUtcNow() }, ct))
            {
                var seen = await changes.VisibilityOf(raised.Id, before.Protection, ct);
                List<Guid> homes = [.. seen.Homes.Except([before.OwnerOrgId]).Append(after.OwnerOrgId).Except([seen.Owner]).Distinct()];
                changes.Changed(record.Table.Type, raised.Id, raised.Version, seen, new Visibility(seen.Owner, homes, after.Protection));
            }
    }
}
