namespace HeroApi.Cases.Jurisdiction;

/// <summary>The row of a question put to the body above.</summary>
internal sealed record ReferralRow
{
    internal const string Columns = "id, case_id, kind, asked_on, reason, with_org_id, state_before, answer, answered_on, answer_reason, answered_by, designated_id";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required DateOnly AskedOn { get; init; }
    public required string Reason { get; init; }
    public Guid? WithOrgId { get; init; }

    /// <summary>The state in which the case goes on when it is answered.</summary>
    public required string StateBefore { get; init; }

    public string? Answer { get; init; }
    public DateOnly? AnsweredOn { get; init; }
    public string? AnswerReason { get; init; }
    public Guid? AnsweredBy { get; init; }
    public Guid? DesignatedId { get; init; }

    internal ReferralView View => new()
    {
        Id = Id,
        Kind = Kind,
        AskedOn = AskedOn,
        Reason = Reason,
        WithOrgId = WithOrgId,
        Answer = Answer,
        AnsweredOn = AnsweredOn,
        AnswerReason = AnswerReason,
        AnsweredByOrgId = AnsweredBy,
        DesignatedOrgId = DesignatedId
    };
}

/// <summary>A question put to the body above: whether a late filing may be accepted, or who is competent.</summary>
internal sealed record ReferralView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary referral_kind.</summary>
    public required string Kind { get; init; }

    public required DateOnly AskedOn { get; init; }
    public required string Reason { get; init; }

    /// <summary>The other side of a dispute.</summary>
    public Guid? WithOrgId { get; init; }

    /// <summary>Of the vocabulary referral_answer; absent while it is open.</summary>
    public string? Answer { get; init; }

    public DateOnly? AnsweredOn { get; init; }
    public string? AnswerReason { get; init; }

    /// <summary>Whose key answered; absent for the installation's own.</summary>
    public Guid? AnsweredByOrgId { get; init; }

    /// <summary>Who was designated as competent.</summary>
    public Guid? DesignatedOrgId { get; init; }

    internal static ReferralView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000010"),
        Kind = "jurisdiction",
        AskedOn = new DateOnly(2026, 5, 13),
        Reason = "行为地跨两县，双方均主张管辖。",
        WithOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000011"),
        Answer = "designated",
        AnsweredOn = new DateOnly(2026, 5, 15),
        AnswerReason = "由最先受理的机关办理。",
        DesignatedOrgId = LeadView.Example.OwnerOrgId
    };
}

/// <summary>The codes of what is put to the body above.</summary>
internal static class ReferralCodes
{
    internal const string LateFiling = "late_filing";
    internal const string Jurisdiction = "jurisdiction";

    internal static readonly Vocabulary Kinds = new("referral_kind",
        (LateFiling, "逾期申报是否受理", "Whether a late filing may be accepted"),
        (Jurisdiction, "管辖争议", "Who is competent"));

    internal static readonly Vocabulary Answers = new("referral_answer",
        ("given", "同意受理", "It may be accepted"),
        ("denied", "不同意受理", "It may not be accepted"),
        ("designated", "已指定管辖", "The competent body was designated"),
        ("dropped", "争议已撤回", "The dispute was dropped"));
}
