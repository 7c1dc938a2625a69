namespace HeroApi.Welfare.Visits.Needs;

/// <summary>A need as callers see it: what a person or the family was found to need, and what becomes of it.</summary>
internal sealed record NeedView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The visit that it was found on.</summary>
    public Guid? VisitId { get; init; }

    /// <summary>Of the vocabulary visit_need_kind.</summary>
    public required string Kind { get; init; }

    public required string Words { get; init; }
    public string? Assignee { get; init; }

    /// <summary>The organisation that sees to it; it may write here as the owner may.</summary>
    public Guid? AssigneeOrgId { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>Of the vocabulary visit_need_state.</summary>
    public required string State { get; init; }

    /// <summary>What came of it.</summary>
    public string? Result { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>Who found it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who cares for the person and who sees to it, where they are not the owner.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static NeedView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f4"),
        Version = 1,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        VisitId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3"),
        Kind = FoundNeedBody.Example.Kind,
        Words = FoundNeedBody.Example.Words,
        Assignee = FoundNeedBody.Example.Assignee,
        DueOn = new DateOnly(2027, 2, 24),
        State = "open",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2027-01-25T08:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2027-01-25T08:00:00Z", null)
    };
}

/// <summary>The row of a need.</summary>
internal sealed record NeedRow : Listed
{
    internal const string Columns =
        """
        n.id, n.version, n.owner_org_id, n.owner_epoch, n.protection, n.created_at, n.updated_at, n.hero_id, n.visit_id, n.kind, n.words, n.assignee, n.assignee_org_id, n.due_on,
        n.state, n.result, n.closed_on
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public Guid? VisitId { get; init; }
    public required string Kind { get; init; }
    public required string Words { get; init; }
    public string? Assignee { get; init; }
    public Guid? AssigneeOrgId { get; init; }
    public required DateOnly DueOn { get; init; }
    public required string State { get; init; }
    public string? Result { get; init; }
    public DateOnly? ClosedOn { get; init; }

    internal FoundNeedBody Body => new() { Kind = Kind, Words = Words, Assignee = Assignee, AssigneeOrgId = AssigneeOrgId, DueOn = DueOn };

    internal NeedView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        VisitId = VisitId,
        Kind = Kind,
        Words = Words,
        Assignee = Assignee,
        AssigneeOrgId = AssigneeOrgId,
        DueOn = DueOn,
        State = State,
        Result = Result,
        ClosedOn = ClosedOn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
