using HeroApi.Welfare.Contracts;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The last day of a policy is over.</summary>
internal sealed record PolicyOver(Guid PolicyId) : INotification;

/// <summary>Ends a policy by itself on the day after its last, and tells the other modules once.</summary>
internal sealed class PolicyEnd(Db db, PolicyDesk desk, Outbox outbox, TimeProvider clock) : INotificationHandler<PolicyOver>
{
    internal static string Timer(Guid policyId) => $"welfare.policy:{policyId:D}";

    public async Task Handle(PolicyOver notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        await desk.Hold(notification.PolicyId, ct);
        var policy = await db.SingleOrDefault<PolicyRow>($"SELECT {PolicyRow.Columns} FROM welfare_policy p WHERE p.id = @PolicyId AND SCOPE(p)", new { notification.PolicyId }, ct);
        if (policy is not { State: PolicyCodes.InForce } || clock.Today() <= policy.ToDay)
            return;

        await desk.Write(policy with { State = PolicyCodes.Ended, EndedOn = policy.ToDay }, ct);
        outbox.Add(new PolicyEnded(policy.Id, policy.OwnerOrgId, policy.ToDay), policy.Id);
    }
}
