namespace HeroApi.Welfare.Benefits;

/// <summary>The codes of benefits (帮扶).</summary>
internal static class BenefitCodes
{
    internal static readonly Vocabulary Kinds = new("benefit_kind",
        ("minimum_living", "最低生活保障", "Minimum living allowance"),
        ("special_aid", "专项救助", "Special aid"),
        ("temporary_aid", "临时救助", "Temporary aid"),
        ("orphan_support", "孤儿保障", "Support of orphans"),
        ("job", "就业援助", "Help to a job"),
        ("training_subsidy", "培训补贴", "Training subsidy"),
        ("business_licence", "办理营业执照优先", "Priority for a business licence"),
        ("wage_continuity", "误工待遇", "Wages go on during treatment"),
        ("schooling", "入学帮助", "A place at a school"),
        ("exam_points", "中考、高考加分", "Points in entrance exams"),
        ("study_aid", "助学金", "Study aid"),
        ("housing", "住房保障", "Housing"),
        ("housing_allowance", "住房补贴", "Housing allowance"),
        ("enlistment", "入伍优先", "Priority for enlistment"),
        ("legal_aid", "法律援助", "Legal aid"),
        ("court_fee_relief", "诉讼费减免", "Relief of court fees"),
        ("safety_protection", "人身保护", "Protection of the person"),
        ("free_transit", "免费乘坐公交", "Free transit"),
        ("free_scenic", "免费游览景点", "Free scenic spots"),
        ("free_parks", "免费游园", "Free parks"),
        ("health_check", "健康体检", "Health check"),
        ("recuperation", "疗休养", "Recuperation"),
        ("model_worker", "劳动模范待遇", "Treatment as a model worker"),
        ("disability_certificate", "残疾证办理", "Disability certificate"),
        ("other", "其他", "Other"));

    /// <summary>Who is helped.</summary>
    internal static readonly Vocabulary Beneficiaries = new("benefit_for",
        ("self", "本人", "The person"),
        ("spouse", "配偶", "Spouse"),
        ("child", "子女", "Child"),
        ("parent", "父母", "Parent"),
        ("family", "全家", "The household"),
        ("other", "其他亲属", "Another relative"));

    /// <summary>What made it be opened.</summary>
    internal static readonly Vocabulary Sources = new("benefit_source",
        ("application", "本人或家属申请", "The person or the family applied"),
        ("county", "主管部门主动办理", "The office opened it by itself"),
        ("visit", "慰问走访发现", "A need found on a visit"),
        ("plan", "一户一策", "A household plan"));

    internal static readonly Vocabulary States = new("benefit_state",
        ("open", "待办理", "Open"),
        ("referred", "已转部门", "Referred to a department"),
        ("replied", "部门已答复", "The department has replied"),
        ("granted", "已落实", "Granted"),
        ("partly", "部分落实", "Granted in part"),
        ("refused", "未予办理", "Refused"),
        ("review", "复核中", "Under review"),
        ("withdrawn", "已撤回", "Withdrawn"));

    internal static readonly Vocabulary Outcomes = new("benefit_outcome",
        ("granted", "落实", "Granted"),
        ("partly", "部分落实", "Granted in part"),
        ("refused", "不予办理", "Refused"));

    internal static readonly Vocabulary Departments = new("benefit_department",
        ("civil_affairs", "民政", "Civil affairs"),
        ("education", "教育", "Education"),
        ("human_resources", "人力资源社会保障", "Human resources and social security"),
        ("housing", "住房城乡建设", "Housing"),
        ("health", "卫生健康", "Health"),
        ("veterans_affairs", "退役军人事务", "Veterans affairs"),
        ("justice", "司法行政", "Justice"),
        ("court", "人民法院", "Court"),
        ("police", "公安", "Police"),
        ("transport", "交通运输", "Transport"),
        ("culture_tourism", "文化旅游", "Culture and tourism"),
        ("market", "市场监管", "Market supervision"),
        ("disabled_persons", "残联", "Disabled persons' federation"),
        ("union", "工会", "Trade union"),
        ("employer", "用人单位", "The employer"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Periods = new("benefit_period",
        ("once", "一次性", "Once"),
        ("month", "按月", "Every month"),
        ("year", "按年", "Every year"));

    internal static readonly Vocabulary Evidence = new("benefit_evidence",
        ("full_text", "法规全文", "The full text was read"),
        ("excerpt", "法规节录", "An excerpt was read"),
        ("news", "新闻报道", "Told by the press"),
        ("published", "本系统公布", "Published here by the place itself"));

    /// <summary>How hard a household has it.</summary>
    internal static readonly Vocabulary Hardships = new("household_hardship",
        ("none", "无困难", "None"),
        ("minimum_living", "最低生活保障家庭", "Minimum living household"),
        ("near_minimum", "最低生活保障边缘家庭", "Near-minimum household"),
        ("rigid_spending", "刚性支出困难家庭", "Household with unavoidable spending"),
        ("destitute", "特困人员", "Destitute"),
        ("other", "其他困难", "Otherwise in hardship"));

    internal static readonly Vocabulary MeasureStates = new("plan_measure_state",
        ("open", "待落实", "To be done"),
        ("done", "已落实", "Done"),
        ("dropped", "不再需要", "No longer needed"));

    internal const string Granted = "('granted', 'partly')";

    /// <summary>A hundred million yuan, far above anything that was ever granted.</summary>
    internal const long MostFen = 10_000_000_000;
}
