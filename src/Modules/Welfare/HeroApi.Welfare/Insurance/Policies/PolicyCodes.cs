namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The codes of policies.</summary>
internal static class PolicyCodes
{
    internal const string Draft = "draft";
    internal const string InForce = "in_force";
    internal const string Ended = "ended";
    internal const string Cancelled = "cancelled";

    internal const string NamedList = "named_list";
    internal const string OnRegister = "on_register";
    internal const string LaterConfirmed = "later_confirmed";

    internal const string Self = "self";
    internal const string Subtree = "subtree";

    /// <summary>Where a policy stands; one in force covers from its first day to its last.</summary>
    internal static readonly Vocabulary States = new("policy_state",
        (Draft, "拟投保", "Draft"),
        (InForce, "已承保", "Concluded, in force by its dates"),
        (Ended, "已到期", "Ended"),
        (Cancelled, "已退保", "Cancelled"));

    internal static readonly Vocabulary Kinds = new("policy_kind",
        ("accident", "意外伤害保险", "Accident"),
        ("medical", "医疗保险", "Medical"),
        ("accident_medical", "意外伤害附加医疗保险", "Accident with medical"),
        ("life", "人寿保险", "Life"),
        ("critical_illness", "重大疾病保险", "Critical illness"),
        ("volunteer", "志愿者保险", "Volunteers"),
        ("household", "家庭财产保险", "Household"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Payers = new("premium_payer",
        ("government", "财政", "The government's budget"),
        ("fund", "见义勇为基金", "The fund"),
        ("insurer_gift", "保险机构赠送", "The insurer's gift"),
        ("donor", "社会捐赠", "A donor"),
        ("employer", "用人单位", "The employer"),
        ("person", "本人", "The person"));

    /// <summary>Who is covered: persons by name, or a class that names nobody.</summary>
    internal static readonly Vocabulary Classes = new("policy_class",
        (NamedList, "记名：按名单", "A list of names"),
        (OnRegister, "无记名：在册人员", "Whoever is on the register"),
        (LaterConfirmed, "无记名：保险期间内被确认的人员", "Whoever is confirmed during the period"));

    /// <summary>Whose register: that of the owner, or also of those below it.</summary>
    internal static readonly Vocabulary Reaches = new("policy_reach",
        (Self, "本机构在册人员", "The owner's own register"),
        (Subtree, "本机构及下级在册人员", "The registers of the owner and all below it"));

    /// <summary>What a sum is for; claims name the same.</summary>
    internal static readonly Vocabulary Covers = new("cover_kind",
        ("death", "身故", "Death"),
        ("disability", "伤残", "Disability"),
        ("medical", "医疗费用", "Medical costs"),
        ("hospital_allowance", "住院津贴", "Allowance in hospital"),
        ("critical_illness", "重大疾病", "Critical illness"),
        ("funeral", "丧葬", "Funeral"),
        ("liability", "第三者责任", "Liability to others"),
        ("property", "财产损失", "Loss of property"));
}
