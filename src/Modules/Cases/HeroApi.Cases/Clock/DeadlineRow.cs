namespace HeroApi.Cases.Clock;

/// <summary>A limit of the law that runs for a case, or for one of its actors.</summary>
internal sealed record DeadlineRow
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public Guid? ActorId { get; init; }

    /// <summary>The key of the rule that sets it.</summary>
    public required string Rule { get; init; }

    /// <summary>What must be done by then.</summary>
    public required string Limits { get; init; }

    public required string State { get; init; }
    public required DateOnly StartedOn { get; init; }
    public int? Amount { get; init; }
    public string? Unit { get; init; }
    public bool? RollOver { get; init; }

    /// <summary>The last day, inclusive; null while its length is not configured.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether counting met a year whose holidays are not known yet.</summary>
    public required bool Assumed { get; init; }

    public DateOnly? PausedOn { get; init; }
    public string? PausedFor { get; init; }
    public required int PausedDays { get; init; }

    /// <summary>How often it was extended.</summary>
    public required int Extended { get; init; }

    public string? ExtensionReason { get; init; }
    public string? ExtensionApprover { get; init; }
    public DateOnly? EndedOn { get; init; }

    internal DeadlineView View => new()
    {
        Id = Id,
        ActorId = ActorId,
        Rule = Rule,
        Limits = Limits,
        State = State,
        StartedOn = StartedOn,
        Amount = Amount,
        Unit = Unit,
        DueOn = DueOn,
        Assumed = Assumed,
        PausedOn = PausedOn,
        PausedFor = PausedFor,
        PausedDays = PausedDays,
        Extended = Extended,
        ExtensionReason = ExtensionReason,
        ExtensionApprover = ExtensionApprover,
        EndedOn = EndedOn
    };

    internal bool Open => State is "running" or "paused" or "breached" or "not_configured";
}

/// <summary>The codes of limits.</summary>
internal static class ClockCodes
{
    internal static readonly Vocabulary States = new("deadline_state",
        ("running", "计时中", "Running"),
        ("paused", "中止计时", "Paused"),
        ("not_configured", "时限未设定", "Its length is not configured"),
        ("breached", "已超期", "Breached"),
        ("met", "按期完成", "Met"),
        ("met_late", "超期完成", "Met late"),
        ("dropped", "不再适用", "No longer applies"));

    /// <summary>What a limit may limit.</summary>
    internal static readonly Vocabulary Limits = new("deadline_limits",
        ("material_request", "一次性告知补正", "The request for material"),
        ("material_answer", "补正材料", "The answer to it"),
        ("acceptance", "决定是否受理", "Acceptance"),
        ("designation", "指定管辖", "Designation of the competent body"),
        ("proposed_opinion", "提出拟确认意见", "The proposed opinion"),
        ("opinion", "作出认定意见", "The opinion"),
        ("inquiry", "调查报告", "The report of the inquiry"),
        ("decision", "作出决定", "The decision"),
        ("review_request", "申请复核", "Asking for review"),
        ("review_decision", "作出复核决定", "The decision on review"));
}
