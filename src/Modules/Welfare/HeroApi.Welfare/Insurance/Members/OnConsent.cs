using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Insurance.Endorsements;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Members;

/// <summary>
/// One subscriber for consents that are given and withdrawn, so that they are heard in their order. Who agrees again is put back on the lists of
/// policies in force, for the insurer to be told of with the next endorsement. Who no longer agrees that an insurer is told of him is taken off the lists of policies in force. Whom the insurer knows by then is named to
/// him by the number on the list alone; whom he does not know stays waiting, and is not told of as long as there is no consent.
/// </summary>
internal sealed class OnConsent(Db db, PolicyDesk policies, MemberWriter writer, MemberList list, TimeProvider clock) : INotificationHandler<ConsentWithdrawn>, INotificationHandler<ConsentGiven>
{
    public Task Handle(ConsentGiven notification, CancellationToken cancellationToken) =>
        notification.Purpose == EndorsementCodes.Purpose ? list.FollowPerson(notification.HeroId, cancellationToken) : Task.CompletedTask;

    public async Task Handle(ConsentWithdrawn notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        if (notification.Purpose != EndorsementCodes.Purpose)
            return;

        foreach (var policy in await db.Query<Guid>(
            """
            SELECT DISTINCT p.id
            FROM   welfare_policy p
            JOIN   welfare_policy_member m ON m.policy_id = p.id
            JOIN   welfare_entitlement e ON e.hero_id = m.hero_id
            WHERE  UNSCOPED('a withdrawn consent is heeded, whoever sees it') AND p.state = 'in_force' AND e.person_id = @HeroId AND (m.state = 'insured' OR m.told_in IS NOT NULL)
            ORDER  BY p.id
            """, new { notification.HeroId }, ct))
        {
            await policies.Hold(policy, ct);
            foreach (var member in (await writer.Open(policy, notification.HeroId, ct)).Where(member => member.State == MemberCodes.Insured || member.ToldIn is not null))
                await writer.Put(member, member.Leaving(clock.Today(), MemberCodes.ConsentWithdrawn), ct);
        }
    }
}
