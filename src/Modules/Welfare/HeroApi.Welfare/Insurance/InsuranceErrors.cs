namespace HeroApi.Welfare.Insurance;

/// <summary>The refusals of insurance.</summary>
public static class InsuranceErrors
{
    public static readonly Problem CreditCode = new("policy.credit_code", 400, "统一社会信用代码有误", "The credit code fails its check");
    public static readonly Problem PeriodReversed = new("policy.period_reversed", 400, "止期不得早于起期", "The last day must not lie before the first");
    public static readonly Problem CoverRepeated = new("policy.cover_repeated", 400, "同一保障项目重复出现", "One kind of cover appears twice");
    public static readonly Problem PreviousUnknown = new("policy.previous_unknown", 400, "没有这份上期保单，或不属于本机构", "There is no such earlier policy of this organisation");
    public static readonly Problem NumberTaken = new("policy.number_taken", 409, "本机构已登记该保单号", "The organisation has a policy of this number");
    public static readonly Problem PolicyTransition = new("policy.transition.not_allowed", 409, "保单当前状态不允许此操作", "The policy is in a state that does not allow this");
    public static readonly Problem PolicyUnnamed = new("policy.unnamed", 409, "无记名保单没有名单", "A policy that names nobody has no list");
    public static readonly Problem OutsidePeriod = new("policy.outside_period", 400, "日期不在保险期间内", "The day does not lie within the policy's period");
    public static readonly Problem PolicyUnknown = new("policy.unknown", 400, "没有这份保单，或不在可见范围内", "There is no such policy, or you may not see it");

    public static readonly Problem MemberListed = new("policy_member.listed", 409, "此人已在该保单名单中", "The person is on the list of this policy");
    public static readonly Problem MemberTransition = new("policy_member.transition.not_allowed", 409, "此人当前状态不允许此操作", "The member is in a state that does not allow this");
    public static readonly Problem MemberBeforeJoin = new("policy_member.leaves_before_joining", 400, "退出之日不得早于加入之日", "The day of leaving must not lie before that of joining");

    public static readonly Problem NothingToTell = new("endorsement.nothing_to_tell", 409, "没有可以告知保险机构的加保或减保人员", "There is nobody who joins or leaves and of whom the insurer may be told");
    public static readonly Problem EndorsementOpen = new("endorsement.open", 409, "上一份批改清单尚未批改，或该编号已用过", "An endorsement of the policy is not answered yet, or its number was used before");
    public static readonly Problem EndorsementAnswered = new("endorsement.answered", 409, "该批改清单已批改或已作废", "The endorsement was accepted or cancelled already");
    public static readonly Problem EndorsementConsent = new("endorsement.consent_withdrawn", 409, "清单中有人已撤回同意，不得再提供给保险机构；未批改的请作废后重新生成",
        "A person of the list has withdrawn the consent, so the insurer is not told again; cancel it and make another, unless it was accepted");
}
