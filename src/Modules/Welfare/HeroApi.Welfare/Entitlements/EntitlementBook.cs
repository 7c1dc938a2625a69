using Dapper;
using HeroApi.Recognition.Contracts;

namespace HeroApi.Welfare.Entitlements;

/// <summary>Writes entitlements after the register: what its module says of a hero file is asked for anew each time, so that it does not matter which news comes first, or twice.</summary>
internal sealed class EntitlementBook(Db db, IMediator mediator, Records records, IEnumerable<IFollowsEntitlements> followers, ListGate gate, Changes changes, TimeProvider clock)
{
    /// <summary>Brings the entitlements of hero files, and of all that are in them today, to what the register says now.</summary>
    /// <param name="keeperOrgId">Who keeps the file that the news is of.</param>
    internal async Task Follow(IReadOnlyCollection<Guid> heroIds, Guid keeperOrgId, CancellationToken ct)
    {
        // Nothing is asked before the gate is held: of two who follow the same persons the second asks after the first has written.
        await gate.Over([keeperOrgId, .. (await Known(heroIds, ct)).Select(known => known.OwnerOrgId)], ct);
        var heroes = await mediator.Send(new FindHeroes([.. (await Known(heroIds, ct)).Select(known => known.HeroId).Union(heroIds)]), ct);
        foreach (var hero in heroes.Values.OrderBy(hero => hero.Id))
            if (!await Insert(hero, ct))
                await Amend(hero, ct);
    }

    /// <summary>The entitlements of these hero files, and of those that are in them today.</summary>
    private Task<IReadOnlyList<KnownFile>> Known(IReadOnlyCollection<Guid> heroIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var ids = parameters.In("id", heroIds);
        return db.Query<KnownFile>($"SELECT e.hero_id, e.owner_org_id FROM welfare_entitlement e WHERE UNSCOPED('it follows the register, whoever may see it') AND (e.hero_id IN {ids} OR e.person_id IN {ids})", parameters, ct);
    }

    private async Task<bool> Insert(HeroFacts hero, CancellationToken ct)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        var row = new EntitlementRow
        {
            Id = Guid.CreateVersion7(now),
            Version = 1,
            OwnerOrgId = hero.KeeperOrgId,
            OwnerEpoch = 1,
            Protection = hero.Protection,
            CreatedAt = now,
            UpdatedAt = now,
            HeroId = hero.Id,
            PersonId = hero.PersonId,
            Name = "",
            NameSort = "",
            FileNumber = "",
            RegisteredFrom = hero.RegisteredFrom,
            ContactState = "",
            Elsewhere = false,
            Acts = 0,
            DiedInAct = false,
            HasPlaque = false,
            State = ""
        }.After(hero);
        if (await db.Execute(
            """
            INSERT INTO welfare_entitlement (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, person_id, name, name_sort, file_number,
                                             household_region, living_region, registered_from, died_on, contact_state, grade, hardship, elsewhere, acts, died_in_act, has_plaque, state, end_reason)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @PersonId, @Name, @NameSort, @FileNumber,
                    @HouseholdRegion, @LivingRegion, @RegisteredFrom, @DiedOn, @ContactState, @Grade, @Hardship, @Elsewhere, @Acts, @DiedInAct, @HasPlaque, @State, @EndReason)
            ON CONFLICT (hero_id) DO NOTHING
            """, row, ct) == 0)
            return false;

        changes.Created(EntitlementSource.Name, row.Id, 1, new Visibility(row.OwnerOrgId, hero.HomeOrgIds, row.Protection));
        await Tell(before: null, row, ct);
        return true;
    }

    private async Task Amend(HeroFacts hero, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_entitlement SET version = version WHERE hero_id = @Id AND UNSCOPED('it follows the register, whoever may see it')", new { hero.Id }, ct);
        var before = (await db.SingleOrDefault<EntitlementRow>(
            $"SELECT {EntitlementRow.Columns} FROM welfare_entitlement e WHERE e.hero_id = @Id AND UNSCOPED('it follows the register, whoever may see it')", new { hero.Id }, ct))!;
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        var after = before.After(hero);
        if (after == before && seen.Homes.ToHashSet().SetEquals(hero.HomeOrgIds))
            return;

        await Write(after with { UpdatedAt = Instants.Micro(clock.GetUtcNow()) }, seen, hero, ct);
        await Tell(before, after, ct);
    }

    private async Task Tell(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        await changes.WriteScope(ct);
        foreach (var follower in followers)
            await follower.Follow(before, after, ct);
    }

    private async Task Write(EntitlementRow row, Visibility seen, HeroFacts hero, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_entitlement
            SET    version = version + 1, updated_at = @UpdatedAt, protection = @Protection, person_id = @PersonId, name = @Name, name_sort = @NameSort, file_number = @FileNumber,
                   household_region = @HouseholdRegion, living_region = @LivingRegion, registered_from = @RegisteredFrom, died_on = @DiedOn, contact_state = @ContactState,
                   grade = @Grade, hardship = @Hardship, elsewhere = @Elsewhere, acts = @Acts, died_in_act = @DiedInAct, has_plaque = @HasPlaque, state = @State, end_reason = @EndReason
            WHERE  id = @Id AND UNSCOPED('it follows the register, whoever may see it')
            """, row, ct);
        changes.Changed(EntitlementSource.Name, row.Id, row.Version + 1, seen, new Visibility(seen.Owner, hero.HomeOrgIds, row.Protection));
        await changes.WriteScope(ct);
        if (seen.Owner != row.OwnerOrgId)
            await records.HandOver(EntitlementSource.Entitlements, [row.Id], row.OwnerOrgId, ct);
    }

    private sealed record KnownFile
    {
        public required Guid HeroId { get; init; }
        public required Guid OwnerOrgId { get; init; }
    }
}
