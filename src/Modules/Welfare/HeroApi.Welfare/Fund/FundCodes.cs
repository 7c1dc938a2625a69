namespace HeroApi.Welfare.Fund;

/// <summary>The codes of funds and of what is kept account of.</summary>
internal static class FundCodes
{
    internal const string Bonus = "bonus";
    internal const string Management = "management";

    /// <summary>What money is spent for.</summary>
    internal static readonly Vocabulary Uses = new("fund_use",
        ("confirmation", "认定费用", "Confirming acts"),
        ("commendation", "表彰", "Commendation"),
        (Bonus, "奖励金", "Bonuses"),
        ("visit", "慰问", "Visits"),
        ("appraisal", "劳动能力鉴定", "Appraisal of ability to work"),
        ("medical", "医疗救治", "Medical treatment"),
        ("premium", "保险费", "Insurance premiums"),
        ("grant", "抚恤补助", "Grants after death or disability"),
        ("living_aid", "生活救助", "Aid for living"),
        ("schooling", "助学", "Schooling"),
        ("rescue", "救援队伍", "Rescue teams"),
        ("publicity", "宣传", "Publicity"),
        (Management, "管理费用", "Management"),
        ("other", "其他", "Other"));

    /// <summary>What kind of money came in. What was there when the books were opened is no income.</summary>
    internal static readonly Vocabulary Incomes = new("income_kind",
        ("donation", "捐赠收入", "Donation"),
        ("government_grant", "财政拨款", "Government grant"),
        ("investment", "投资收益", "Investment income"),
        ("other", "其他收入", "Other income"),
        ("opening", "期初结余", "What was there when the books were opened"));

    internal static readonly Vocabulary Donors = new("donor_kind",
        ("company", "企业", "Company"),
        ("individual", "个人", "Individual"),
        ("social_organisation", "社会组织", "Social organisation"),
        ("government", "党政机关", "Authority"),
        ("public_institution", "事业单位", "Public institution"),
        ("overseas", "境外捐赠人", "Donor from overseas"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary IncomeStates = new("income_state", ("recorded", "已入账", "Posted"), ("reversed", "已冲销", "Reversed"));

    internal static readonly Vocabulary PaymentStates = new("payment_state",
        ("proposed", "待审批", "Proposed"),
        ("first_approved", "待二次审批", "Approved by one of two"),
        ("posted", "已支付", "Paid and posted"),
        ("refused", "不予批准", "Refused"),
        ("cancelled", "已取消", "Cancelled"),
        ("reversed", "已冲销", "Reversed"));

    internal static readonly Vocabulary TransferStates = new("fund_transfer_state",
        ("proposed", "待审批", "Proposed"),
        ("first_approved", "待二次审批", "Approved by one of two"),
        ("sent", "在途", "Gone from one fund, not yet received into the other"),
        ("received", "已到账", "Received"),
        ("refused", "不予批准", "Refused"),
        ("cancelled", "已取消", "Cancelled"),
        ("returning", "退回途中", "Sent back, not yet returned to the fund that it left"),
        ("returned", "已退回", "Returned to the fund that it left"));

    /// <summary>The accounts of a fund. What goes from fund to fund is neither income nor spending.</summary>
    internal static readonly Vocabulary Accounts = new("ledger_account",
    [
        (Cash, "现金及银行存款", "Cash and bank"),
        (Opening, "期初净资产", "Opening net assets"),
        (TransferIn, "调入资金", "Transferred in"),
        (TransferOut, "调出资金", "Transferred out"),
        .. Incomes.Terms.Where(term => term.Code != "opening").Select(term => (Income(term.Code), term.Zh, term.En)),
        .. Uses.Terms.Select(term => (Spending(term.Code), $"支出：{term.Zh}", $"Spending: {term.En}"))
    ]);

    internal static readonly Vocabulary Entries = new("ledger_entry_kind",
        ("income", "收入", "Income"),
        ("payment", "支出", "Payment"),
        ("bonus", "奖励金发放", "Bonus paid"),
        ("bonus_recovery", "奖励金追回", "Bonus that came back"),
        (TransferOut, "调出", "Transferred to another fund"),
        (TransferIn, "调入", "Transferred from another fund"),
        ("reversal", "冲销", "Reversal"));

    /// <summary>Why a bonus is in no fund's books yet.</summary>
    internal static readonly Vocabulary Unposted = new("unposted_reason",
        ("no_fund", "没有可列支的基金账户", "No open fund is for bonuses"),
        ("balance", "余额不足", "The balance of the fund does not suffice"),
        ("fund_closed", "基金账户已关闭", "The fund that paid it is closed"),
        ("year_published", "该年度已公布", "The year was published already"));

    internal const string Cash = "cash_bank";
    internal const string Opening = "opening_net_assets";
    internal const string TransferIn = "transfer_in";
    internal const string TransferOut = "transfer_out";

    /// <summary>The account that an income of this kind is credited to.</summary>
    internal static string Income(string kind) => kind == "opening" ? Opening : $"income_{kind}";

    /// <summary>The account that a spending for this use is debited to.</summary>
    internal static string Spending(string use) => $"spending_{use}";

    /// <summary>A hundred million yuan, far above any single posting seen.</summary>
    internal const long MostFen = 10_000_000_000;
}
