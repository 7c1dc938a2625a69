namespace HeroApi.Welfare.Fund;

/// <summary>The refusals of funds, of what comes in and of what is paid.</summary>
public static class FundErrors
{
    public static readonly Problem FundUnknown = new("fund.unknown", 400, "没有这个基金账户，或您无权查看", "There is no such fund, or you may not see it");
    public static readonly Problem RestrictionFixed = new("fund.restriction_fixed", 409, "已有收支的基金账户不得更改用途限制", "What a fund is restricted to does not change once something was posted to it");
    public static readonly Problem Closed = new("fund.closed", 409, "基金账户已关闭", "The fund is closed");
    public static readonly Problem NotEmpty = new("fund.not_empty", 409, "基金账户仍有余额、待审批的支出或在途的调拨，不能关闭", "A fund with a balance, with payments that wait or transfers under way, is not closed");
    public static readonly Problem DayOutside = new("fund.day_outside", 409, "日期不得早于基金账户启用之日，也不得晚于今天", "The day must lie between the opening of the fund and today");
    public static readonly Problem YearPublished = new("fund.year_published", 409, "该年度收支已公布，不得再记入", "The figures of that year were published, so nothing is posted into it");
    public static readonly Problem YearNotOver = new("fund.year_not_over", 409, "该年度尚未结束，不能公布", "A year is published once it is over");
    public static readonly Problem BalanceExceeded = new("fund.balance_exceeded", 409, "余额不足", "The balance does not suffice");
    public static readonly Problem ReceiptUsed = new("income.receipt_used", 409, "该票据号已使用", "The receipt number is used already");
    public static readonly Problem IncomeTransition = new("income.transition.not_allowed", 409, "该笔收入已冲销", "The income is reversed already");
    public static readonly Problem IncomeSecondPerson = new("income.second_person", 409, "须由记账人以外的人冲销", "Somebody other than who recorded it has to reverse it");
    public static readonly Problem UnpostedSettled = new("unposted.settled", 409, "该笔款项已处理", "This was settled already");
    public static readonly Problem UnpostedElsewhere = new("unposted.elsewhere", 409, "只能记入发放机构自己的基金账户", "It is posted into a fund of the organisation that paid it");
    public static readonly Problem BeforeBonus = new("unposted.before_bonus", 400, "入账日期不得早于款项发生之日", "The day must not lie before the money changed hands");
    public static readonly Problem UseOutside = new("payment.use_outside", 400, "该基金账户不得用于此项支出", "The fund is not for this use");
    public static readonly Problem SubjectUnknown = new("payment.subject_unknown", 400, "没有这项支出对应的记录，或您无权查看", "There is no such record to pay for, or you may not see it");
    public static readonly Problem SubjectUse = new("payment.subject_use", 400, "支出用途与对应的记录不符", "The use is not that of the record");
    public static readonly Problem SubjectHero = new("payment.subject_hero", 400, "人员与对应的记录不符", "The person is not that of the record");
    public static readonly Problem SubjectElsewhere = new("payment.subject_elsewhere", 409, "只能支付本机构及其下级机构的记录", "A fund pays for records of its own organisation and of those below it");
    public static readonly Problem SubjectExceeded = new("payment.subject_exceeded", 409, "合计金额超出该记录的上限", "Altogether this is more than the record allows");
    public static readonly Problem PaymentTransition = new("payment.transition.not_allowed", 409, "支出当前状态不允许此操作", "The payment is in a state that does not allow this");
    public static readonly Problem PaymentSecondPerson = new("payment.second_person", 409, "须由提出人和已审批人以外的人办理", "Somebody other than who proposed or approved it has to do this");
    public static readonly Problem TransferTransition = new("fund_transfer.transition.not_allowed", 409, "调拨当前状态不允许此操作", "The transfer is in a state that does not allow this");
    public static readonly Problem TransferSecondPerson = new("fund_transfer.second_person", 409, "须由提出人、已审批人和收款确认人以外的人办理", "Somebody other than who proposed, approved or received it has to do this");
    public static readonly Problem TransferElsewhere = new("fund_transfer.elsewhere", 400, "只能记入接收机构自己的另一基金账户", "It is received into another fund, one of the organisation that it was sent to");
    public static readonly Problem TransferWider = new("fund_transfer.wider", 400, "接收账户的用途限制宽于所拨资金", "The fund may be spent for more than the money that was sent");
    public static readonly Problem TransferEarly = new("fund_transfer.before_sent", 400, "到账日期不得早于拨出日期", "It cannot have come before it was sent");
    public static readonly Problem OwnLimit = new("fund.own_limit", 403, "支出限额由上级机构或系统管理员设定", "Limits are set by an organisation above, or by the installation");
    public static readonly Problem LimitExceeded = new("payment.limit_exceeded", 409, "超出单笔支出限额", "This is more than a single payment may be");
}
