namespace HeroApi.Welfare.Insurance.Members;

/// <summary>The codes of policy members.</summary>
internal static class MemberCodes
{
    internal const string PendingJoin = "pending_join";
    internal const string Insured = "insured";
    internal const string PendingLeave = "pending_leave";
    internal const string Left = "left";
    internal const string Dropped = "dropped";

    internal const string ByRegister = "register";
    internal const string ByHand = "hand";

    internal const string Died = "died";
    internal const string Moved = "moved";
    internal const string Abroad = "abroad";
    internal const string Merged = "merged";
    internal const string ConsentWithdrawn = "consent_withdrawn";
    internal const string Removed = "removed";

    /// <summary>The states of who is on a list now, for SQL.</summary>
    internal const string Open = "('pending_join', 'insured', 'pending_leave')";

    internal static readonly Vocabulary States = new("policy_member_state",
        (PendingJoin, "待加保", "On the list, not yet accepted by the insurer"),
        (Insured, "已承保", "Insured"),
        (PendingLeave, "待减保", "To be taken off"),
        (Left, "已减保", "Taken off"),
        (Dropped, "未加保即移出", "Taken off before the insurer was told"));

    /// <summary>Who put a person on a list.</summary>
    internal static readonly Vocabulary Adders = new("policy_member_adder",
        (ByRegister, "随在册名单自动列入", "The register, by itself"),
        (ByHand, "手工列入", "An officer"));

    internal static readonly Vocabulary LeaveReasons = new("policy_leave_reason",
        (Died, "去世", "Died"),
        (Moved, "迁出", "Moved to another register"),
        (Abroad, "移居境外", "Moved abroad"),
        ("revoked", "确认已撤销", "No confirmation stands any more"),
        (Merged, "档案已合并", "Another file of the same person is on the list"),
        ("file_deleted", "档案已删除", "The file was opened by mistake"),
        (ConsentWithdrawn, "撤回向保险机构提供信息的同意", "The consent to tell the insurer was withdrawn"),
        (Removed, "手工移出", "Taken off by an officer"));
}
