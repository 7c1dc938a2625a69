namespace HeroApi.Cases.Evidence;

/// <summary>A piece of evidence as callers see it.</summary>
internal sealed record EvidenceView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary evidence_kind; the rule pack says which of them may carry a confirmation alone.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }

    public string? Note { get; init; }
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The statement that it is.</summary>
    public Guid? StatementId { get; init; }

    public required IReadOnlyList<Guid> FileIds { get; init; }

    /// <summary>unverified, verified, or rejected: found untrue.</summary>
    public required string State { get; init; }

    public DateOnly? VerifiedOn { get; init; }
    public string? VerifiedBy { get; init; }
    public string? VerifiedHow { get; init; }

    internal static EvidenceView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Kind = "witness",
        Source = "示范村村民",
        ReceivedOn = new DateOnly(2026, 5, 13),
        FileIds = [],
        State = "verified",
        VerifiedOn = new DateOnly(2026, 5, 14),
        VerifiedBy = "示范办案人甲",
        VerifiedHow = "与监控录像及另一名见证人的陈述相互印证。"
    };
}

/// <summary>A fact of the case, whether it is established, and what carries it.</summary>
internal sealed record FactView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary fact_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of whom it is a fact, when of one actor.</summary>
    public Guid? ActorId { get; init; }

    public required string Detail { get; init; }

    /// <summary>to_establish, established or not_established.</summary>
    public required string State { get; init; }

    public required IReadOnlyList<Guid> EvidenceIds { get; init; }

    internal static FactView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        Kind = "act",
        Detail = "行为人三次下井救人。",
        State = "established",
        EvidenceIds = [EvidenceView.Example.Id]
    };
}

/// <summary>What was found of an actor, with what it rests on.</summary>
internal sealed record FindingView
{
    /// <summary>Of the vocabulary duty_status or actor_harm.</summary>
    public required string Code { get; init; }

    /// <summary>The grade of a disability, 1 (worst) to 10.</summary>
    public int? Grade { get; init; }

    public required string Reason { get; init; }

    /// <summary>The paper it rests on.</summary>
    public string? Source { get; init; }

    public required DateOnly FoundOn { get; init; }

    internal static FindingView Example => new()
    {
        Code = "none",
        Reason = "学生，无职责。",
        Source = "学校证明",
        FoundOn = new DateOnly(2026, 5, 14)
    };
}

/// <summary>The codes of evidence and facts.</summary>
internal static class EvidenceCodes
{
    /// <summary>By the law's own kinds (Shandong Art. 12, Henan Art. 11).</summary>
    internal static readonly Vocabulary Kinds = new("evidence_kind",
        ("police_proof", "公安机关证明", "Certificate of the police"),
        ("civil_affairs", "民政部门证明", "Certificate of civil affairs"),
        ("township", "乡镇、街道证明", "Certificate of the township"),
        ("self_governing_body", "村（居）民委员会证明", "Certificate of the village or residents' committee"),
        ("mass_organisation", "群团组织证明", "Certificate of a mass organisation"),
        ("employer", "所在单位证明", "Certificate of the employer"),
        ("medical", "医疗证明", "Medical certificate"),
        ("witness", "见证人证明", "Of a witness"),
        ("beneficiary", "受益人证明", "Of the beneficiary"),
        ("offender", "加害人供述", "Of the offender"),
        ("video", "视听资料", "Video or sound"),
        ("other", "其他证明", "Other"));

    internal static readonly Vocabulary States = new("evidence_state",
        ("unverified", "待核实", "Not yet verified"),
        ("verified", "已核实", "Verified"),
        ("rejected", "不予采信", "Found untrue"));

    internal static readonly Vocabulary Facts = new("fact_kind",
        ("act", "行为发生", "That it happened"),
        ("actor", "行为人", "Who acted"),
        ("no_duty", "无职责义务", "That there was no duty to act"),
        ("danger", "危险程度", "How dangerous it was"),
        ("outcome", "行为结果", "What came of it"),
        ("injury", "伤亡情况", "Who was hurt by it"),
        ("beneficiary", "受益人", "Who was helped"),
        ("other", "其他", "Another"));

    internal static readonly Vocabulary FactStates = new("fact_state",
        ("to_establish", "待查明", "To be established"),
        ("established", "已查明属实", "Established"),
        ("not_established", "未能查明", "Could not be established"));

    internal const int MostFiles = 20;

    /// <summary>The files of one part of a case.</summary>
    internal static void CaseFiles<T>(this IRuleBuilderInitial<T, IReadOnlyList<Guid>> rule) => rule
        .Must(files => files.Distinct().Count() == files.Count).Refuses(CaseErrors.FileRepeated);
}
