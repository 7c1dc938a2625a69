namespace HeroApi.Cases.Clock;

/// <summary>A limit of time of a case, as callers see it.</summary>
internal sealed record DeadlineView
{
    public required Guid Id { get; init; }

    /// <summary>Whom it is for; the whole case when absent.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The key of the rule that sets it.</summary>
    public required string Rule { get; init; }

    /// <summary>What must be done by then: of the vocabulary deadline_limits.</summary>
    public required string Limits { get; init; }

    /// <summary>Of the vocabulary deadline_state.</summary>
    public required string State { get; init; }

    /// <summary>The day of the start event, which itself does not count.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>How long, in <c>unit</c>, before extensions; null while nobody has configured it.</summary>
    public int? Amount { get; init; }

    /// <summary>days, working_days, months or years.</summary>
    public string? Unit { get; init; }

    /// <summary>The last day, inclusive, in China; null while its length is not configured.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>True when counting met a year whose holidays are not known yet: the day may still move.</summary>
    public required bool Assumed { get; init; }

    /// <summary>The day it was stopped on, while it is.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>What it waits for.</summary>
    public string? PausedFor { get; init; }

    /// <summary>The body whose finding or appraisal it waits for.</summary>
    public string? PausedBody { get; init; }

    /// <summary>Days it stood still, which were added to it.</summary>
    public required int PausedDays { get; init; }

    /// <summary>How often it was extended.</summary>
    public required int Extended { get; init; }

    /// <summary>The day of the last extension.</summary>
    public DateOnly? ExtendedOn { get; init; }

    public string? ExtensionReason { get; init; }
    public string? ExtensionApprover { get; init; }

    /// <summary>The day on which the applicant was told of the extension.</summary>
    public DateOnly? ToldApplicantOn { get; init; }

    /// <summary>The day on which it was met or dropped.</summary>
    public DateOnly? EndedOn { get; init; }

    internal static DeadlineView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000c"),
        Rule = "decide.within",
        Limits = "proposed_opinion",
        State = "running",
        StartedOn = new DateOnly(2026, 5, 11),
        Amount = 60,
        Unit = "days",
        DueOn = new DateOnly(2026, 7, 10),
        Assumed = false,
        PausedDays = 0,
        Extended = 0
    };
}
