namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>A benefit (帮扶事项) that was asked for on behalf of a person on the register or the family, as callers see it.</summary>
internal sealed record BenefitView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file under which it was written.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>Of the vocabulary benefit_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the vocabulary benefit_for.</summary>
    public required string ForWhom { get; init; }

    /// <summary>Of the vocabulary benefit_source.</summary>
    public required string Source { get; init; }

    /// <summary>The visit or plan that it came from.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>What is asked for.</summary>
    public required string Request { get; init; }

    /// <summary>Where it is to be given: GB/T 2260.</summary>
    public required string Region { get; init; }

    /// <summary>The day on which it was asked for, in China.</summary>
    public required DateOnly AppliedOn { get; init; }

    /// <summary>Of the vocabulary benefit_state.</summary>
    public required string State { get; init; }

    /// <summary>Whom it was referred to, of the vocabulary benefit_department.</summary>
    public string? Department { get; init; }

    /// <summary>Its name.</summary>
    public string? DepartmentName { get; init; }

    public DateOnly? ReferredOn { get; init; }

    /// <summary>The last day for a reply, inclusive.</summary>
    public DateOnly? ReplyBy { get; init; }

    /// <summary>Whether that day has passed without a reply.</summary>
    public required bool ReplyOverdue { get; init; }

    public DateOnly? RepliedOn { get; init; }

    /// <summary>What the department said.</summary>
    public string? Reply { get; init; }

    /// <summary>What is given, in fen.</summary>
    public long? AmountFen { get; init; }

    /// <summary>Of the vocabulary benefit_period.</summary>
    public string? Per { get; init; }

    /// <summary>What is done, where it is not money.</summary>
    public string? Measure { get; init; }

    /// <summary>The first day that it is given for.</summary>
    public DateOnly? FromOn { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? ToOn { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>The document number of the result.</summary>
    public string? Number { get; init; }

    /// <summary>Whose key opened it.</summary>
    public required Guid OpenedBy { get; init; }

    /// <summary>Whose key recorded the result: never the one that opened it.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>Why it was refused, given in part or withdrawn.</summary>
    public string? EndReason { get; init; }

    /// <summary>Why the result was asked to be looked at again.</summary>
    public string? ReviewReason { get; init; }

    public DateOnly? ReviewAskedOn { get; init; }

    /// <summary>How often that was asked.</summary>
    public required int Reviews { get; init; }

    /// <summary>What the fund has paid for it, in fen.</summary>
    public required long PaidFen { get; init; }

    /// <summary>The body that works on it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that keeps the hero file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static BenefitView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000be"),
        Version = 4,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Kind = "study_aid",
        ForWhom = "child",
        Source = "visit",
        Request = "子女上高中，申请助学金",
        Region = "371502",
        AppliedOn = new DateOnly(2026, 5, 20),
        State = "granted",
        Department = "education",
        DepartmentName = "示范区教育局",
        ReferredOn = new DateOnly(2026, 5, 21),
        ReplyBy = new DateOnly(2026, 6, 1),
        ReplyOverdue = false,
        RepliedOn = new DateOnly(2026, 5, 28),
        Reply = "符合条件",
        AmountFen = 200_000,
        Per = "year",
        DecidedOn = new DateOnly(2026, 5, 29),
        Number = "示助〔2026〕1号",
        OpenedBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        DecidedBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        Reviews = 0,
        PaidFen = 0,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
