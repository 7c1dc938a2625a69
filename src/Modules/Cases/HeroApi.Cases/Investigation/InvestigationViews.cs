namespace HeroApi.Cases.Investigation;

/// <summary>A visit to the site as callers see it.</summary>
internal sealed record VisitView
{
    public required Guid Id { get; init; }
    public required DateTimeOffset VisitedAt { get; init; }
    public required string Place { get; init; }

    /// <summary>Who went there.</summary>
    public required string Visitors { get; init; }

    /// <summary>What was seen.</summary>
    public required string Seen { get; init; }

    public required IReadOnlyList<Guid> FileIds { get; init; }

    internal static VisitView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c1"),
        VisitedAt = DateTimeOffset.Parse("2026-05-13T01:30:00Z", System.Globalization.CultureInfo.InvariantCulture),
        Place = "示范镇示范村废弃水井",
        Visitors = "示范办案人甲、示范办案人乙",
        Seen = "井深约六米，井口无遮挡，与见证人所述一致。",
        FileIds = []
    };
}

/// <summary>
/// A statement as the case shows it, without its words. Of a confidential one the case shows neither who made it nor where; those
/// who hold protected:read learn it by asking for the statement itself.
/// </summary>
internal sealed record StatementView
{
    public required Guid Id { get; init; }

    /// <summary>witness, beneficiary, actor, offender or other.</summary>
    public required string Kind { get; init; }

    public required bool Confidential { get; init; }

    /// <summary>Absent when it is confidential.</summary>
    public string? Name { get; init; }

    public DocumentBody? Document { get; init; }
    public string? Phone { get; init; }
    public required DateOnly TakenOn { get; init; }
    public string? Place { get; init; }

    /// <summary>Who took it down.</summary>
    public required string TakenBy { get; init; }

    /// <summary>How often its words were set down: 1, and one more with each correction.</summary>
    public required long TextVersion { get; init; }

    internal static StatementView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c2"),
        Kind = "witness",
        Confidential = false,
        Name = "示范见证人",
        Phone = "137****0000",
        TakenOn = new DateOnly(2026, 5, 13),
        Place = "示范村委会",
        TakenBy = "示范办案人甲",
        TextVersion = 1
    };
}

/// <summary>The codes of investigations.</summary>
internal static class InvestigationCodes
{
    internal static readonly Vocabulary TaskStates = new("task_state",
        ("open", "待办", "Open"),
        ("done", "已完成", "Done"),
        ("cancelled", "已取消", "Cancelled"));

    internal static readonly Vocabulary StatementKinds = new("statement_kind",
        ("witness", "见证人", "Of a witness"),
        ("beneficiary", "受益人", "Of a beneficiary"),
        ("actor", "行为人", "Of an actor"),
        ("offender", "加害人", "Of the offender"),
        ("other", "其他", "Of somebody else"));
}
