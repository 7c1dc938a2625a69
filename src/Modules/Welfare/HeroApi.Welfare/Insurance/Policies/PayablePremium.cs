using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The premium of a policy, which the fund may pay: never more than it comes to.</summary>
internal sealed class PayablePremium(PolicySource source, PolicyDesk desk) : IPayable
{
    public string Type => PolicySource.Name;

    public async Task<Payable?> Find(Guid id, CancellationToken ct)
    {
        await desk.Hold(id, ct);
        return await source.Seek(id, ct) is { } policy ? new Payable(policy.OwnerOrgId, HeroId: null, "premium", policy.PremiumFen) : null;
    }
}
