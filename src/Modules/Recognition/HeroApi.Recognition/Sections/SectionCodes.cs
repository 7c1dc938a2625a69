namespace HeroApi.Recognition.Sections;

/// <summary>The codes of the sections of a hero file.</summary>
internal static class SectionCodes
{
    /// <summary>The sections that a file is complete by. Their order is stored: a new one goes to the end.</summary>
    internal static readonly Vocabulary Sections = new("hero_section",
        ("identity", "身份信息", "Identity"),
        ("family", "家庭成员", "Family"),
        ("deed", "事迹与决定", "Act and decision"),
        ("injuries", "伤残情况", "Injuries"),
        ("political_status", "政治面貌", "Political status"),
        ("education", "文化程度", "Education"),
        ("occupation", "职业", "Occupation"),
        ("hardship", "困难情况", "Hardship"),
        ("contact", "联系方式", "Contact"),
        ("documents", "档案材料", "Documents"),
        ("consents", "授权同意", "Consents"));

    /// <summary>The sections that may truly have nothing in them, which the keeper then says.</summary>
    internal static readonly Vocabulary Empty = new("hero_section_empty",
        ("family", "无家庭成员", "No family"),
        ("injuries", "未受伤", "No injuries"),
        ("consents", "本人不同意", "Agrees to nothing"));

    /// <summary>GB/T 4761, the classes of one digit, but for the person.</summary>
    internal static readonly Vocabulary Kinships = new("kinship",
        ("1", "配偶", "Spouse"),
        ("2", "子", "Son"),
        ("3", "女", "Daughter"),
        ("4", "孙子、孙女或外孙子、外孙女", "Grandchild"),
        ("5", "父母", "Parent"),
        ("6", "祖父母或外祖父母", "Grandparent"),
        ("7", "兄弟姐妹", "Brother or sister"),
        ("8", "其他", "Other"));

    internal static readonly Vocabulary Posts = new("post_kind",
        ("village_committee", "村（居）民委员会", "Village or neighbourhood committee"),
        ("village_branch", "村（社区）党组织", "Party branch of a village or community"),
        ("unit", "机关、企事业单位", "Post in a unit"),
        ("peoples_congress", "人大代表", "Deputy of a people's congress"),
        ("cppcc", "政协委员", "Member of the CPPCC"),
        ("volunteer_leader", "志愿队伍负责人", "Leader of volunteers"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Hardships = new("hardship_kind",
        ("none", "无困难", "None"),
        ("low_income", "低收入", "Low income"),
        ("minimum_living", "最低生活保障", "On the minimum living allowance"),
        ("special", "特困供养", "Supported as destitute"),
        ("illness", "因病因残致困", "Through illness or disability"),
        ("temporary", "临时困难", "For a time"),
        ("other", "其他", "Other"));

    /// <summary>GB/T 2261.4.</summary>
    internal static readonly Vocabulary Employments = new("employment_status",
        ("11", "国家公务员", "Civil servant"),
        ("13", "专业技术人员", "Professional"),
        ("17", "职员", "Clerk"),
        ("21", "企业管理人员", "Manager"),
        ("24", "工人", "Worker"),
        ("27", "农民", "Farmer"),
        ("31", "学生", "Student"),
        ("37", "现役军人", "Soldier"),
        ("51", "自由职业者", "Freelance"),
        ("54", "个体经营者", "Self-employed"),
        ("70", "无业人员", "Without work"),
        ("80", "退（离）休人员", "Retired"),
        ("90", "其他", "Other"));

    /// <summary>Who serves is commended under the statute, and protected by the army.</summary>
    internal static readonly Vocabulary Services = new("military_service",
        ("none", "未服役", "None"),
        ("serving", "现役", "Serving"),
        ("reserve", "预备役或民兵", "Reserve or militia"),
        ("veteran", "退役", "Veteran"));
}
