namespace HeroApi.Recognition.Heroes;

/// <summary>Writes into hero files which acts their persons were confirmed for, and which of them were revoked since.</summary>
internal sealed class DeedWriter(Db db, HeroDesk desk, Records records)
{
    /// <summary>Adds an act to a file. The body that confirmed it keeps sight of the file.</summary>
    internal async Task Add(DeedRow deed, CancellationToken ct)
    {
        await db.Execute(
            """
            INSERT INTO recognition_deed (id, hero_id, case_id, actor_id, decision_id, org_id, region_code, category, acted_on, decided_on, harm, state)
            VALUES (@Id, @HeroId, @CaseId, @ActorId, @DecisionId, @OrgId, @RegionCode, @Category, @ActedOn, @DecidedOn, @Harm, @State)
            ON CONFLICT (case_id, actor_id) DO UPDATE SET decision_id = excluded.decision_id, org_id = excluded.org_id, decided_on = excluded.decided_on, state = excluded.state
            """, deed, ct);
        await records.Rehome(HeroSource.Heroes, [deed.HeroId], (_, seen) => deed.OrgId == seen.Owner ? seen.Homes : [.. seen.Homes.Append(deed.OrgId).Distinct()], ct);
        await desk.Note(deed.HeroId, new Entry("deed", deed.Id), ct);
        await desk.Say(deed.HeroId, "deeds", ct);
    }

    /// <summary>The file that has this act, if any.</summary>
    internal Task<Guid?> Holder(Guid caseId, Guid actorId, CancellationToken ct) =>
        db.SingleOrDefault<Guid?>("SELECT hero_id FROM recognition_deed WHERE case_id = @caseId AND actor_id = @actorId", new { caseId, actorId }, ct);

    /// <summary>Whether this case has confirmed an act of the person.</summary>
    internal async Task<bool> Has(Guid heroId, Guid caseId, CancellationToken ct) => await db.Single<long>(
        "SELECT COUNT(*) FROM recognition_deed WHERE hero_id = @heroId AND case_id = @caseId AND state = 'confirmed'", new { heroId, caseId }, ct) > 0;

    /// <summary>Notes that the confirmation no longer stands; the file and its history stay.</summary>
    internal async Task Revoke(Guid caseId, Guid actorId, CancellationToken ct)
    {
        var heroes = await db.Query<Guid>(
            "UPDATE recognition_deed SET state = 'revoked' WHERE case_id = @caseId AND actor_id = @actorId AND state = 'confirmed' RETURNING hero_id", new { caseId, actorId }, ct);
        await desk.Changed(heroes, new Entry("deed"), ct);
        foreach (var heroId in heroes)
            await desk.Say(heroId, "deeds", ct);
    }
}
