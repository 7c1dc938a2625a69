using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Writes the list of a policy that is held by whoever calls, so that its numbers have no rivals and a person is on it once.</summary>
internal sealed class MemberWriter(Db db, Changes changes, TimeProvider clock)
{
    /// <summary>Puts a person on the list, for the insurer to be told of.</summary>
    internal async Task<Guid> Insert(PolicyRow policy, EntitlementRow person, string addedBy, DateOnly joins, CancellationToken ct)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        var (id, seen) = (Guid.CreateVersion7(now), Persons.Seen(policy.OwnerOrgId, person));
        await db.Execute(
            """
            INSERT INTO welfare_policy_member (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, policy_id, number, hero_id, added_by, state, join_day)
            VALUES (@id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @now, @now, @PolicyId,
                    (SELECT COALESCE(MAX(n.number), 0) + 1 FROM welfare_policy_member n WHERE n.policy_id = @PolicyId AND UNSCOPED('numbers go on, whoever sees whose they are')),
                    @HeroId, @addedBy, 'pending_join', @joins)
            """, new { id, policy.OwnerOrgId, person.Protection, now, PolicyId = policy.Id, person.HeroId, addedBy, joins }, ct);
        changes.Created(MemberSource.Name, id, 1, seen);
        return id;
    }

    /// <summary>Writes what has become of a member, if anything has.</summary>
    internal async Task Put(MemberRow before, MemberRow after, CancellationToken ct)
    {
        if (after == before)
            return;

        await db.Execute(
            """
            UPDATE welfare_policy_member
            SET    version = version + 1, updated_at = @now, state = @State, leave_day = @LeaveDay, leave_reason = @LeaveReason, leave_note = @LeaveNote, told_in = @ToldIn
            WHERE  id = @Id AND UNSCOPED('a list follows the register and the insurer, whoever sees whom')
            """, new { now = clock.GetUtcNow(), after.State, after.LeaveDay, after.LeaveReason, after.LeaveNote, after.ToldIn, after.Id }, ct);
        // Who sees it may have changed within this command, with the keeper of the person's file.
        await changes.WriteScope(ct);
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        changes.Changed(MemberSource.Name, before.Id, before.Version + 1, seen, seen);
    }

    /// <summary>How a person is on the list now: under each of the files that became his.</summary>
    internal Task<IReadOnlyList<MemberRow>> Open(Guid policyId, Guid personId, CancellationToken ct) => db.Query<MemberRow>(
        $"""
        SELECT {MemberRow.Columns}
        FROM   welfare_policy_member m
        JOIN   welfare_entitlement e ON e.hero_id = m.hero_id
        WHERE  UNSCOPED('a person is on a list once, whoever sees it') AND m.policy_id = @policyId AND e.person_id = @personId AND m.state IN {MemberCodes.Open}
        ORDER  BY m.number
        """, new { policyId, personId }, ct);
}
