namespace HeroApi.Welfare.MedicalCases;

/// <summary>The codes of medical cases.</summary>
internal static class MedicalCodes
{
    internal const string Hospital = "hospital";
    internal const string Fund = "fund";
    internal const string Government = "government";
    internal const string Advance = "advance";
    internal const string Final = "final";

    /// <summary>Who pays, in the order in which the law asks them (山东第二十三条 among others); last the hospital, which only ever advances.</summary>
    internal static readonly Vocabulary Payers = new("medical_payer",
        ("offender", "加害人、责任人", "Who did the harm or is liable"),
        ("work_injury", "工伤保险", "Work-injury insurance"),
        ("medical_insurance", "基本医疗保险", "Basic medical insurance"),
        ("public_care", "公费医疗、医疗救助", "Public medical care"),
        ("beneficiary", "受益人", "Who was rescued"),
        ("employer", "所在单位", "The employer"),
        (Fund, "见义勇为基金", "The bravery fund"),
        (Government, "政府财政", "The government"),
        (Hospital, "医疗机构垫付", "The hospital, in advance"));

    internal static readonly Vocabulary Kinds = new("medical_line_kind",
        (Advance, "垫付", "Advanced, to be recovered"),
        (Final, "最终承担", "Borne for good"));

    internal static readonly Vocabulary States = new("medical_case_state",
        ("open", "费用未落实", "Part of the bill is uncovered"),
        ("advanced", "已垫付待追偿", "Covered, partly by advances that are open"),
        ("settled", "已结清", "Borne for good"));

    /// <summary>What the law of the place says of a limit.</summary>
    internal static readonly Vocabulary LimitStates = new("medical_limit_state",
        ("limit", "有数额", "An amount"),
        ("none", "法规未设", "The law sets none"),
        ("not_configured", "未配置", "Nobody has configured it"));

    /// <summary>Who is asked one after another; the hospital is not among them.</summary>
    internal static IEnumerable<string> Chain => Payers.Where(payer => payer != Hospital);
}
