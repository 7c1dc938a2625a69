namespace HeroApi.Welfare.MedicalCases;

/// <summary>The refusals of medical cases.</summary>
public static class MedicalErrors
{
    public static readonly Problem DeedUnknown = new("medical_case.deed_unknown", 400, "该人员没有这项已确认的行为", "The person has no such confirmed act");
    public static readonly Problem UseUnknown = new("medical_case.use_unknown", 400, "没有该人员的这次绿色通道使用记录", "There is no such use of the green channel by this person");
    public static readonly Problem UseTaken = new("medical_case.use_taken", 409, "该次使用已立有医疗费用案", "The use has a medical case already");
    public static readonly Problem HeroFixed = new("medical_case.hero_fixed", 400, "医疗费用案的人员不得更改", "The person of a medical case does not change");
    public static readonly Problem ExceedsBill = new("medical_case.exceeds_bill", 409, "各项支付之和超过账单总额", "The lines would come to more than the bill");
    public static readonly Problem LineUnknown = new("medical_case.line_unknown", 400, "没有这一项支付", "There is no such line");
    public static readonly Problem HospitalAdvances = new("medical_case.hospital_advances", 400, "医疗机构只能垫付", "A hospital only advances");
    public static readonly Problem ZeroNeedsNote = new("medical_case.zero_needs_note", 400, "金额为零须说明该支付人为何不支付", "A line of nothing says why this payer pays nothing");
    public static readonly Problem NotRecoverable = new("medical_case.not_recoverable", 409, "该项不可追偿", "The line cannot be recovered");
    public static readonly Problem RecoveryExceeds = new("medical_case.recovery_exceeds", 409, "追偿超过尚可追偿的金额", "More would come back than can still be recovered");
    public static readonly Problem RecoveryFrom = new("medical_case.recovery_from", 400, "不能向该支付人追偿此项", "This line cannot be recovered from this payer");
    public static readonly Problem ReceiptRecorded = new("medical_case.receipt_recorded", 409, "该票据号已登记", "The receipt is recorded already");
    public static readonly Problem LineRecovered = new("medical_case.line_recovered", 409, "已有追偿的支付不得删除", "A line of which something came back stays");
    public static readonly Problem FundPaid = new("medical_case.fund_paid", 409, "基金已支付或已拟支付，不得少于该数额", "The fund has paid or is about to pay more than would be left");
}
