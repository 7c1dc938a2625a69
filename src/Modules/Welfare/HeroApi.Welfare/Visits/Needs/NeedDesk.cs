using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Visits.DueVisits;

namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Where needs are worked on.</summary>
internal sealed class NeedDesk(Db db, Call call, NeedSource source, Records records, Changes changes, DueVisitDesk desk, TimeProvider clock)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>Writes a need down; whoever is to see to it sees it from now on.</summary>
    internal async Task<Guid> Add(EntitlementRow person, Guid? visitId, FoundNeedBody body, CancellationToken ct)
    {
        await desk.MustStandBelow(body.AssigneeOrgId, ct);
        var (org, now) = (call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
        var id = Guid.CreateVersion7(now);
        await db.Execute(
            """
            INSERT INTO welfare_need (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, visit_id, kind, words, assignee, assignee_org_id,
                                      due_on, state)
            VALUES (@id, 1, @org, @org, 1, @Protection, @now, @now, @HeroId, @visitId, @Kind, @Words, @Assignee, @AssigneeOrgId, @due, 'open')
            """,
            new { id, org, person.Protection, now, person.HeroId, visitId, body.Kind, body.Words, body.Assignee, body.AssigneeOrgId, due = body.DueOn ?? ChinaTime.DateOf(now + Usual) }, ct);
        changes.Created(NeedSource.Name, id, 1, new Visibility(org, Homes(org, person.OwnerOrgId, body.AssigneeOrgId), person.Protection));
        return id;
    }

    /// <summary>A need for a step: visible, the caller's or given to an organisation of his, at the version he knows, open; held for the rest of the command.</summary>
    internal async Task<NeedRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await records.Seen<NeedRow>(NeedSource.Needs, id, ct);
        if (row.AssigneeOrgId is not { } assignee || !await records.Owns(assignee, ct))
            await records.MustOwn(row.OwnerOrgId, ct);
        if (row.Version != version)
            throw Stale.At(row.Version);
        return row.State == "open" ? row : throw new Refusal(VisitErrors.NeedClosed);
    }

    /// <summary>Puts a need back.</summary>
    internal async Task<NeedView> Put(NeedRow before, NeedRow after, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_need AS n
            SET    version = version + 1, updated_at = @now, kind = @Kind, words = @Words, assignee = @Assignee, assignee_org_id = @AssigneeOrgId, due_on = @DueOn, state = @State,
                   result = @Result, closed_on = @ClosedOn
            WHERE  n.id = @Id AND SCOPE(n)
            """,
            new { now = clock.GetUtcNow(), after.Kind, after.Words, after.Assignee, after.AssigneeOrgId, after.DueOn, after.State, after.Result, after.ClosedOn, after.Id }, ct);
        var keeper = await db.Single<Guid>("SELECT e.owner_org_id FROM welfare_entitlement e WHERE e.hero_id = @HeroId AND UNSCOPED('who cares for the person sees the need')", new { after.HeroId }, ct);
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        changes.Changed(NeedSource.Name, before.Id, before.Version + 1, seen, seen with { Homes = Homes(seen.Owner, keeper, after.AssigneeOrgId) });
        await changes.WriteScope(ct);
        return await source.Get(before.Id, ct);
    }

    private static List<Guid> Homes(Guid owner, Guid keeper, Guid? assignee) => [.. new[] { keeper, assignee ?? keeper }.Distinct().Where(org => org != owner)];
}
