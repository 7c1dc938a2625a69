namespace HeroApi.Welfare.Grants;

/// <summary>The codes of grants, of the routes to them and of what they are reckoned by.</summary>
internal static class GrantCodes
{
    internal const string Regional = "regional";
    internal const string OwnPay = "own_pay";
    internal const string Fund = "bravery_fund";

    /// <summary>What the act did to the person.</summary>
    internal static readonly Vocabulary Harms = new("grant_harm",
        ("died", "牺牲", "Died"),
        ("disabled", "致残", "Was disabled"),
        ("missing", "下落不明", "Is missing since the rescue"));

    /// <summary>The routes in the order in which they are tried (国办发〔2012〕39号), then what a region adds.</summary>
    internal static readonly Vocabulary Routes = new("grant_route",
        ("martyr", "烈士", "Martyr"),
        ("duty_death", "因公牺牲", "Death in the line of duty"),
        ("work_injury_death", "视同工伤死亡", "Death deemed a work injury"),
        ("other_death", "其他牺牲人员", "Any other death"),
        ("work_injury_missing", "抢险救灾中下落不明", "Missing in a rescue, deemed a work injury"),
        ("work_injury_disability", "视同工伤致残", "Disability deemed a work injury"),
        ("disability_pension", "伤残抚恤", "Disability pension"),
        (Regional, "地方规定", "A rule of the region"));

    /// <summary>Where each route of the chain belongs; a rule of a region may be about any harm.</summary>
    internal static readonly IReadOnlyDictionary<string, string> HarmOf = new Dictionary<string, string>
    {
        ["martyr"] = "died",
        ["duty_death"] = "died",
        ["work_injury_death"] = "died",
        ["other_death"] = "died",
        ["work_injury_missing"] = "missing",
        ["work_injury_disability"] = "disabled",
        ["disability_pension"] = "disabled"
    };

    /// <summary>What a test asks for, and what an amount is reckoned by.</summary>
    internal static readonly Vocabulary Facts = new("grant_fact",
        ("martyr", "是否评定为烈士", "Whether evaluated a martyr"),
        ("duty_death", "是否认定为因公牺牲", "Whether found a death in the line of duty"),
        ("work_injury", "是否认定视同工伤", "Whether found a deemed work injury"),
        ("scheme", "适用的保障制度", "The scheme that covers the person"),
        ("insured", "用人单位是否参加工伤保险", "Whether the employer pays work-injury contributions"),
        ("employer", "是否有用人单位", "Whether there is an employer"),
        ("fund", "当地是否有见义勇为基金", "Whether the place has a bravery fund"),
        ("grade", "伤残等级", "The disability grade"),
        ("care", "生活自理障碍程度", "How much care is needed"),
        ("suitable_work", "单位是否安排适当工作", "Whether the employer offers suitable work"),
        ("in_need", "家庭是否生活困难", "Whether the family is in need"),
        ("ability_lost", "丧失劳动能力程度", "How much of the ability to work is lost"),
        ("special_merit", "是否有特殊贡献", "Whether of special merit"),
        ("own_basic_pay", "本人基本工资", "Own basic pay"),
        (OwnPay, "本人工资", "Own pay"),
        ("pension_standard", "伤残抚恤金年标准", "Yearly standard of the disability pension"),
        ("dependants", "供养亲属", "Dependants"));

    internal static readonly Vocabulary Schemes = new("pension_scheme",
        ("military", "军人抚恤优待", "Military pension rules"),
        ("work_injury", "工伤保险", "Work-injury insurance"),
        ("none", "均不适用", "Neither"));

    internal static readonly Vocabulary Abilities = new("ability_lost",
        ("full", "完全丧失", "All of it"),
        ("most", "大部分丧失", "Most of it"),
        ("partial", "部分丧失", "Part of it"),
        ("none", "未丧失", "None of it"));

    internal static readonly Vocabulary Care = new("care_need",
        ("full", "生活完全不能自理", "Needs care for everything"),
        ("most", "生活大部分不能自理", "Needs care for most"),
        ("partial", "生活部分不能自理", "Needs care for some"),
        ("none", "生活能自理", "Needs none"));

    internal static readonly Vocabulary Relations = new("dependant_relation",
        ("spouse", "配偶", "Spouse"),
        ("child", "子女", "Child"),
        ("parent", "父母", "Parent"),
        ("grandparent", "祖父母、外祖父母", "Grandparent"),
        ("grandchild", "孙子女、外孙子女", "Grandchild"),
        ("sibling", "兄弟姐妹", "Sibling"));

