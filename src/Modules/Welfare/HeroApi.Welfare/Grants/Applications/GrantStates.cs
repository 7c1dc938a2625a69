namespace HeroApi.Welfare.Grants.Applications;

/// <summary>The codes of where a grant and its deadlines stand.</summary>
internal static class GrantStates
{
    internal static readonly Vocabulary States = new("grant_state",
        ("proposed", "待决定", "Proposed"),
        ("granted", "已决定发放", "Granted"),
        ("refused", "不予发放", "Refused"),
        ("revoked", "已撤销", "Revoked"));

    /// <summary>What of a work injury has to be done by a day (工伤保险条例 17, 20).</summary>
    internal static readonly Vocabulary Deadlines = new("grant_deadline",
        ("employer_filing", "用人单位提出工伤认定申请", "The employer files for the finding"),
        ("family_filing", "本人、近亲属或工会提出工伤认定申请", "The worker, a near relative or the union files for the finding"),
        ("finding", "作出工伤认定决定", "The finding is made"));

    internal static readonly Vocabulary DeadlineStates = new("grant_deadline_state",
        ("running", "计时中", "Running"),
        ("paused", "中止", "Stands still"),
        ("met", "按期完成", "Met"),
        ("met_late", "逾期完成", "Met late"),
        ("breached", "已逾期", "Breached"),
        ("dropped", "不再适用", "No longer applies"));

    internal static readonly Vocabulary Filers = new("grant_filer",
        ("employer", "用人单位", "The employer"),
        ("family", "本人、近亲属或工会", "The worker, a near relative or the union"));
}
