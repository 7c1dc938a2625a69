namespace HeroApi.Cases.Rules;

/// <summary>The keys of a rule pack: what a statute can settle about the procedure (domain.md §2.4, statutes.md §7).</summary>
internal static class RuleKeys
{
    internal const string ConfirmingBody = "confirming_body";
    internal const string Initiation = "initiation";
    internal const string Applicants = "applicants";
    internal const string Recommenders = "recommenders";
    internal const string FilingWindow = "filing.window";
    internal const string FilingWindowComplex = "filing.window_complex";
    internal const string FilingStrictness = "filing.strictness";
    internal const string FilingExtendableTo = "filing.extendable_to";
    internal const string FilingStopsFor = "filing.stops_for";
    internal const string FilingOral = "filing.oral";
    internal const string MaterialWithin = "material.within";
    internal const string MaterialOnce = "material.once";
    internal const string AcceptanceWithin = "acceptance.within";
    internal const string JurisdictionTie = "jurisdiction.tie";
    internal const string DisputeBody = "jurisdiction.dispute_body";
    internal const string DesignateWithin = "jurisdiction.designate_within";
    internal const string DecideWithin = "decide.within";
    internal const string DecideStarts = "decide.starts";
    internal const string DecideLimits = "decide.limits";
    internal const string ExtensionMode = "extension.mode";
    internal const string ExtensionPeriod = "extension.period";
    internal const string ExtensionApprover = "extension.approver";
    internal const string ExtensionTellsApplicant = "extension.tells_applicant";
    internal const string ClockStopsFor = "clock.stops_for";
    internal const string EvidenceAlone = "evidence.sufficient_alone";
    internal const string DutyExcluded = "duty.excluded";
    internal const string Panel = "panel";
    internal const string PanelQualities = "panel.qualities";
    internal const string NoticeRequired = "notice.required";
    internal const string NoticeWithin = "notice.within";
    internal const string NoticeWithhold = "notice.withhold_reasons";
    internal const string NoticeTakeDown = "notice.take_down_after";
    internal const string Hearing = "hearing.before_refusal";
    internal const string ReviewAsk = "review.ask_within";
    internal const string ReviewWho = "review.who";
    internal const string ReviewDecide = "review.decide_within";
    internal const string ReviewBody = "review.body";
    internal const string ReviewPanel = "review.panel";
    internal const string ReviewFinal = "review.final";
    internal const string JointConfirmation = "out_of_area.joint";
    internal const string OutOfAreaOutward = "out_of_area.outward";
    internal const string OutOfAreaInward = "out_of_area.inward";
    internal const string OutOfAreaHandler = "out_of_area.handler";
    internal const string RevocationRecovers = "revocation.recovers";
}