    internal static readonly Vocabulary Parts = new("grant_part",
        ("praise_money", "烈士褒扬金", "Praise money"),
        ("lump_sum", "一次性抚恤金", "Lump sum"),
        ("pay_months", "若干个月工资", "Months of pay"),
        ("death_grant", "一次性工亡补助金", "One-off death grant"),
        ("survivor_grant", "一次性特殊补助金", "Special survivor grant"),
        ("funeral", "丧葬补助金", "Funeral grant"),
        ("dependants_pension", "供养亲属抚恤金", "Dependants' pension"),
        ("missing_wages", "下落不明期间工资", "Wages while missing"),
        ("advance", "预支一次性工亡补助金", "Advance on the death grant"),
        ("disability_lump_sum", "一次性伤残补助金", "Lump sum for disability"),
        ("disability_allowance", "伤残津贴", "Disability allowance"),
        ("care_allowance", "生活护理费", "Care allowance"),
        ("disability_pension", "伤残抚恤金", "Disability pension"),
        ("living_support", "生活补助", "Living support"),
        ("reward", "奖励金", "Reward"));

    /// <summary>What is multiplied.</summary>
    internal static readonly Vocabulary Bases = new("grant_base",
        ("urban_income", "城镇居民人均可支配收入", "Disposable income per head of urban households"),
        ("consumption", "居民人均消费支出", "Consumption spending per head of households"),
        ("average_wage", "职工月平均工资", "Average monthly wage"),
        ("minimum_wage", "月最低工资标准", "Monthly minimum wage"),
        ("lieutenant_pay", "排职少尉军官基本月工资", "Monthly basic pay of a second lieutenant"),
        ("own_basic_pay", "本人基本工资", "Own basic pay"),
        (OwnPay, "本人工资", "Own pay"),
        ("pension_standard", "伤残抚恤金年标准", "Yearly standard of the disability pension"),
        ("fixed", "固定金额", "A fixed amount"));

    /// <summary>Those bases that are published figures of the year in which the harm was done, and not of the year before.</summary>
    internal static readonly IReadOnlyList<string> Rates = ["minimum_wage", "lieutenant_pay"];

    internal static readonly Vocabulary BaseRegions = new("grant_base_region",
        ("nation", "全国", "The nation"),
        ("province", "本省", "The province of the act"),
        ("city", "本市", "The city of the act"));

    internal static readonly Vocabulary Payers = new("grant_payer",
        ("work_injury_fund", "工伤保险基金", "Work-injury insurance fund"),
        ("employer", "用人单位", "Employer"),
        ("veterans_affairs", "退役军人事务部门", "Veterans affairs"),
        (Fund, "见义勇为基金", "Bravery fund"),
        ("treasury", "地方财政", "Local treasury"),
        ("treasury_province", "省级财政", "Treasury of the province"),
        ("treasury_city", "州市财政", "Treasury of the city"),
        ("treasury_county", "县级财政", "Treasury of the county"));

    internal static readonly Vocabulary Periods = new("grant_period",
        ("once", "一次性", "Once"),
        ("month", "按月", "Every month"),
        ("year", "按年", "Every year"));

    /// <summary>Whether it is decided as a grant, or as a bonus and here only told of.</summary>
    internal static readonly Vocabulary DecidedAs = new("grant_decided_as",
        ("grant", "抚恤补助", "A grant"),
        ("bonus", "奖金", "A bonus"));

    internal static readonly Vocabulary Results = new("grant_test_result",
        ("met", "符合", "Met"),
        ("not_met", "不符合", "Not met"),
        ("needs_fact", "须补充情况", "Needs a fact"));

    internal static readonly Vocabulary Evidence = new("grant_evidence",
        ("full_text", "法规全文", "The full text was read"),
        ("excerpt", "法规节录", "An excerpt was read"),
        ("news", "新闻报道", "Told by the press"),
        ("draft", "征求意见稿", "A draft: shown, never reckoned by"),
        ("published", "本系统公布", "Published here by the place itself"));

    internal static readonly Vocabulary Steps = new("grant_step",
        ("figure", "公布数据", "A published figure"),
        ("fact", "本人数据", "Of the person"),
        ("fixed", "固定金额", "A fixed amount"),
        ("raised", "按下限计", "Raised to a lower bound"),
        ("lowered", "按上限计", "Lowered to an upper bound"),
        ("times", "倍数", "So many times"),
        ("percent", "比例", "A share in percent"),
        ("dependant", "供养亲属", "A dependant"));

    internal static string Label(this Vocabulary codes, string code) => codes.Terms.Single(term => term.Code == code) is var term && English ? term.En : term.Zh;

    internal static bool English => System.Globalization.CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal);

    /// <summary>An amount as people read it.</summary>
    internal static string Yuan(long fen) => English
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CNY {fen / 100m:N2}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fen / 100m:N2} 元");
}

/// <summary>Limits of money.</summary>
internal static class GrantMoney
{
    /// <summary>A hundred million yuan, far above anything that was ever granted.</summary>
    internal const long Most = 10_000_000_000;

    /// <summary>A share of an amount, rounded half up to the fen.</summary>
    internal static long Share(long fen, int percent) => ((fen * percent) + 50) / 100;
}
