namespace HeroApi.Cases.Jurisdiction;

/// <summary>The steps by which a case gets to the body that is competent for it.</summary>
internal static class JurisdictionActions
{
    /// <summary>Until there is an opinion, a case may go to whoever is competent.</summary>
    private static readonly string[] BeforeOpinion = ["opened", "filed", "awaiting_material", "awaiting_consent", "investigating", "concluded"];

    internal static readonly CaseAction Offer = new("offer", "", CaseScopes.CasesDecide, BeforeOpinion) { Address = "/api/v1/offers" };

    /// <summary>Noted when a case has changed hands; never a step that is asked for.</summary>
    internal static readonly CaseAction Handover = new("handover", "", CaseScopes.CasesDecide);

    internal static readonly CaseAction Transfer = new("transfer", "/transfer", CaseScopes.CasesDecide, [.. BeforeOpinion, "disputed"]);

    internal static readonly CaseAction Dispute = new("dispute", "/dispute", CaseScopes.CasesWrite, "filed", "awaiting_material", "awaiting_consent", "investigating");

    internal static readonly CaseAction DisputeEnd = new("dispute_withdrawal", "/dispute-withdrawal", CaseScopes.CasesWrite, "disputed");

    internal static readonly CaseAction Designation = new("designation", "/designation", CaseScopes.CasesDecide, "disputed")
    {
        AboveOnly = true,
        AlsoAbove = file => file.Asked(ReferralCodes.Jurisdiction).WithOrgId
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Offer, Transfer, Dispute, DisputeEnd, Designation];
}
