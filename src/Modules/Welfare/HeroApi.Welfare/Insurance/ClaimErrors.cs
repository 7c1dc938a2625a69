namespace HeroApi.Welfare.Insurance;

/// <summary>The refusals of insurance claims.</summary>
public static class ClaimErrors
{
    public static readonly Problem NotCovered = new("claim.not_covered", 409, "出险之日此人不在该保单保障之内", "The policy did not cover the person on the day of the event");
    public static readonly Problem KindNotCovered = new("claim.kind_not_covered", 409, "该保单没有此项保障", "The policy covers nothing of this kind");
    public static readonly Problem HarmTooLate = new("claim.harm_too_late", 409, "损害发生之日超出保单约定的期限", "The harm showed later than the policy allows after the event");
    public static readonly Problem Exists = new("claim.exists", 409, "此人同一事故的同一保障项目已有理赔", "There is a claim of this person for this kind and event already");
    public static readonly Problem PersonFixed = new("claim.person_fixed", 400, "被保险人不得更改", "The person of a claim does not change");
    public static readonly Problem PolicyFixed = new("claim.policy_fixed", 400, "保单不得更改", "The policy of a claim does not change");
    public static readonly Problem MedicalCaseUnknown = new("claim.medical_case_unknown", 400, "此人没有这项医疗费用，或不在可见范围内", "The person has no such medical case, or you may not see it");
    public static readonly Problem DayOrder = new("claim.day_order", 400, "日期不得早于上一步", "The day must not lie before that of the step before");
    public static readonly Problem Transition = new("claim.transition.not_allowed", 409, "理赔当前状态不允许此操作", "The claim is in a state that does not allow this");
    public static readonly Problem DocumentUnknown = new("claim.document_unknown", 400, "保险机构没有要求这项材料", "The insurer asked for no such document");
    public static readonly Problem DocumentRepeated = new("claim.document_repeated", 400, "同一项材料或文件重复出现", "A document or file appears twice");
    public static readonly Problem DocumentsMost = new("claim.documents_most", 409, "一项理赔的材料不得超过五十项", "A claim has at most fifty documents");
    public static readonly Problem ExceedsCover = new("claim.exceeds_cover", 409, "核赔金额超出保单对此人此项保障的剩余保额", "The amount is more than what is left of the policy's sum for this person and kind");
    public static readonly Problem BelowPaid = new("claim.below_paid", 409, "核赔金额不得低于已赔付金额", "The insurer cannot grant less than was paid");
    public static readonly Problem ExceedsApproved = new("claim.exceeds_approved", 409, "赔付金额超出核赔金额", "The payment is more than what is left of what was granted");
    public static readonly Problem ReceiptRecorded = new("claim.receipt_recorded", 409, "该凭证已登记", "The receipt is recorded already");
    public static readonly Problem ConsentMissing = new("claim.consent_missing", 409, "此人未同意或已撤回同意向保险机构提供信息", "The person has not agreed, or no longer agrees, that an insurer is told of him");
}
