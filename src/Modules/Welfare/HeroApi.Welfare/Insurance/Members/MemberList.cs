using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Endorsements;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Members;

/// <summary>A policy was concluded, and its list has to be filled from the register, some hundred persons at a time.</summary>
/// <param name="After">The hero file of the last person who was looked at.</param>
internal sealed record ListToFill(Guid PolicyId, Guid? After) : INotification;

/// <summary>
/// Keeps the lists of policies as the register is: who comes onto a register that a policy is for is put on its list, who dies, moves, goes
/// abroad, is revoked or merged is taken off. Each time it looks at everything anew, so that it does not matter which news comes first, or twice.
/// </summary>
internal sealed class MemberList(Db db, ListGate gate, PolicyDesk policies, MemberWriter writer, IMediator mediator, Outbox outbox, TimeProvider clock) : IFollowsEntitlements, INotificationHandler<ListToFill>
{
    private const int AtOnce = 200;

    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        if (before is not null && Facts(before) == Facts(after))
            return;

        foreach (var personId in new[] { before?.PersonId ?? after.PersonId, after.PersonId }.Distinct())
            await FollowPerson(personId, ct);
    }

    public async Task Handle(ListToFill notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        // Before the policy, as who follows the register comes to it too: whoever comes onto a register meanwhile either is seen here or sees the policy in force.
        await gate.OverAllBelow(await db.Single<Guid>("SELECT owner_org_id FROM welfare_policy WHERE id = @PolicyId AND UNSCOPED('a list follows the register, whoever sees it')", notification, ct), ct);
        if (await Held(notification.PolicyId, ct) is not { } policy)
            return;

        var span = RegionSpan.Of(policy.Region);
        var persons = await db.Query<EntitlementRow>(
            $"""
            SELECT {EntitlementRow.Columns}
            FROM   welfare_entitlement e
            WHERE  UNSCOPED('a list follows the register, whoever sees whom') AND e.hero_id = e.person_id AND e.state = 'active'
            {(policy.Reach == PolicyCodes.Self
                ? "AND e.owner_org_id = @OwnerOrgId"
                : "AND EXISTS (SELECT 1 FROM kernel_org_tree t WHERE t.org_id = e.owner_org_id AND t.ancestor_id = @OwnerOrgId)")}
            {(span.From.Length == 0 ? "" : "AND e.household_region >= @First AND e.household_region < @Past")}
            {(notification.After is null ? "" : "AND e.hero_id > @After")}
            ORDER  BY e.hero_id
            LIMIT  @AtOnce
            """, new { policy.OwnerOrgId, First = span.From, span.Past, notification.After, AtOnce }, ct);
        foreach (var person in persons)
            await Reconcile(policy, person, person.PersonId, ct);
        if (persons.Count == AtOnce)
            outbox.Add(new ListToFill(policy.Id, persons[^1].HeroId), policy.Id);
    }

    /// <summary>Brings one person's place on a list that is held to what the register says.</summary>
    internal async Task Reconcile(PolicyRow policy, EntitlementRow? person, Guid personId, CancellationToken ct)
    {
        var open = await writer.Open(policy.Id, personId, ct);
        var reached = person is not null && await Reaches(policy, person, ct);
        if (person is null || Gone(person) is not null || !(reached || open.Any(member => member.AddedBy == MemberCodes.ByHand)))
        {
            var (on, reason) = await WhyNot(person, open, ct);
            foreach (var member in open)
                await writer.Put(member, member.Leaving(on, reason), ct);
            return;
        }

        // Of several files of one person the one that is insured already stays on the list.
        var kept = open.OrderBy(member => member.State == MemberCodes.PendingJoin).ThenBy(member => member.Number).FirstOrDefault();
        if (kept is null && !await TakenOff(policy.Id, personId, ct))
            await writer.Insert(policy, person, MemberCodes.ByRegister, Latest(policy.FromDay, clock.Today()), ct);
        if (kept is not null && await Lifted(kept.LeaveReason, personId, ct))
            await writer.Put(kept, kept.Staying(), ct);
        foreach (var other in open.Where(member => member != kept))
            await writer.Put(other, other.Leaving(clock.Today(), MemberCodes.Merged), ct);
    }

    /// <summary>The person behind a hero file, as the register has him under his own file.</summary>
    internal Task<EntitlementRow?> Person(Guid personId, CancellationToken ct) => db.SingleOrDefault<EntitlementRow>(
        $"""
        SELECT {EntitlementRow.Columns}
        FROM   welfare_entitlement e
        WHERE  UNSCOPED('a list follows the register, whoever sees whom') AND e.hero_id = @personId AND e.person_id = @personId
        """, new { personId }, ct);

    private static (Guid, Guid, string, string?, PartialDate?, bool) Facts(EntitlementRow row) =>
        (row.PersonId, row.OwnerOrgId, row.State, row.HouseholdRegion, row.DiedOn, row.ContactState == MemberCodes.Abroad);

    /// <summary>Why nobody insures the person, wherever he is on the register.</summary>
    private static string? Gone(EntitlementRow person) => person.State switch
    {
        EntitlementCodes.Survivors => MemberCodes.Died,
        EntitlementCodes.Ended => person.EndReason,
        _ => person.ContactState == MemberCodes.Abroad ? MemberCodes.Abroad : null
    };

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <summary>Brings one person's place on every list that he is or should be on to what the register says.</summary>
    internal async Task FollowPerson(Guid personId, CancellationToken ct)
    {
        var person = await Person(personId, ct);
        var ids = await db.Query<Guid>(
            $"""
            SELECT p.id
            FROM   welfare_policy p
            WHERE  UNSCOPED('a list follows the register, whoever sees it') AND p.state = 'in_force' AND p.covered = 'named_list' AND p.to_day >= @today
            AND    (p.owner_org_id IN (SELECT t.ancestor_id FROM kernel_org_tree t WHERE t.org_id = @owner)
                    OR p.id IN (SELECT m.policy_id FROM welfare_policy_member m JOIN welfare_entitlement e ON e.hero_id = m.hero_id
                                WHERE e.person_id = @personId AND m.state IN {MemberCodes.Open}))
            ORDER  BY p.id
            """, new { today = clock.Today(), owner = person?.OwnerOrgId, personId }, ct);
        foreach (var id in ids)
            if (await Held(id, ct) is { } policy)
                await Reconcile(policy, person, personId, ct);
    }

    /// <summary>The policy, held, when it still has a list that changes.</summary>
    private async Task<PolicyRow?> Held(Guid id, CancellationToken ct)
    {
        await policies.Hold(id, ct);
        return await db.SingleOrDefault<PolicyRow>(
            $"""
            SELECT {PolicyRow.Columns}
            FROM   welfare_policy p
            WHERE  UNSCOPED('a list follows the register, whoever sees it') AND p.id = @id AND p.state = 'in_force' AND p.covered = 'named_list'
            """, new { id }, ct);
    }

    private async Task<bool> Reaches(PolicyRow policy, EntitlementRow person, CancellationToken ct)
    {
        if (policy.Region is not null && (person.HouseholdRegion is null || !RegionSpan.Of(policy.Region).Holds(person.HouseholdRegion)))
            return false;

        return person.OwnerOrgId == policy.OwnerOrgId || (policy.Reach == PolicyCodes.Subtree && await db.Single<long>(
            "SELECT COUNT(*) FROM kernel_org_tree WHERE org_id = @person AND ancestor_id = @policy", new { person = person.OwnerOrgId, policy = policy.OwnerOrgId }, ct) > 0);
    }

    /// <summary>Why a person is on no list any more, and since when.</summary>
    private async Task<(DateOnly On, string Reason)> WhyNot(EntitlementRow? person, IReadOnlyList<MemberRow> open, CancellationToken ct)
    {
        var today = clock.Today();
        if (person is null)
            return (today, open.Count == 0 ? MemberCodes.Moved : await db.Single<string>(
                "SELECT COALESCE(e.end_reason, 'moved') FROM welfare_entitlement e WHERE e.hero_id = @HeroId AND UNSCOPED('a list follows the register')", new { open[0].HeroId }, ct));

        var reason = Gone(person) ?? MemberCodes.Moved;
        return (reason == MemberCodes.Died && person.DiedOn is { } died && died.To < today ? died.To : today, reason);
    }

    /// <summary>Whether an officer took the person off: then only an officer puts him on again. Who has withdrawn his consent is put on when he gives it again.</summary>
    private async Task<bool> TakenOff(Guid policyId, Guid personId, CancellationToken ct)
    {
        foreach (var reason in await db.Query<string>(
            """
            SELECT DISTINCT m.leave_reason
            FROM   welfare_policy_member m
            JOIN   welfare_entitlement e ON e.hero_id = m.hero_id
            WHERE  UNSCOPED('a list follows the register, whoever sees it') AND m.policy_id = @policyId AND e.person_id = @personId AND m.leave_reason IN ('removed', 'consent_withdrawn')
            """, new { policyId, personId }, ct))
            if (!await Lifted(reason, personId, ct))
                return true;
        return false;
    }

    /// <summary>Whether a reason to leave, if there was one, holds no longer for a person whom the register has.</summary>
    private async Task<bool> Lifted(string? reason, Guid personId, CancellationToken ct) => reason switch
    {
        MemberCodes.Removed => false,
        MemberCodes.ConsentWithdrawn => (await mediator.Send(new FindConsenting([personId], EndorsementCodes.Purpose, clock.Today()), ct)).Count > 0,
        _ => true
    };
}
