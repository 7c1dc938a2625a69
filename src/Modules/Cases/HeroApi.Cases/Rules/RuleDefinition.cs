using HeroApi.Cases.Evidence;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Revocations;

namespace HeroApi.Cases.Rules;

/// <summary>What a key of a rule pack may say, so that what a place publishes is refused when it makes no sense.</summary>
/// <param name="Kind">Of the vocabulary rule_kind.</param>
/// <param name="Codes">Where its codes come from; null unless it is of codes.</param>
internal sealed record RuleDefinition(string Key, string Kind, Vocabulary? Codes, string Zh, string En)
{
    internal static readonly IReadOnlyList<RuleDefinition> All =
    [
        Code(RuleKeys.ConfirmingBody, RuleCodes.Bodies, "确认机关", "Which kind of body confirms"),
        Code(RuleKeys.ConfirmingLevel, RuleCodes.Levels, "确认机关的级别", "Of which level it is"),
        Several(RuleKeys.Initiation, FilingCodes.Kinds, "启动方式", "How a case may begin"),
        Code(RuleKeys.ExOfficio, RuleCodes.ExOfficio, "依职权确认", "Whether the body begins by itself"),
        Several(RuleKeys.Applicants, FilingCodes.Filers, "申请人", "Who may apply"),
        Several(RuleKeys.Recommenders, FilingCodes.Filers, "举荐人", "Who may recommend"),
        Flag(RuleKeys.AdviseRight, "告知申请权利", "Whether the right to apply must be told"),
        Flag(RuleKeys.OnSpotConfirmation, "现场确认", "Whether it may be confirmed on the spot"),
        Limit(RuleKeys.FilingWindow, "申报期限", "The window for filing, from the act"),
        Limit(RuleKeys.FilingWindowComplex, "复杂情形的申报期限", "The window where the matter is complex"),
        Code(RuleKeys.FilingStrictness, RuleCodes.Strictness, "逾期申报的处理", "What becomes of what is filed late"),
        Limit(RuleKeys.FilingExtendableTo, "申报期限最长可延至", "How long the window can be at most, from the act"),
        Several(RuleKeys.FilingStopsFor, FilingCodes.Excuses, "申报期限中止事由", "What stops the window"),
        Flag(RuleKeys.FilingOral, "可以口头申报", "Whether it may be filed orally"),
        Limit(RuleKeys.MaterialWithin, "一次告知补正的期限", "How soon missing material must be asked for"),
        Flag(RuleKeys.MaterialOnce, "补正须一次告知", "Whether it must be asked for all at once"),
        Limit(RuleKeys.AcceptanceWithin, "受理期限", "How soon acceptance is decided on"),
        Limit(RuleKeys.TransferWithin, "移送期限", "How soon it goes to the competent body"),
        Code(RuleKeys.JurisdictionPrimary, RuleCodes.Places, "管辖地", "Which place is competent"),
        Code(RuleKeys.JurisdictionTie, RuleCodes.Ties, "共同管辖", "Who acts when several are competent"),
        Code(RuleKeys.DisputeBody, RuleCodes.DisputeBodies, "管辖争议的指定机关", "Who settles a dispute of jurisdiction"),
        Limit(RuleKeys.DesignateWithin, "指定管辖的期限", "How soon"),
        Several(RuleKeys.HandUpFor, RuleCodes.HandUps, "报请上级的情形", "What is handed up"),
        Limit(RuleKeys.DecideWithin, "办理期限", "How long the body has"),
        Code(RuleKeys.DecideStarts, RuleCodes.Starts, "办理期限的起算", "From when"),
        Code(RuleKeys.DecideLimits, RuleCodes.Limits, "办理期限所限事项", "For what"),
        Code(RuleKeys.ExtensionMode, RuleCodes.Extensions, "延长方式", "How it may be extended"),
        Limit(RuleKeys.ExtensionPeriod, "延长期限", "By how much, or to how much"),
        Several(RuleKeys.ExtensionGrounds, RuleCodes.Grounds, "延长事由", "For what"),
        Number(RuleKeys.ExtensionMaxTimes, "延长次数", "How often"),
        Code(RuleKeys.ExtensionApprover, RuleCodes.Approvers, "延长的批准人", "By whose approval"),
        Flag(RuleKeys.ExtensionTellsApplicant, "延长须告知申请人", "Whether the applicant is told"),
        Several(RuleKeys.ClockStopsFor, RuleCodes.Stops, "不计入期限的时间", "What stops the clock"),
        Several(RuleKeys.EvidenceAlone, EvidenceCodes.Kinds, "可单独作为依据的证据", "Evidence that carries a confirmation alone"),
        Several(RuleKeys.DutyExcluded, CaseCodes.Duties, "排除的职责、义务", "Whose duty excludes them"),
        Flag(RuleKeys.OffDutyCovered, "履职以外的行为", "Whether they are covered off duty"),
        Text(RuleKeys.Threshold, "行为标准", "What the act must have been"),
        Code(RuleKeys.Panel, RuleCodes.Panels, "评审", "When a panel is needed"),
        Several(RuleKeys.PanelQualities, PanelCodes.Qualities, "评审成员", "Who sits on it"),
        Flag(RuleKeys.NoticeRequired, "须公示", "Whether a public notice is needed"),
        Limit(RuleKeys.NoticeWithin, "公示期限", "How long it runs"),
        Several(RuleKeys.NoticeWithhold, NoticeCodes.WithholdReasons, "不予公示的情形", "Why it may be withheld"),
        Limit(RuleKeys.NoticeTakeDown, "公示撤下期限", "When it is taken down after its end"),
        Flag(RuleKeys.Hearing, "不予确认前听取陈述申辩", "Whether a refusal needs a hearing before"),
        Limit(RuleKeys.ReviewAsk, "申请复核的期限", "How long a review may be asked for, from service"),
        Several(RuleKeys.ReviewWho, ReviewCodes.Parties, "可申请复核的人", "Who may ask for it"),
        Limit(RuleKeys.ReviewDecide, "复核期限", "How long the review may take"),
        Code(RuleKeys.ReviewBody, RuleCodes.ReviewBodies, "复核机关", "Who reviews"),
        Flag(RuleKeys.ReviewPanel, "复核须评审", "Whether it needs a panel"),
        Flag(RuleKeys.ReviewFinal, "复核为最终决定", "Whether confirming bodies take no further request after it"),
        Limit(RuleKeys.ReviewWithdrawalNotice, "撤回复核的告知期限", "How soon the end of a withdrawn review is told"),
        Flag(RuleKeys.JointConfirmation, "与户籍地共同确认", "Whether the home place may confirm jointly"),
        Several(RuleKeys.OutOfAreaOutward, RuleCodes.Effects, "本地人在外地的行为", "What own residents get for acts elsewhere"),
        Several(RuleKeys.OutOfAreaInward, RuleCodes.Effects, "外地人在本地的行为", "What others get for acts here"),
        Code(RuleKeys.OutOfAreaHandler, RuleCodes.Places, "外地行为的办理地", "Who handles acts elsewhere"),
        Code(RuleKeys.OutOfAreaRequires, RuleCodes.OutOfAreaNeeds, "外地行为的前提", "What acts elsewhere need"),
        Money(RuleKeys.MedicalTreasuryAbove, "医疗费用财政先行支付的起点", "Above which amount of an emergency's cost the county treasury pays provisionally"),
        Several(RuleKeys.RevocationRecovers, RevocationCodes.Recoverables, "撤销后追回", "What a revocation takes back")
    ];

    /// <summary>The keys themselves, as the API takes and explains them.</summary>
    internal static readonly Vocabulary Keys = new("rule_key", [.. All.Select(known => (known.Key, known.Zh, known.En))]);

    private static readonly Dictionary<string, RuleDefinition> ByKey = All.ToDictionary(known => known.Key, StringComparer.Ordinal);

    internal static RuleDefinition? Of(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    private static RuleDefinition Limit(string key, string zh, string en) => new(key, "period", null, zh, en);

    private static RuleDefinition Number(string key, string zh, string en) => new(key, "number", null, zh, en);

    private static RuleDefinition Money(string key, string zh, string en) => new(key, "money", null, zh, en);

    private static RuleDefinition Code(string key, Vocabulary codes, string zh, string en) => new(key, "code", codes, zh, en);

    private static RuleDefinition Several(string key, Vocabulary codes, string zh, string en) => new(key, "codes", codes, zh, en);

    private static RuleDefinition Flag(string key, string zh, string en) => new(key, "flag", null, zh, en);

    private static RuleDefinition Text(string key, string zh, string en) => new(key, "text", null, zh, en);
}
