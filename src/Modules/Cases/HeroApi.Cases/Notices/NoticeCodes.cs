namespace HeroApi.Cases.Notices;

/// <summary>The codes of notices.</summary>
internal static class NoticeCodes
{
    internal static readonly Vocabulary States = new("notice_state",
        ("running", "公示中", "Running"),
        ("suspended", "中止", "Suspended"),
        ("ended", "期满", "Ended"),
        ("withdrawn", "已撤回", "Withdrawn"),
        ("withheld", "不予公示", "Withheld"));

    /// <summary>How much of a name a notice shows. Minors are masked whatever is asked for.</summary>
    internal static readonly Vocabulary Maskings = new("notice_masking",
        ("surname_only", "只显示姓（张某某）", "The surname alone"),
        ("initials", "只显示拼音首字母", "The initials of its pinyin"),
        ("full_name", "显示全名", "The whole name"));

    internal static readonly Vocabulary Channels = new("notice_channel",
        ("website", "网站", "Website"),
        ("town_board", "乡镇、街道公告栏", "Notice board of the town"),
        ("village_board", "村（社区）公告栏", "Notice board of the village"),
        ("newspaper", "报纸", "Newspaper"),
        ("broadcast", "广播电视", "Radio or television"),
        ("wechat", "微信公众号", "WeChat account"),
        ("workplace", "所在单位公告栏", "Notice board of the workplace"),
        ("other", "其他", "Another channel"));

    /// <summary>Why the law lets a notice be withheld; which of them hold is for the rule pack to say.</summary>
    internal static readonly Vocabulary WithholdReasons = new("notice_withhold_reason",
        ("safety", "可能危及行为人及其近亲属安全", "It may endanger the actor or near relatives"),
        ("secrecy", "有其他需要保密的情形", "Other need for secrecy"),
        ("request", "行为人要求保密", "The actor asks for secrecy"));
}
