
namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Where hospitals are worked on: takes one out for a change, and puts it back with what the change made of it.</summary>
internal sealed class HospitalDesk(Db db, HospitalSource source, Records records, Changes changes, RegionReach regions, TimeProvider clock)
{
    /// <summary>The hospital for a change: visible, the caller's, at the version he knows; held for the rest of the command.</summary>
    internal Task<HospitalRow> Take(Guid id, long version, CancellationToken ct) => records.Take<HospitalRow>(HospitalSource.Hospitals, id, version, ct);

    /// <summary>What needs the database: there is such a region, and the organisation has no other hospital under this credit code.</summary>
    internal async Task MustFit(HospitalRow row, CancellationToken ct)
    {
        await regions.MustExist(row.Region, ct);
        if (await db.Single<long>(
            "SELECT COUNT(*) FROM welfare_hospital h WHERE h.owner_org_id = @OwnerOrgId AND h.credit_code = @CreditCode AND h.id <> @Id AND UNSCOPED('a credit code is once in an organisation')",
            new { row.OwnerOrgId, row.CreditCode, row.Id }, ct) > 0)
            throw new Refusal(ChannelErrors.HospitalKnown);
    }

    /// <summary>Puts a hospital back: a new version and the feed.</summary>
    internal async Task<HospitalView> Put(HospitalRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_hospital AS h
            SET    version = version + 1, updated_at = @now, name = @Name, name_sort = @NameSort, credit_code = @CreditCode, region = @Region, services = @Services,
                   valid_from = @ValidFrom, valid_to = @ValidTo, officer = @Officer, officer_phone = @OfficerPhone
            WHERE  h.id = @Id AND SCOPE(h)
            """,
            new { now = clock.GetUtcNow(), row.Name, row.NameSort, row.CreditCode, row.Region, row.Services, row.ValidFrom, row.ValidTo, row.Officer, row.OfficerPhone, row.Id }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(HospitalSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }
}
