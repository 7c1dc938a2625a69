using Dapper;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>
/// Keeps the lists of open campaigns as the register is: who comes onto it joins, who is no longer meant leaves, and two files of one person
/// are one recipient. Each time all that is due to a person is looked at anew, so that it does not matter which news comes first, or twice.
/// </summary>
internal sealed class VisitLists(Db db, ListGate gate, Records records, TimeProvider clock) : IFollowsEntitlements
{
    private const int Chunk = 500;

    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        await Bring(after.PersonId, ct);
        if (before is not null && before.PersonId != after.PersonId)
            await Bring(before.PersonId, ct);
        if (after.Acts > (before?.Acts ?? 0) && after.State != EntitlementCodes.Ended)
            await VisitAfterAct(after, ct);
    }

    /// <summary>Puts everybody on a new list whom it means.</summary>
    internal async Task Draw(Guid id, Guid org, CampaignBody body, CancellationToken ct)
    {
        await gate.OverAllBelow(org, ct);
        var parameters = new DynamicParameters(new { org, RegionSpan.Of(body.Region).From, RegionSpan.Of(body.Region).Past });
        var drawn = await db.Query<Drawn>(
            $"""
            SELECT e.hero_id, COALESCE(e.living_region, e.household_region, '') AS region
            FROM   kernel_org_tree t
            JOIN   welfare_entitlement e ON e.owner_org_id = t.org_id
            WHERE  t.ancestor_id = @org AND UNSCOPED('nobody is forgotten because the opener may not read of him; the list is told under scope') AND e.deleted_at IS NULL
            {(body.OrgScope == "self" ? "AND t.depth = 0" : "")}{(body.Region is null ? "" : "\nAND COALESCE(e.living_region, e.household_region) >= @From AND COALESCE(e.living_region, e.household_region) < @Past")}{body.Rule.Clause(parameters)}
            """, parameters, ct);

        var now = Instants.Micro(clock.GetUtcNow());
        foreach (var some in drawn.Chunk(Chunk))
        {
            var rows = new DynamicParameters(new { id, body.Occasion, body.To });
            var values = some.Select((person, i) =>
            {
                rows.Add($"i{i}", Guid.CreateVersion7(now));
                rows.Add($"h{i}", person.HeroId);
                rows.Add($"r{i}", person.Region);
                return $"(@i{i}, @id, @h{i}, @Occasion, @r{i}, @To, 'due')";
            }).ToList();
            await db.Execute($"INSERT INTO welfare_due_visit (id, campaign_id, hero_id, occasion, region, due_on, state) VALUES {string.Join(", ", values)}", rows, ct);
        }
    }

    /// <summary>Who keeps files of those on a list, apart from its owner. A keeper is not told by this of persons who are kept closely.</summary>
    internal Task<IReadOnlyList<Guid>> Keepers(Guid campaignId, Guid owner, CancellationToken ct) => db.Query<Guid>(
        """
        SELECT DISTINCT e.owner_org_id
        FROM   welfare_due_visit d
        JOIN   welfare_entitlement e ON e.hero_id = d.hero_id
        WHERE  d.campaign_id = @campaignId AND d.state <> 'left' AND e.owner_org_id <> @owner AND e.protection = 'none' AND UNSCOPED('its keepers see a campaign, whoever opens it')
        """, new { campaignId, owner }, ct);

    /// <summary>Looks anew at what is due again since a visit was cancelled.</summary>
    internal async Task Again(Guid dueId, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_due_visit
            SET    state = 'not_met', reason = 'campaign_closed'
            WHERE  id = @dueId AND EXISTS (SELECT 1 FROM welfare_visit_campaign c WHERE c.id = welfare_due_visit.campaign_id AND c.state = 'closed' AND UNSCOPED('its list is told under scope'))
            """, new { dueId }, ct);
        await Bring(await db.Single<Guid>(
            "SELECT e.person_id FROM welfare_due_visit d JOIN welfare_entitlement e ON e.hero_id = d.hero_id WHERE d.id = @dueId AND UNSCOPED('a list follows the register, whoever may see it')",
            new { dueId }, ct), ct);
    }

    /// <summary>Brings what is due to a person to what the register says now.</summary>
    /// <param name="personId">The hero file that all files of the person are in today.</param>
    private async Task Bring(Guid personId, CancellationToken ct)
    {
        var person = await db.SingleOrDefault<EntitlementRow>(
            $"SELECT {EntitlementRow.Columns} FROM welfare_entitlement e WHERE e.hero_id = @personId AND UNSCOPED('a list follows the register, whoever may see it')", new { personId }, ct);
        var due = (await db.Query<Due>(
            """
            SELECT d.id, d.campaign_id, d.hero_id, d.region, d.state, d.reason, c.state AS campaign_state
            FROM   welfare_entitlement e
            JOIN   welfare_due_visit d ON d.hero_id = e.hero_id
            LEFT   JOIN welfare_visit_campaign c ON c.id = d.campaign_id
            WHERE  e.person_id = @personId AND UNSCOPED('a list follows the register, whoever may see it')
            ORDER  BY d.id
            """, new { personId }, ct)).Where(one => one.CampaignState != "closed").ToList();
        var meaning = person is null || person.State == EntitlementCodes.Ended ? [] : (await Open(person.OwnerOrgId, ct)).Where(list => Means(list, person)).ToList();

        foreach (var list in meaning)
            await Hold(list, person!, [.. due.Where(one => one.CampaignId == list.Id)], ct);
        var entitled = person is not null && person.State != EntitlementCodes.Ended;
        foreach (var one in due.Where(one => meaning.All(list => list.Id != one.CampaignId)))
            await (one.CampaignId is null && entitled ? Stay(one, person!, ct) : Leave(one, person?.EndReason ?? "unfit", ct));
    }

    /// <summary>Keeps a person on a list by one file: the one that a visit was paid or refused by, or else the one that he is in today.</summary>
    private async Task Hold(CampaignRow list, EntitlementRow person, IReadOnlyList<Due> due, CancellationToken ct)
    {
        var kept = due.FirstOrDefault(one => one.State is "done") ?? due.FirstOrDefault(one => one.State is "not_met" or "cancelled") ?? due.FirstOrDefault(one => one.HeroId == person.HeroId);
        foreach (var other in due.Where(one => one != kept))
            await Leave(other, "merged", ct);
        if (kept is not null)
        {
            await Stay(kept, person, ct);
            return;
        }

        await db.Execute(
            "INSERT INTO welfare_due_visit (id, campaign_id, hero_id, occasion, region, due_on, state) VALUES (@id, @campaign, @HeroId, @Occasion, @region, @ToOn, 'due')",
            new { id = Guid.CreateVersion7(Instants.Micro(clock.GetUtcNow())), campaign = list.Id, person.HeroId, list.Occasion, region = person.Place, list.ToOn }, ct);
        if (person.OwnerOrgId != list.OwnerOrgId && person.Protection == Protection.None && !(await records.Homes([list.Id], ct))[list.Id].Contains(person.OwnerOrgId))
            await records.Rehome(CampaignSource.Campaigns, [list.Id], (_, seen) => [.. seen.Homes, person.OwnerOrgId], ct);
    }

    private async Task Stay(Due one, EntitlementRow person, CancellationToken ct)
    {
        if (one.State == "left" || (one.State == "due" && one.Region != person.Place))
            await db.Execute("UPDATE welfare_due_visit SET state = 'due', reason = NULL, region = @region WHERE id = @Id", new { region = person.Place, one.Id }, ct);
    }

    private async Task Leave(Due one, string reason, CancellationToken ct)
    {
        if (one.State == "due")
            await db.Execute("UPDATE welfare_due_visit SET state = 'left', reason = @reason WHERE id = @Id", new { reason, one.Id }, ct);
    }

    /// <summary>Whoever was confirmed is visited at once (即时慰问), for each act anew.</summary>
    private Task<int> VisitAfterAct(EntitlementRow person, CancellationToken ct) => db.Execute(
        """
        INSERT INTO welfare_due_visit (id, hero_id, occasion, region, due_on, state)
        SELECT @id, @HeroId, @occasion, @region, @today, 'due'
        WHERE  NOT EXISTS (SELECT 1 FROM welfare_due_visit d WHERE d.hero_id = @HeroId AND d.occasion = @occasion AND d.state = 'due')
        """,
        new { id = Guid.CreateVersion7(Instants.Micro(clock.GetUtcNow())), person.HeroId, occasion = VisitCodes.AfterAct, region = person.Place, today = clock.Today() }, ct);

    private Task<IReadOnlyList<CampaignRow>> Open(Guid keeper, CancellationToken ct) => db.Query<CampaignRow>(
        $"""
        SELECT {CampaignRow.Columns}
        FROM   kernel_org_tree t
        JOIN   welfare_visit_campaign c ON c.owner_org_id = t.ancestor_id AND c.state = 'open'
        WHERE  t.org_id = @keeper AND c.deleted_at IS NULL AND (t.depth = 0 OR c.org_scope = 'subtree') AND UNSCOPED('a list follows the register, whoever may see it')
        ORDER  BY c.id
        """, new { keeper }, ct);

    private static bool Means(CampaignRow list, EntitlementRow person) => list.Rule.Means(person) && (list.Region is null || RegionSpan.Of(list.Region).Holds(person.Place));

    private sealed record Drawn
    {
        public required Guid HeroId { get; init; }
        public required string Region { get; init; }
    }

    private sealed record Due
    {
        public required Guid Id { get; init; }
        public Guid? CampaignId { get; init; }
        public required Guid HeroId { get; init; }
        public required string Region { get; init; }
        public required string State { get; init; }
        public string? Reason { get; init; }
        public string? CampaignState { get; init; }
    }
}
