namespace HeroApi.Recognition.Consents;

/// <summary>The codes of consents.</summary>
internal static class ConsentCodes
{
    internal const string Self = "self";
    internal const string Guardian = "guardian";
    internal const string Relative = "relative";

    /// <summary>Each needs a consent of its own: PIPL articles 23 (giving to others), 25 (publishing) and 29 (sensitive data).</summary>
    internal static readonly Vocabulary Purposes = new("consent_purpose",
        ("publicity_name", "公开姓名", "Publish the name"),
        ("publicity_image", "公开肖像", "Publish the face"),
        ("publicity_deed", "公开事迹", "Publish the act"),
        ("share_insurer", "提供给保险机构", "Give data to an insurer"),
        ("share_hospital", "提供给医疗机构", "Give data to a hospital"),
        ("share_other_body", "提供给其他单位", "Give data to another body"),
        ("sensitive_data", "处理敏感个人信息", "Keep sensitive data"),
        ("volunteer", "参加志愿服务", "Take part as a volunteer"),
        ("contact_by_message", "以短信或网络联系", "Be written to by message"));

    /// <summary>Those that count for nothing while the person does not want to be named.</summary>
    internal static readonly IReadOnlySet<string> Publicity = new HashSet<string> { "publicity_name", "publicity_image", "publicity_deed" };

    internal static readonly Vocabulary Givers = new("consent_giver",
        (Self, "本人", "The person"),
        (Guardian, "监护人", "A guardian"),
        (Relative, "近亲属", "A near relative of the dead"));

    internal static readonly Vocabulary Channels = new("consent_channel",
        ("paper", "书面签字", "Signed on paper"),
        ("online", "网上确认", "Confirmed online"),
        ("recording", "录音录像", "Recorded"),
        ("witnessed", "口头并有见证", "Spoken before a witness"));

    internal static readonly Vocabulary States = new("consent_state",
        ("given", "已同意", "Given"),
        ("superseded", "已被新的同意取代", "A later one has taken its place"),
        ("withdrawn", "已撤回", "Withdrawn"));
}
