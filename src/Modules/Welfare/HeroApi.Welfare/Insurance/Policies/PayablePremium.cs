using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The premium of a policy, which the fund may pay: never more than it comes to.</summary>
internal sealed class PayablePremium(Records records) : IPayable
{
    public RecordTable Table => PolicySource.Policies;

    public async Task<Payable?> Find(Guid id, CancellationToken ct) =>
        await records.Held<PolicyRow>(PolicySource.Policies, id, ct) is { } policy ? new Payable(policy.OwnerOrgId, HeroId: null, "premium", policy.PremiumFen) : null;
}
