namespace HeroApi.Recognition.Heroes;

/// <summary>The codes of a hero file.</summary>
internal static class HeroCodes
{
    internal static readonly Vocabulary Openings = new("hero_file_opening",
        ("case", "案件确认", "A confirmation"),
        ("legacy", "历史资料", "Old papers"));

    /// <summary>GB/T 2261.1.</summary>
    internal static readonly Vocabulary Sexes = new("sex",
        ("unknown", "未知的性别", "Not known"),
        ("male", "男", "Male"),
        ("female", "女", "Female"),
        ("unstated", "未说明的性别", "Not stated"));

    /// <summary>What the history of a file tells of a change.</summary>
    internal static readonly Vocabulary Changes = new("hero_change",
        ("opened", "建档", "Opened"),
        ("amended", "修改", "Amended"),
        ("deed", "事迹变化", "An act was added or revoked"),
        ("document", "档案材料变化", "A document was added, changed or taken out"),
        ("bonus", "奖金", "A bonus was granted, paid or taken back"),
        ("contact", "联系记录", "Contact"),
        ("plaque", "牌匾", "Plaque"),
        ("protection", "改变保密级别", "Its protection was changed"),
        ("consent", "同意或撤回", "A consent was given or withdrawn"),
        ("break_glass_asked", "申请紧急查阅", "Somebody asked for it in an emergency"),
        ("break_glass_approved", "批准紧急查阅", "It was opened in an emergency"),
        ("break_glass_refused", "未批准紧急查阅", "It was not opened in an emergency"),
        ("break_glass_used", "紧急查阅", "Somebody looked into it in an emergency"),
        ("verified", "信息核实", "Verified"),
        ("merged", "并入另一份档案", "Another file went into this one"),
        ("parted", "撤销合并", "A merger was undone"),
        ("certificate", "证书", "Certificate"),
        ("honour", "荣誉变化", "An honour was granted, corrected or revoked"));

    /// <summary>GB/T 4762.</summary>
    internal static readonly Vocabulary PoliticalStatuses = new("political_status",
        ("01", "中共党员", "Member of the Communist Party"),
        ("02", "中共预备党员", "Probationary member"),
        ("03", "共青团员", "Member of the Youth League"),
        ("04", "民革党员", "Member of the Revolutionary Committee"),
        ("05", "民盟盟员", "Member of the Democratic League"),
        ("06", "民建会员", "Member of the Democratic National Construction Association"),
        ("07", "民进会员", "Member of the Association for Promoting Democracy"),
        ("08", "农工党党员", "Member of the Peasants' and Workers' Democratic Party"),
        ("09", "致公党党员", "Member of the Zhi Gong Party"),
        ("10", "九三学社社员", "Member of the Jiusan Society"),
        ("11", "台盟盟员", "Member of the Taiwan Democratic Self-Government League"),
        ("12", "无党派人士", "Without party affiliation"),
        ("13", "群众", "The masses"));

    /// <summary>GB/T 4658.</summary>
    internal static readonly Vocabulary Educations = new("education",
        ("10", "研究生", "Postgraduate"),
        ("20", "大学本科", "Bachelor"),
        ("30", "大学专科", "College"),
        ("40", "中等职业", "Secondary vocational"),
        ("60", "普通高中", "Senior middle school"),
        ("70", "初中", "Junior middle school"),
        ("80", "小学", "Primary school"),
        ("90", "其他", "Other"));

    /// <summary>GB/T 6565, the major classes.</summary>
    internal static readonly Vocabulary Occupations = new("occupation_class",
        ("1", "党政机关和企事业单位负责人", "Leaders"),
        ("2", "专业技术人员", "Professionals"),
        ("3", "办事人员", "Clerks"),
        ("4", "社会生产和生活服务人员", "Service workers"),
        ("5", "农、林、牧、渔业生产人员", "Agriculture"),
        ("6", "生产制造人员", "Production workers"),
        ("7", "军人", "Soldiers"),
        ("8", "其他", "Other"));

    internal static readonly Vocabulary Matches = new("hero_match_state",
        ("proposed", "待判定", "To be decided"),
        ("same", "同一人", "One person"),
        ("distinct", "不同的人", "Two persons"));

    internal static readonly Vocabulary Deletions = new("hero_deletion_reason",
        ("entered_in_error", "录入错误", "Entered in error"),
        ("test_data", "测试数据", "Test data"),
        ("legal_request", "依法删除", "Deleted on legal request"));
}
