namespace HeroApi.Cases.Decisions;

/// <summary>A decision on one actor; written once, never changed.</summary>
internal sealed record DecisionRow
{
    internal const string Columns =
        "id, case_id, actor_id, kind, outcome, number, decided_on, reasons, basis, org_id, authority, file_id, panel_opinion, recover, recorded_at";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid ActorId { get; init; }
    public required string Kind { get; init; }
    public required string Outcome { get; init; }
    public required string Number { get; init; }
    public required PartialDate DecidedOn { get; init; }
    public string? Reasons { get; init; }
    public string? Basis { get; init; }
    public Guid? OrgId { get; init; }
    public string? Authority { get; init; }
    public Guid? FileId { get; init; }
    public string? PanelOpinion { get; init; }

    /// <summary>What must be recovered, as a JSON array.</summary>
    public required string Recover { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The codes of decisions.</summary>
internal static class DecisionCodes
{
    internal static readonly Vocabulary Kinds = new("decision_kind",
        ("confirmation", "确认决定", "Confirmation"),
        ("refusal", "不予确认决定", "Refusal"),
        ("joint", "共同确认", "Joint confirmation by the home county"),
        ("outside", "外部机关决定", "Decision of an authority outside"),
        ("review", "复核维持", "Upheld on review"),
        ("change", "复核变更", "Changed on review"),
        ("revocation", "撤销确认", "Revocation"));

    /// <summary>How a decision can reach whom it concerns.</summary>
    internal static readonly Vocabulary Methods = new("service_method",
        ("direct", "直接送达", "Handed over"),
        ("post", "邮寄送达", "By post"),
        ("left", "留置送达", "Left at the place"),
        ("public", "公告送达", "By public announcement"),
        ("electronic", "电子送达", "Electronically"));
}
