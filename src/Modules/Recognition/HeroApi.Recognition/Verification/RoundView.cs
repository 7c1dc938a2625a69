namespace HeroApi.Recognition.Verification;

/// <summary>A verification round as callers see it: which files are asked after, and by when.</summary>
internal sealed record RoundView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Title { get; init; }

    /// <summary>Only persons registered in this region or below it: GB/T 2260.</summary>
    public string? Region { get; init; }

    /// <summary>self: the files that the owner itself keeps; subtree: those of all below it too.</summary>
    public required string OrgScope { get; init; }

    /// <summary>Of persons in these states of contact when it was opened, of the vocabulary contact_state.</summary>
    public required IReadOnlyList<string> ContactStates { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day, inclusive, in China.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>open or closed: by its owner, or when every file was done.</summary>
    public required string State { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>How far it has come, in a round that is shown by itself; counted from the files that the caller sees.</summary>
    public Progress? Progress { get; init; }

    /// <summary>Who opened it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static RoundView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000071"),
        Version = 1,
        Title = "2026 年度英模信息核实",
        Region = "371502",
        OrgScope = "subtree",
        ContactStates = ["reachable", "unreachable", "lost", "found", "abroad"],
        OpenedOn = new DateOnly(2026, 6, 1),
        DueOn = new DateOnly(2026, 9, 30),
        State = "open",
        Progress = Progress.Example,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>How far a round has come: files, of one person each. Those deleted or merged since have left it.</summary>
internal sealed record Progress
{
    /// <summary>Not done yet.</summary>
    public required long Due { get; init; }

    /// <summary>Not done, though the last day is over; part of due.</summary>
    public required long Overdue { get; init; }

    public required long Done { get; init; }

    /// <summary>Done with the outcome that something had changed; part of done.</summary>
    public required long Changed { get; init; }

    internal static Progress Example => new() { Due = 410, Overdue = 0, Done = 190, Changed = 37 };
}

/// <summary>The row of a round.</summary>
internal sealed record RoundRow : Listed, IOwned
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Title { get; init; }
    public string? Region { get; init; }
    public required string OrgScope { get; init; }
    public required string ContactStates { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public required DateOnly DueOn { get; init; }
    public required string State { get; init; }
    public DateOnly? ClosedOn { get; init; }

    internal RoundView View => new()
    {
        Id = Id,
        Version = Version,
        Title = Title,
        Region = Region,
        OrgScope = OrgScope,
        ContactStates = ContactStates.Split(','),
        OpenedOn = OpenedOn,
        DueOn = DueOn,
        State = State,
        ClosedOn = ClosedOn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
