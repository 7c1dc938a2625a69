namespace HeroApi.Cases.CaseFiles;

/// <summary>The codes of a case.</summary>
internal static class CaseCodes
{
    internal static readonly Vocabulary States = new("case_state",
        ("opened", "已立案待申报", "Opened, nobody has filed"),
        ("filed", "已申报", "Filed"),
        ("awaiting_material", "待补正材料", "Waiting for material"),
        ("awaiting_consent", "逾期申报待上级决定", "Late, waiting for the higher body"),
        ("disputed", "管辖争议", "Jurisdiction disputed"),
        ("investigating", "调查核实中", "Being investigated"),
        ("concluded", "调查终结", "Investigation concluded"),
        ("proposed", "已提出意见", "Opinion given"),
        ("noticed", "公示中", "Public notice running"),
        ("ready", "待决定", "Ready for decision"),
        ("decided", "已决定", "Decided"),
        ("not_accepted", "不予受理", "Not accepted"),
        ("transferred", "已移送", "Transferred to another body"),
        ("lapsed", "视为撤回", "Lapsed"),
        ("withdrawn", "已撤回", "Withdrawn"),
        ("closed", "已办结", "Closed"));

    /// <summary>States from which no way leads on.</summary>
    internal static readonly IReadOnlyList<string> Terminal = ["not_accepted", "transferred", "lapsed", "withdrawn", "closed"];

    internal static readonly Vocabulary ActorStates = new("case_actor_state",
        ("pending", "待认定", "Pending"),
        ("confirmed", "已确认", "Confirmed"),
        ("refused", "不予确认", "Refused"),
        ("revoked", "已撤销", "Revoked"));

    /// <summary>Where the act belongs (domain.md §3.1).</summary>
    internal static readonly Vocabulary Categories = new("act_category",
        ("crime_public", "同危害国家安全、公共安全、扰乱公共秩序的违法犯罪作斗争", "Against crimes harming state or public security, or public order"),
        ("crime_person_property", "同侵害人身、财产的违法犯罪作斗争", "Against crimes on persons or property"),
        ("pursuit", "抓获或协助追捕犯罪嫌疑人", "Catching suspects or helping to"),
        ("rescue_person", "救人", "Rescue of persons"),
        ("emergency", "抢险", "Emergency response"),
        ("disaster", "救灾", "Disaster relief"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Harms = new("actor_harm",
        ("unknown", "不详", "Not known"),
        ("none", "未受伤", "Unhurt"),
        ("injured", "受伤", "Injured"),
        ("disabled", "致残", "Disabled"),
        ("died", "牺牲", "Died"));

    internal static bool IsHurt(string harm) => harm is "injured" or "disabled" or "died";

    /// <summary>Whether somebody was bound to act (domain.md §3.2).</summary>
    internal static readonly Vocabulary Duties = new("duty_status",
        ("none", "无职责", "No duty"),
        ("statutory", "法定职责或义务", "Statutory duty"),
        ("specific", "特定义务", "Specific obligation"),
        ("contractual", "约定义务", "Contractual obligation"),
        ("volunteer", "志愿者", "Volunteer"),
        ("righteous_police", "义警", "Righteous police"),
        ("emergency_unit", "最小应急单元", "Smallest emergency unit"));

    internal static readonly Vocabulary Outcomes = new("case_outcome",
        ("confirmed", "确认", "Confirmed"),
        ("refused", "不予确认", "Refused"),
        ("revoked", "已撤销", "Revoked"),
        ("mixed", "部分确认", "Different for each of them"));

    internal static readonly Vocabulary Deletions = new("case_deletion_reason",
        ("entered_in_error", "录入错误", "Entered in error"),
        ("test_data", "测试数据", "Test data"),
        ("legal_request", "依法删除", "Deleted on legal request"));

    /// <summary>What became of all of the actors together; null while one of them waits.</summary>
    internal static string? OutcomeOf(IReadOnlyCollection<ActorRow> actors)
    {
        if (actors.Count == 0 || actors.Any(actor => actor.State == "pending"))
            return null;

        return actors.Select(actor => actor.State).Distinct().ToList() is [var same] ? same : "mixed";
    }
}
