namespace HeroApi.Recognition.Bonuses;

/// <summary>The codes of bonuses.</summary>
internal static class BonusCodes
{
    /// <summary>Where a bonus stands.</summary>
    internal static readonly Vocabulary States = new("bonus_state",
        ("proposed", "待审批", "Proposed"),
        ("approved", "已批准", "Approved"),
        ("paid", "已发放", "Paid in full"),
        ("refused", "不予批准", "Refused"),
        ("cancelled", "已取消", "Cancelled"),
        ("to_recover", "待追回", "To be recovered"),
        ("recovered", "已追回", "Recovered in full"));

    /// <summary>How money changes hands.</summary>
    internal static readonly Vocabulary Methods = new("payment_method",
        ("bank_transfer", "银行转账", "Bank transfer"),
        ("cash", "现金", "Cash"),
        ("cheque", "支票", "Cheque"),
        ("other", "其他", "Other"));

    /// <summary>The states of what was granted, whatever became of it since.</summary>
    internal const string Granted = "('approved', 'paid', 'to_recover', 'recovered')";
}
