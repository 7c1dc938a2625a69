using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>What may be done with a grant, and in which states.</summary>
internal static class GrantSteps
{
    internal static readonly LifeStep Revise = new("revision", "proposed");
    internal static readonly LifeStep File = new("filing", "proposed");
    internal static readonly LifeStep Find = new("finding", "proposed");
    internal static readonly LifeStep Decide = new("decision", "proposed");
    internal static readonly LifeStep Refuse = new("refusal", "proposed");
    internal static readonly LifeStep Revoke = new("revocation", "granted");

    internal static readonly IReadOnlyList<LifeStep> All = [Revise, File, Find, Decide, Refuse, Revoke];
}

/// <summary>Where grants are worked on: takes one out for a step, and puts it back with what the step changed.</summary>
internal sealed class GrantDesk(Db db, GrantSource source, Records records, Changes changes, TimeProvider clock)
{
    /// <summary>The grant for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    internal async Task<GrantRow> Take(LifeStep step, Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<GrantRow>(GrantSource.Grants, id, version, ct);
        step.MustStartFrom(row.State, row.Version, GrantErrors.Transition, GrantSteps.All);
        return row;
    }

    /// <summary>
    /// Refuses what another body has granted already: the routes of the law stand in for one another (国办发〔2012〕39号), so that nobody is paid twice
    /// for one harm, by whichever of his files. Whoever writes a grant for the person meanwhile waits.
    /// </summary>
    internal async Task MustBeGrantedNowhereElse(GrantRow grant, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_entitlement
            SET    version = version
            WHERE  hero_id IN (SELECT e.person_id FROM welfare_entitlement e WHERE e.hero_id = @HeroId) AND UNSCOPED('one harm is paid for once, whoever pays')
            """, new { grant.HeroId }, ct);
        if (await db.SingleOrDefault<Guid?>(
            """
            SELECT g.owner_org_id
            FROM   welfare_entitlement e
            JOIN   welfare_entitlement f ON f.person_id = e.person_id
            JOIN   welfare_grant g ON g.hero_id = f.hero_id
            WHERE  e.hero_id = @HeroId AND g.id <> @Id AND g.state = 'granted' AND g.harm = @Harm AND (g.harm <> 'disabled' OR g.happened_on = @HappenedOn)
            AND    UNSCOPED('one harm is paid for once, whoever pays')
            ORDER  BY g.id LIMIT 1
            """, new { grant.HeroId, grant.Id, grant.Harm, grant.HappenedOn }, ct) is { } other)
            throw new Refusal(GrantErrors.GrantedElsewhere, new { askOrgId = other });
    }

    internal Task<IReadOnlyList<GrantPartRow>> Parts(Guid id, CancellationToken ct) =>
        db.Query<GrantPartRow>($"SELECT {GrantPartRow.Columns} FROM welfare_grant_part WHERE grant_id = @id ORDER BY position", new { id }, ct);

    /// <summary>Keeps what a calculation comes to in place of what was there.</summary>
    internal async Task Reckoned(GrantRow grant, CancellationToken ct)
    {
        await db.Execute("DELETE FROM welfare_grant_part WHERE grant_id = @Id", new { grant.Id }, ct);
        foreach (var part in GrantPartRow.Of(grant.Id, grant.Calculated, clock.GetUtcNow()))
            await db.Execute(
                """
                INSERT INTO welfare_grant_part (id, grant_id, position, code, per, payer, calculated_fen, floor_fen, amount_fen)
                VALUES (@Id, @GrantId, @Position, @Code, @Per, @Payer, @CalculatedFen, @FloorFen, @AmountFen)
                """, part, ct);
    }

    /// <summary>Puts a grant back: a new version and the feed.</summary>
    internal async Task<GrantView> Put(GrantRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_grant AS g
            SET    version = version + 1, updated_at = @now, harm = @Harm, happened_on = @HappenedOn, region = @Region, facts = @Facts, calculation = @Calculation, route = @Route,
                   state = @State, proposed_by = @ProposedBy, answered_by = @AnsweredBy, decided_on = @DecidedOn, number = @Number, end_reason = @EndReason
            WHERE  g.id = @Id AND SCOPE(g)
            """,
            new
            {
                now = clock.GetUtcNow(),
                row.Harm,
                row.HappenedOn,
                row.Region,
                row.Facts,
                row.Calculation,
                row.Route,
                row.State,
                row.ProposedBy,
                row.AnsweredBy,
                row.DecidedOn,
                row.Number,
                row.EndReason,
                row.Id
            }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(GrantSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }
}

/// <summary>Whose confirmation has fallen away is granted nothing, and what was granted is revoked; what was paid of it comes back through the fund.</summary>
internal sealed class GrantsFollow(Db db, GrantDeadlines deadlines, Changes changes, TimeProvider clock) : IFollowsEntitlements
{
    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        if (after.EndReason != "revoked" || before?.EndReason == "revoked")
            return;

        foreach (var grant in await db.Query<Raised>(
            """
            UPDATE welfare_grant
            SET    state = CASE WHEN state = 'granted' THEN 'revoked' ELSE 'refused' END, end_reason = 'confirmation_revoked', version = version + 1, updated_at = @now
            WHERE  hero_id = @HeroId AND state IN ('proposed', 'granted') AND UNSCOPED('a grant falls with the confirmation, whoever decided it')
            RETURNING id, version, owner_epoch AS epoch, protection
            """, new { after.HeroId, now = clock.GetUtcNow() }, ct))
        {
            var seen = await changes.VisibilityOf(grant.Id, grant.Protection, ct);
            changes.Changed(GrantSource.Name, grant.Id, grant.Version, seen, seen);
            await deadlines.Drop(grant.Id, ct);
        }
    }
}
