namespace HeroApi.Cases.Clock;

/// <summary>The codes of limits.</summary>
internal static class ClockCodes
{
    internal static readonly Vocabulary States = new("deadline_state",
        ("running", "计时中", "Running"),
        ("paused", "中止计时", "Paused"),
        ("not_configured", "时限未设定", "Its length is not configured"),
        ("breached", "已超期", "Breached"),
        ("met", "按期完成", "Met"),
        ("met_late", "超期完成", "Met late"),
        ("dropped", "不再适用", "No longer applies"));

    /// <summary>What a list of limits can be asked for: a state, or those that run out soon.</summary>
    internal static readonly Vocabulary Asked = new("clock_state",
        [("due", "即将到期", "Runs out soon"), .. States.Terms.Select(term => (term.Code, term.Zh, term.En))]);

    /// <summary>What an officer may stop the clock for; waiting for material stops it by itself.</summary>
    internal static readonly Vocabulary Pauses = new("clock_pause",
        ("appraisal", "鉴定、伤情评定", "An appraisal"),
        ("other_body", "等待其他机关认定", "Another body's finding"));

    /// <summary>What a limit may limit.</summary>
    internal static readonly Vocabulary Limits = new("deadline_limits",
        ("material_request", "一次性告知补正", "The request for material"),
        ("material_answer", "补正材料", "The answer to it"),
        ("acceptance", "决定是否受理", "Acceptance"),
        ("designation", "指定管辖", "Designation of the competent body"),
        ("proposed_opinion", "提出拟确认意见", "The proposed opinion"),
        ("opinion", "作出认定意见", "The opinion"),
        ("inquiry", "调查报告", "The report of the inquiry"),
        ("decision", "作出决定", "The decision"),
        ("review_request", "申请复核", "Asking for review"),
        ("review_decision", "作出复核决定", "The decision on review"));
}
