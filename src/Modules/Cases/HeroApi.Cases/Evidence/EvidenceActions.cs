using HeroApi.Cases.Investigation;

namespace HeroApi.Cases.Evidence;

/// <summary>The steps by which a case is proved.</summary>
internal static class EvidenceActions
{
    internal static readonly CaseAction Evidence = new("evidence", "/evidence", CaseScopes.CasesWrite, InvestigationActions.Gathering);

    internal static readonly CaseAction Verification = new("verification", "/verifications", CaseScopes.CasesWrite, "investigating", "concluded")
    {
        Unless = (file, _) => file.Inquiry.Evidence.Count == 0 ? [new Refusal(CaseErrors.NoEvidence)] : []
    };

    internal static readonly CaseAction Fact = new("fact", "/facts", CaseScopes.CasesWrite, "investigating");

    internal static readonly CaseAction DutyStatus = new("duty_status", "/actors/{actorId}/duty-status", CaseScopes.CasesWrite, "investigating", "concluded");

    /// <summary>How badly somebody was hurt may be known only after the decision.</summary>
    internal static readonly CaseAction Injury = new("injury", "/actors/{actorId}/injury", CaseScopes.CasesWrite, "investigating", "concluded", "proposed", "noticed", "ready", "decided");

    internal static readonly IReadOnlyList<CaseAction> All = [Evidence, Verification, Fact, DutyStatus, Injury];

    /// <summary>The ids of evidence that a body names must be of the case.</summary>
    internal static void MustBeEvidence(CaseFile file, IReadOnlyList<Guid> ids)
    {
        foreach (var (index, id) in ids.Index())
            if (file.Inquiry.Evidence.All(known => known.Id != id))
                throw Invalid.At($"/evidenceIds/{index}", CaseErrors.EvidenceUnknown);
    }
}
