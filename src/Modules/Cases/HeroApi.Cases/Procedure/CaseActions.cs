using HeroApi.Cases.Clock;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Evidence;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Opinions;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Revocations;
using HeroApi.Cases.Timeliness;

namespace HeroApi.Cases.Procedure;

/// <summary>Every step of the procedure, in the order in which a case meets them.</summary>
internal static class CaseActions
{
    /// <summary>How a case begins; never a step of a known one.</summary>
    internal static readonly CaseAction Opening = new("opening", "", CaseScopes.CasesWrite);

    internal static readonly CaseAction Amendment = new("amendment", "", CaseScopes.CasesWrite, "opened", "filed", "awaiting_material", "awaiting_consent", "disputed",
        "investigating", "concluded", "proposed", "noticed", "ready")
    { Method = "PATCH" };

    internal static readonly CaseAction Replacement = Amendment with { Name = "replacement", Method = "PUT" };
    internal static readonly CaseAction Deletion = new("deletion", "", CaseScopes.CasesWrite, "opened", "filed") { Method = "DELETE" };

    internal static readonly IReadOnlyList<CaseAction> All =
    [
        Replacement, Amendment, Deletion,
        .. FilingActions.All, .. MaterialActions.All, .. JurisdictionActions.All,
        .. InvestigationActions.All,
        .. EvidenceActions.All,
        .. PanelActions.All,
        .. OpinionActions.All,
        .. NoticeActions.All,
        .. DecisionActions.All,
        .. ReviewActions.All,
        .. RevocationActions.All,
        .. ClockActions.All,
        .. TimelinessActions.All
    ];
}
