namespace HeroApi.Recognition.BreakGlass;

/// <summary>The row of a request to look into a file in an emergency.</summary>
internal sealed record BreakGlassRow : Listed
{
    internal const string Columns =
        "b.id, b.hero_id, b.version, b.asked_at, b.asker, b.asker_org_id, b.purpose, b.reason, b.state, b.decided_at, b.decided_by, b.decision_reason, b.open_until";

    public Guid? HeroId { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required Guid Asker { get; init; }
    public required Guid AskerOrgId { get; init; }
    public required string Purpose { get; init; }
    public required string Reason { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    public string? DecisionReason { get; init; }
    public DateTimeOffset? OpenUntil { get; init; }

    internal DateTimeOffset AnswerBy => AskedAt + BreakGlassCodes.Waits;

    internal BreakGlassView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId!.Value,
        AskedAt = AskedAt,
        Asker = Asker,
        AskerOrgId = AskerOrgId,
        Purpose = Purpose,
        Reason = Reason,
        State = State,
        AnswerBy = AnswerBy,
        DecidedAt = DecidedAt,
        DecidedBy = DecidedBy,
        DecisionReason = DecisionReason,
        OpenUntil = OpenUntil
    };
}

/// <summary>A request to look into a file in an emergency, as the keeper of the file sees it.</summary>
internal sealed record BreakGlassView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid HeroId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The key that asked, or the subject of a token: it alone may look.</summary>
    public required Guid Asker { get; init; }

    public required Guid AskerOrgId { get; init; }

    /// <summary>Of the vocabulary break_glass_purpose.</summary>
    public required string Purpose { get; init; }

    public required string Reason { get; init; }

    /// <summary>Of the vocabulary break_glass_state.</summary>
    public required string State { get; init; }

    /// <summary>Until when it can be approved.</summary>
    public required DateTimeOffset AnswerBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    public string? DecisionReason { get; init; }

    /// <summary>Until when the asker may look, once it is approved.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    internal static BreakGlassView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000082"),
        Version = 2,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
        AskedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        Asker = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        AskerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        Purpose = "medical_emergency",
        Reason = "患者昏迷，须联系家属。",
        State = "approved",
        AnswerBy = DateTimeOffset.Parse("2026-06-02T01:00:00Z", null),
        DecidedAt = DateTimeOffset.Parse("2026-06-01T01:10:00Z", null),
        DecidedBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        DecisionReason = "与医院总值班核实。",
        OpenUntil = DateTimeOffset.Parse("2026-06-01T04:10:00Z", null)
    };
}
