namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Who is or was on the list of a policy (被保险人), as callers see it. Who it is the hero file says.</summary>
internal sealed record MemberView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid PolicyId { get; init; }

    /// <summary>The number on the list, by which the insurer is told of the person.</summary>
    public required long Number { get; init; }

    public required Guid HeroId { get; init; }

    /// <summary>Of the vocabulary policy_member_adder.</summary>
    public required string AddedBy { get; init; }

    /// <summary>Of the vocabulary policy_member_state.</summary>
    public required string State { get; init; }

    /// <summary>The day from which the person is to be covered, in China; it holds once the state is insured.</summary>
    public required DateOnly JoinDay { get; init; }

    /// <summary>The last day on which the person is covered.</summary>
    public DateOnly? LeaveDay { get; init; }

    /// <summary>Of the vocabulary policy_leave_reason.</summary>
    public string? LeaveReason { get; init; }

    public string? LeaveNote { get; init; }

    /// <summary>The endorsement that tells the insurer of it, while he has not answered.</summary>
    public Guid? ToldIn { get; init; }

    /// <summary>The organisation whose policy it is.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that cares for the person.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static MemberView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"),
        Version = 1,
        PolicyId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Number = 1,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        AddedBy = MemberCodes.ByRegister,
        State = MemberCodes.PendingJoin,
        JoinDay = new DateOnly(2026, 6, 1),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
