namespace HeroApi.Welfare.Hardship;

/// <summary>The codes of the yearly survey; how hard a household has it is of the vocabulary household_hardship, as in its plan.</summary>
internal static class HardshipCodes
{
    internal static readonly Vocabulary SurveyStates = new("hardship_survey_state",
        ("open", "进行中", "Open: its list follows the register"),
        ("closed", "已结束", "Closed"));

    internal static readonly Vocabulary EntryStates = new("survey_entry_state",
        ("due", "待调查", "Due"),
        ("done", "已调查", "Done"),
        ("refused", "谢绝调查", "The household did not want to be surveyed"),
        ("not_found", "未找到", "Nobody was found"),
        ("missed", "逾期未调查", "Still due when the survey was closed"),
        ("left", "已移出名单", "No longer on the list: the register has changed"));

    /// <summary>Why somebody is no longer on a list.</summary>
    internal static readonly Vocabulary LeftReasons = new("survey_left_reason",
        ("unfit", "不再属于该地区", "The area of the survey no longer holds the person"),
        ("revoked", "确认已撤销", "No confirmation stands any more"),
        ("merged", "档案已合并", "The person is on the list by another file"),
        ("file_deleted", "档案已删除", "The file was opened by mistake"));
}
