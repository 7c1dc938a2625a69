using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>An endorsement (批改清单): what the insurer is told at one time of who joins and leaves the list of a policy. It does not change once it is made.</summary>
internal sealed record EndorsementView : Listed, IVersioned
{
    /// <summary>Whoever sees the policy sees it, unless it tells of a person whom he may not see.</summary>
    internal const string Visible =
        """
        FROM   welfare_endorsement n
        JOIN   welfare_policy p ON p.id = n.policy_id
        WHERE  SCOPE(p)
        AND    NOT EXISTS (SELECT 1 FROM welfare_endorsement_line l
                           WHERE l.endorsement_id = n.id AND NOT EXISTS (SELECT 1 FROM welfare_policy_member m WHERE m.id = l.member_id AND SCOPE(m)))
        AND    n.policy_id = @policy
        """;

    internal const string Columns =
        "n.id, n.version, n.policy_id, n.number, n.month, n.state, n.joins, n.leaves, n.insured_before, n.insured_before + n.joins - n.leaves AS insured_after, n.made_at, n.answered_on, n.insurer_number, n.reason";

    public required long Version { get; init; }
    public required Guid PolicyId { get; init; }

    /// <summary>The owner's number for it, once per policy.</summary>
    public required string Number { get; init; }

    /// <summary>The month to whose end it tells, such as 2026-06.</summary>
    public required string Month { get; init; }

    /// <summary>Of the vocabulary endorsement_state.</summary>
    public required string State { get; init; }

    /// <summary>How many persons (人) join.</summary>
    public required long Joins { get; init; }

    /// <summary>How many persons (人) leave.</summary>
    public required long Leaves { get; init; }

    /// <summary>How many persons (人) were insured before it.</summary>
    public required long InsuredBefore { get; init; }

    /// <summary>How many are after it.</summary>
    public required long InsuredAfter { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The day on which the insurer accepted it, or on which it was cancelled, in China.</summary>
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>The insurer's own number of it.</summary>
    public string? InsurerNumber { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    internal static EndorsementView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d3"),
        Version = 2,
        PolicyId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Number = "2026-06",
        Month = "2026-06",
        State = EndorsementCodes.Accepted,
        Joins = 2,
        Leaves = 1,
        InsuredBefore = 83,
        InsuredAfter = 84,
        MadeAt = DateTimeOffset.Parse("2026-06-30T01:00:00Z", null),
        AnsweredOn = new DateOnly(2026, 7, 2),
        InsurerNumber = "示批2026-07"
    };
}

/// <summary>One person whom an endorsement tells of.</summary>
internal sealed record EndorsementLine
{
    internal const string Columns = "l.position, l.member_id, m.number AS member_number, m.hero_id, e.person_id, l.direction, l.on_day AS on_date, l.reason, l.papers_cipher";

    /// <summary>Its place in the file, from 1.</summary>
    public required long Position { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The number on the list of the policy.</summary>
    public required long MemberNumber { get; init; }

    public required Guid HeroId { get; init; }

    [JsonIgnore]
    public Guid PersonId { get; init; }

    /// <summary>Of the vocabulary endorsement_direction.</summary>
    public required string Direction { get; init; }

    /// <summary>The first day of cover of who joins, the last of who leaves, in China.</summary>
    [JsonPropertyName("on")]
    public required DateOnly OnDate { get; init; }

    /// <summary>Why the person leaves: of the vocabulary policy_leave_reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Name and document as they were told, encrypted; absent where the person has not agreed that the insurer is told them.</summary>
    [JsonIgnore]
    public byte[]? PapersCipher { get; init; }

    internal static EndorsementLine Example => new()
    {
        Position = 1,
        MemberId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"),
        MemberNumber = 1,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Direction = EndorsementCodes.Join,
        OnDate = new DateOnly(2026, 6, 1)
    };
}
