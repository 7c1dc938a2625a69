namespace HeroApi.Welfare.Visits;

/// <summary>The codes of visits.</summary>
internal static class VisitCodes
{
    internal const string AfterAct = "after_act";

    internal static readonly Vocabulary Occasions = new("visit_occasion",
        ("spring_festival", "春节慰问", "Spring Festival"),
        ("qingming", "清明祭扫慰问", "Qingming"),
        ("mid_autumn", "中秋慰问", "Mid-Autumn"),
        ("publicity_month", "九月宣传月走访", "Publicity month, September"),
        (AfterAct, "即时慰问", "Right after the act"),
        ("homecoming", "返乡慰问", "When the person is home"),
        ("follow_up", "回访", "Follow-up"),
        ("hardship", "困难走访", "Hardship"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary CampaignStates = new("visit_campaign_state",
        ("open", "进行中", "Open: its list follows the register"),
        ("closed", "已结束", "Closed"));

    internal static readonly Vocabulary DueStates = new("due_visit_state",
        ("due", "待慰问", "Due"),
        ("done", "已慰问", "Done"),
        ("not_met", "未能慰问", "The person was not met"),
        ("cancelled", "已取消", "Cancelled by hand"),
        ("left", "已移出名单", "No longer on the list: the register has changed"));

    /// <summary>Why a due visit did not come about.</summary>
    internal static readonly Vocabulary DueReasons = new("due_visit_reason",
        ("not_at_home", "不在家", "Not at home"),
        ("moved", "已搬离", "Moved away"),
        ("unreachable", "联系不上", "Could not be reached"),
        ("declined", "本人谢绝", "Did not want to be visited"),
        ("duplicate", "重复安排", "Planned twice"),
        ("other", "其他", "Other"),
        ("campaign_closed", "活动已结束", "The campaign was closed before"),
        ("unfit", "不再符合范围", "The rule of the campaign no longer means the person"),
        ("revoked", "确认已撤销", "No confirmation stands any more"),
        ("merged", "档案已合并", "The person is on the list by another file"),
        ("file_deleted", "档案已删除", "The file was opened by mistake"));

    /// <summary>Those of the reasons that are given by hand.</summary>
    internal static readonly IReadOnlyList<string> GivenReasons = [.. DueReasons.Take(6)];

    internal static readonly Vocabulary VisitStates = new("visit_state",
        ("paid", "已登记", "Paid"),
        ("cancelled", "已作废", "Recorded by mistake"));

    /// <summary>Who received, as seen from the person of the hero file.</summary>
    internal static readonly Vocabulary Relations = new("visit_relation",
        ("self", "本人", "The person"),
        ("spouse", "配偶", "Spouse"),
        ("child", "子女", "Child"),
        ("parent", "父母", "Parent"),
        ("grandchild", "孙子女", "Grandchild"),
        ("grandparent", "祖父母", "Grandparent"),
        ("sibling", "兄弟姐妹", "Sibling"),
        ("other", "其他亲属", "Another relative"));

    internal static readonly Vocabulary NeedKinds = new("visit_need_kind",
        ("medical", "医疗", "Medical care"),
        ("living", "生活", "Living"),
        ("schooling", "就学", "Schooling"),
        ("job", "就业", "Work"),
        ("housing", "住房", "Housing"),
        ("legal", "法律", "Legal aid"),
        ("comfort", "心理", "Comfort"),
        ("entitlement", "待遇落实", "Something the person is entitled to"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary NeedStates = new("visit_need_state",
        ("open", "待办", "Open"),
        ("done", "已办结", "Done"),
        ("dropped", "不再办理", "Dropped"));

    internal static readonly Vocabulary Reaches = new("visit_reach",
        ("self", "本机构", "Kept by the organisation itself"),
        ("subtree", "本机构及下级", "Kept by the organisation and all below it"));
}
