namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>The codes of gaps in cover.</summary>
internal static class GapCodes
{
    internal const string NoPolicy = "no_policy";
    internal const string NoConsent = "no_consent";
    internal const string Waiting = "waiting";
    internal const string Removed = "removed";

    internal static readonly Vocabulary Reasons = new("coverage_gap_reason",
        (NoPolicy, "没有适用的有效保单", "No policy in force is for the person"),
        (NoConsent, "未同意或已撤回向保险机构提供信息", "The person has not agreed, or no longer agrees, that an insurer is told"),
        (Waiting, "已列入名单，待告知或待批改（告知须有证件号码）", "On a list; the insurer is not told yet, or has not answered; he is told only with a document number"),
        (Removed, "已由工作人员移出名单", "Taken off the list by an officer"));
}
