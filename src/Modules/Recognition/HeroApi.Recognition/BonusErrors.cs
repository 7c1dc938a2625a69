namespace HeroApi.Recognition;

/// <summary>The refusals of bonuses and of what they are reckoned by.</summary>
public static class BonusErrors
{
    public static readonly Problem RegionOutOfReach = new("bonus.region_out_of_reach", 403, "只有负责该地区的机构或其上级可以公布", "Only the organisation that answers for the region, or one above it, may publish for it");
    public static readonly Problem GradeRepeated = new("bonus.grade_repeated", 400, "同一伤残等级重复出现", "A disability grade appears twice");
    public static readonly Problem GradeNeeded = new("bonus.grade_needed", 400, "此标准按伤残等级计算，须填写等级", "The scheme goes by disability grade, so the grade is needed");
    public static readonly Problem GradeNotInScheme = new("bonus.grade_not_in_scheme", 400, "此标准没有该等级的金额", "The scheme has no amount for this grade");
    public static readonly Problem SchemeShipped = new("bonus.scheme_shipped", 409, "随系统提供的标准不能更改", "A scheme that comes with the program does not change");
    public static readonly Problem SchemeNotForHarm = new("bonus.scheme_not_for_harm", 409, "此标准不适用于该人员的伤亡情况", "The scheme is not for what the act did to this person");
    public static readonly Problem IndexUnknown = new("bonus.index_unknown", 409, "没有该地区该年度的公布指标，须先登记", "The published figure of this region and year is not known; it must be recorded first");
    public static readonly Problem SchemeUnknown = new("bonus.scheme_unknown", 400, "没有这项奖金标准", "There is no such bonus scheme");
    public static readonly Problem SchemeNotHolding = new("bonus.scheme_not_holding", 400, "决定之日此标准不适用", "The scheme does not hold on the day of the decision");
    public static readonly Problem SchemeElsewhere = new("bonus.scheme_elsewhere", 400, "此标准不适用于该地区", "The scheme is not for this region");
    public static readonly Problem AmountOutOfBounds = new("bonus.amount_out_of_bounds", 400, "金额不符合标准计算结果", "The amount is not what the scheme comes to");
    public static readonly Problem BonusCase = new("bonus.case_not_of_hero", 400, "该案件不是此人已确认的事迹", "The case is not a confirmed act of this person");
    public static readonly Problem BonusHeroFixed = new("bonus.hero_fixed", 400, "奖金对应的人员不得更改", "The person of a bonus does not change");
    public static readonly Problem BeforeDecision = new("bonus.before_decision", 400, "日期不得早于决定或批准之日", "The day must not lie before the decision or approval");
    public static readonly Problem BonusTransition = new("bonus.transition.not_allowed", 409, "奖金当前状态不允许此操作", "The bonus is in a state that does not allow this");
    public static readonly Problem SecondPerson = new("bonus.second_person", 409, "须由提出人以外的人批准", "Somebody other than who proposed it has to approve it");
    public static readonly Problem BonusPaid = new("bonus.paid", 409, "已发放款项的奖金不能取消", "A bonus of which something was paid cannot be cancelled");
    public static readonly Problem PaymentExceeds = new("bonus.payment_exceeds", 409, "发放金额超出批准的余额", "The payment is more than what is left of the approved amount");
    public static readonly Problem RecoveryExceeds = new("bonus.recovery_exceeds", 409, "追回金额超出已发放的余额", "The sum is more than what is left to recover");
    public static readonly Problem ReceiptRecorded = new("bonus.receipt_recorded", 409, "该票据已登记", "This receipt is recorded already");
}
