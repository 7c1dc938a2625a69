namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>The codes of insurance claims.</summary>
internal static class ClaimCodes
{
    internal const string Reported = "reported";
    internal const string DocumentsAsked = "documents_asked";
    internal const string DocumentsComplete = "documents_complete";
    internal const string Submitted = "submitted";
    internal const string Approved = "approved";
    internal const string Rejected = "rejected";
    internal const string Appealed = "appealed";
    internal const string Paid = "paid";
    internal const string Closed = "closed";
    internal const string Withdrawn = "withdrawn";

    internal const string Disability = "disability";

    /// <summary>What one event brings once: a second claim for it is the first one written again.</summary>
    internal static readonly IReadOnlySet<string> Once = new HashSet<string> { "death", Disability, "critical_illness", "funeral" };

    /// <summary>A hundred million yuan, far above any sum insured.</summary>
    internal const long MostFen = 10_000_000_000;

    internal static readonly Vocabulary States = new("claim_state",
        (Reported, "已报案", "Reported"),
        (DocumentsAsked, "待补材料", "The insurer waits for documents"),
        (DocumentsComplete, "材料齐全，待提交", "The documents are complete"),
        (Submitted, "已提交，待核定", "With the insurer, who decides"),
        (Approved, "已核赔，待赔付", "Approved, not paid in full"),
        (Rejected, "拒赔", "Rejected"),
        (Appealed, "复核中", "The insurer was asked to decide anew"),
        (Paid, "已赔付", "Paid in full"),
        (Closed, "已结案", "Closed"),
        (Withdrawn, "已撤案", "Withdrawn"));

    internal static readonly Vocabulary Outcomes = new("claim_outcome",
        (Approved, "核赔", "Approved, in whole or in part"),
        (Rejected, "拒赔", "Rejected"));

    internal static readonly Vocabulary Documents = new("claim_document_kind",
        ("claim_form", "理赔申请书", "Claim form"),
        ("identity", "身份证明", "Proof of identity"),
        ("policy_proof", "保险凭证", "Proof of insurance"),
        ("hero_proof", "见义勇为确认证明", "Proof of the confirmed act"),
        ("accident_proof", "事故证明", "Proof of the accident"),
        ("medical_record", "病历、诊断证明", "Medical record or diagnosis"),
        ("medical_bill", "医疗费用票据及清单", "Medical bills"),
        ("discharge_summary", "出院小结", "Discharge summary"),
        ("disability_appraisal", "伤残鉴定", "Appraisal of the disability"),
        ("death_certificate", "死亡证明", "Death certificate"),
        ("deregistration", "户籍注销证明", "Proof of deregistration"),
        ("kinship", "亲属关系证明", "Proof of kinship"),
        ("bank_account", "收款账户", "Bank account"),
        ("other", "其他", "Other"));

    /// <summary>Whom the insurer paid.</summary>
    internal static readonly Vocabulary Payees = new("claim_payee",
        ("self", "本人", "The person"),
        ("family", "受益人、近亲属", "A beneficiary or near relative"),
        ("hospital", "医疗机构", "The hospital"),
        ("policyholder", "投保单位代领", "The policyholder, on behalf of the person"),
        ("third_party", "第三者", "A third party, of liability"));
}
