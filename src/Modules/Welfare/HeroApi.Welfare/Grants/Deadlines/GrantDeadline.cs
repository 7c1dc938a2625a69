namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>What has to be done for a grant by a day, as it is kept.</summary>
internal sealed record GrantDeadline
{
    internal const string Columns = "id, grant_id, what, state, started_on, due_on, paused_on, waits_for, paused_days, ended_on";

    public required Guid Id { get; init; }
    public required Guid GrantId { get; init; }
    public required string What { get; init; }
    public required string State { get; init; }
    public required DateOnly StartedOn { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? PausedOn { get; init; }
    public string? WaitsFor { get; init; }
    public required int PausedDays { get; init; }
    public DateOnly? EndedOn { get; init; }

    internal bool Open => State is "running" or "paused" or "breached";

    internal GrantDeadlineView View => new()
    {
        Id = Id,
        What = What,
        State = State,
        StartedOn = StartedOn,
        DueOn = DueOn,
        PausedOn = PausedOn,
        WaitsFor = WaitsFor,
        PausedDays = PausedDays,
        EndedOn = EndedOn
    };
}

/// <summary>What has to be done for a grant by a day.</summary>
internal sealed record GrantDeadlineView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary grant_deadline.</summary>
    public required string What { get; init; }

    /// <summary>Of the vocabulary grant_deadline_state.</summary>
    public required string State { get; init; }

    public required DateOnly StartedOn { get; init; }

    /// <summary>The last day, inclusive; what it has stood still is in it.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Since when it stands still.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>Whose conclusion is awaited.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>How many days it has stood still in all.</summary>
    public required int PausedDays { get; init; }

    /// <summary>When it was met or dropped.</summary>
    public DateOnly? EndedOn { get; init; }

    internal static GrantDeadlineView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d4"),
        What = "employer_filing",
        State = "running",
        StartedOn = new DateOnly(2026, 5, 20),
        DueOn = new DateOnly(2026, 6, 19),
        PausedDays = 0
    };
}
