namespace HeroApi.Welfare.Benefits;

/// <summary>The refusals of benefits and household plans.</summary>
public static class BenefitErrors
{
    public static readonly Problem Transition = new("benefit.transition.not_allowed", 409, "帮扶事项当前状态不允许此操作", "The benefit is in a state that does not allow this");
    public static readonly Problem SecondPerson = new("benefit.second_person", 409, "须由经办人以外的人决定", "Somebody other than who opened it has to decide");
    public static readonly Problem ReplyByNeeded = new("benefit.reply_by_needed", 400, "此类事项没有法定期限，须填写答复期限", "No text sets a time for this kind, so a day to reply by is needed");
    public static readonly Problem BeforeApplication = new("benefit.before_application", 400, "日期不得早于申请之日", "The day must not lie before the application");
    public static readonly Problem AmountUnwanted = new("benefit.amount_unwanted", 400, "不予办理的事项不得填写金额", "What is refused has no amount");
    public static readonly Problem ResultNeeded = new("benefit.result_needed", 400, "须填写金额或落实措施", "An amount or a measure is needed");
    public static readonly Problem PlanExists = new("plan.exists", 409, "该户本年度已有帮扶方案", "The household has a plan of this year already");
    public static readonly Problem MeasureUnknown = new("plan.measure_unknown", 400, "方案中没有这项措施", "The plan has no such measure");
    public static readonly Problem MeasureEnded = new("plan.measure_ended", 409, "该项措施已办结", "The measure is done or dropped already");
}
