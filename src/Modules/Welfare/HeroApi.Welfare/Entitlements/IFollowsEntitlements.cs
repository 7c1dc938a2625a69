namespace HeroApi.Welfare.Entitlements;

/// <summary>What hangs on who is entitled, such as the insurance list of a county: it is brought along within the transaction that changes an entitlement, so that nobody ever sees the one without the other.</summary>
internal interface IFollowsEntitlements
{
    /// <param name="before">Null when the person has just come onto the register.</param>
    Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct);
}
