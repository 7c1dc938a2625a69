namespace HeroApi.Cases.Rules;

/// <summary>The codes that rules are written in, where no other area has them already.</summary>
internal static class RuleCodes
{
    internal static readonly Vocabulary Kinds = new("rule_kind",
        ("period", "期限", "A period, or that the law sets none"),
        ("number", "数字", "A number"),
        ("money", "金额", "An amount of money, or that the law sets none"),
        ("code", "代码", "One code"),
        ("codes", "多个代码", "Several codes, or none of them"),
        ("flag", "是否", "Yes or no"),
        ("text", "文字", "Words of the statute"));

    internal static readonly Vocabulary Confidences = new("rule_confidence",
        ("full_text", "据法规全文", "The full text was read"),
        ("excerpt", "据法规摘录", "An excerpt was read"),
        ("news", "据新闻报道", "Reported by news"),
        ("published", "本地公布", "Published by the body itself"),
        ("demo", "演示用", "For demonstrations; no place's law"));

    internal static readonly Vocabulary Bodies = new("confirming_body",
        ("police", "公安机关", "Police"),
        ("political_legal", "社会治安综合治理机构（政法委）", "Political and legal affairs commission"),
        ("evaluation_committee", "评定委员会", "Evaluation committee"),
        ("civil_affairs", "民政部门", "Civil affairs"),
        ("bravery_office", "见义勇为工作机构", "Bravery work office"),
        ("fund_body", "见义勇为基金机构", "Fund body"));

    internal static readonly Vocabulary Levels = new("confirming_level",
        ("county", "县级", "County"),
        ("county_or_higher", "县级以上", "County or higher"),
        ("prefecture", "市级", "Prefecture"),
        ("province", "省级", "Province"));

    internal static readonly Vocabulary ExOfficio = new("ex_officio_rule",
        ("must", "应当依职权确认", "The body must confirm what it finds"),
        ("may", "可以依职权确认", "It may, where nobody has filed"),
        ("police_propose", "公安机关应当提请", "The police must put forward those whom they meet in cases"),
        ("none", "不得依职权确认", "Not provided for"));

    internal static readonly Vocabulary Strictness = new("filing_strictness",
        ("hard", "逾期不予受理", "What comes late is not accepted"),
        ("soft", "一般应在期限内", "As a rule; may be accepted late"),
        ("extendable", "有正当理由可延长", "May be extended for good cause, up to a limit"),
        ("ask_higher", "逾期请示上级", "The higher body decides whether to accept it"));

    internal static readonly Vocabulary Places = new("competent_place",
        ("act_place", "行为发生地", "Where the act happened"),
        ("registered_place", "户籍所在地", "Where the actor is registered"));

    internal static readonly Vocabulary Ties = new("jurisdiction_tie",
        ("first_receiver", "最先受理的机关", "Who received it first"));

    internal static readonly Vocabulary DisputeBodies = new("dispute_body",
        ("common_superior", "共同的上级机关", "The common superior"),
        ("next_higher", "上一级机关", "The next higher body"));

    internal static readonly Vocabulary HandUps = new("hand_up_ground",
        ("difficult", "疑难", "Difficult"),
        ("disputed", "有争议", "Disputed"));

    internal static readonly Vocabulary Starts = new("decide_start",
        ("receipt", "自收到申报之日", "Receipt of the filing"),
        ("acceptance", "自受理之日", "Acceptance"));

    internal static readonly Vocabulary Limits = new("decide_limit",
        ("inquiry", "调查", "The inquiry"),
        ("proposed_opinion", "拟确认意见", "The opinion that proposes confirmation"),
        ("opinion", "确认与否的意见", "The opinion, whatever it says"),
        ("decision", "决定", "The decision"));

    internal static readonly Vocabulary Extensions = new("extension_mode",
        ("none", "不得延长", "None"),
        ("total_cap", "延长后的总期限", "Up to so much in all"),
        ("added", "另加期限", "So much is added"),
        ("uncapped", "不限", "Without a limit"));

    internal static readonly Vocabulary Grounds = new("extension_ground",
        ("complex", "情况复杂", "Complex"),
        ("major", "重大", "Major"),
        ("special", "特殊原因", "Special reasons"));

    internal static readonly Vocabulary Approvers = new("extension_approver",
        ("head", "本机关负责人", "The head of the body"),
        ("county_government", "县级人民政府", "The county government"),
        ("next_higher", "上一级机关", "The next higher body"));

    internal static readonly Vocabulary Stops = new("clock_stop",
        ("material", "补正材料", "Material is awaited"),
        ("appraisal", "鉴定", "An appraisal is awaited"),
        ("other_body", "其他机关的结论", "Another body's finding is awaited"));

    internal static readonly Vocabulary Panels = new("panel_rule",
        ("always", "一律评审", "Always"),
        ("complex", "复杂或有争议的评审", "For what is complex or disputed"),
        ("never", "不评审", "Never"));

    internal static readonly Vocabulary ReviewBodies = new("review_body",
        ("next_higher", "上一级机关", "The next higher body"),
        ("same", "原机关", "The body that decided"));

    internal static readonly Vocabulary Effects = new("out_of_area_effect",
        ("confirm", "确认", "Confirmation"),
        ("commend", "表彰", "Commendation"),
        ("reward", "奖励", "Reward"),
        ("care", "保障", "Care"),
        ("file_only", "仅建档", "A file only"));

    internal static readonly Vocabulary OutOfAreaNeeds = new("out_of_area_need",
        ("own_confirmation", "由本地确认", "A confirmation of the place itself"),
        ("confirmed_elsewhere", "已由外地确认", "A confirmation of where it happened"));
}
