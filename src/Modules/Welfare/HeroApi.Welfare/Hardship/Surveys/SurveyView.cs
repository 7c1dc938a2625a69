namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>A yearly survey as callers see it: of whom, until when, and how far it has come.</summary>
internal sealed record SurveyView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The year that it is of.</summary>
    public required int Year { get; init; }

    /// <summary>GB/T 2260; absent for everybody whom the owner and those below it care for.</summary>
    public string? Region { get; init; }

    /// <summary>Of the vocabulary visit_reach.</summary>
    public required string OrgScope { get; init; }

    /// <summary>The last day, inclusive, in China.</summary>
    public required DateOnly DueOn { get; init; }

    public string? Note { get; init; }

    /// <summary>Of the vocabulary hardship_survey_state.</summary>
    public required string State { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>How far it has come, in a survey that is shown by itself; counted from those on its list whom the caller sees.</summary>
    public SurveyProgress? Progress { get; init; }

    /// <summary>Who opened it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who keeps files of those on its list, and does not own it.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static SurveyView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Version = 1,
        Year = 2026,
        OrgScope = "subtree",
        DueOn = new DateOnly(2026, 11, 30),
        State = "open",
        Progress = new SurveyProgress { Due = 80, Done = 20, Refused = 1, NotFound = 2, Missed = 0 },
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>How far a survey has come, in persons (人).</summary>
internal sealed record SurveyProgress
{
    public required long Due { get; init; }
    public required long Done { get; init; }
    public required long Refused { get; init; }
    public required long NotFound { get; init; }

    /// <summary>Still due when it was closed.</summary>
    public required long Missed { get; init; }
}

/// <summary>The row of a survey.</summary>
internal sealed record SurveyRow : Listed, IOwned
{
    internal const string Columns = "s.id, s.version, s.owner_org_id, s.owner_epoch, s.protection, s.created_at, s.updated_at, s.year, s.area, s.org_scope, s.due_on, s.note, s.state, s.closed_on";

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required int Year { get; init; }
    public required string Area { get; init; }
    public required string OrgScope { get; init; }
    public required DateOnly DueOn { get; init; }
    public string? Note { get; init; }
    public required string State { get; init; }
    public DateOnly? ClosedOn { get; init; }

    internal SurveyView View => new()
    {
        Id = Id,
        Version = Version,
        Year = Year,
        Region = Area.Length == 0 ? null : Area,
        OrgScope = OrgScope,
        DueOn = DueOn,
        Note = Note,
        State = State,
        ClosedOn = ClosedOn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
