using HeroApi.Welfare.Grants.Calculations;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>A grant (抚恤补助) that is proposed or was decided for a person or the family, as callers see it. All money is in fen.</summary>
internal sealed record GrantView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file under which it was written.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>What it was reckoned from.</summary>
    public required GrantFacts Facts { get; init; }

    /// <summary>What the facts came to on the day when they were written.</summary>
    public required GrantCalculation Calculation { get; init; }

    /// <summary>The route that is met, of the vocabulary grant_route; absent while none is.</summary>
    public string? Route { get; init; }

    /// <summary>Of the vocabulary grant_state.</summary>
    public required string State { get; init; }

    /// <summary>Amount by amount and payer by payer: as suggested, and once granted as decided.</summary>
    public required IReadOnlyList<GrantPartView> Parts { get; init; }

    /// <summary>What the fund has paid of it.</summary>
    public required long PaidFen { get; init; }

    /// <summary>What has to be filed and found until when, of a work injury.</summary>
    public required IReadOnlyList<GrantDeadlineView> Deadlines { get; init; }

    /// <summary>Whose key wrote the facts that stand.</summary>
    public required Guid ProposedBy { get; init; }

    /// <summary>Whose key granted or refused it: never the one that wrote the facts, when it was granted.</summary>
    public Guid? AnsweredBy { get; init; }

    /// <summary>The day of the decision, in China.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The document number of the decision.</summary>
    public string? Number { get; init; }

    /// <summary>Why it was refused or revoked; confirmation_revoked when nobody decided that but the confirmation fell away.</summary>
    public string? EndReason { get; init; }

    /// <summary>The body that decides it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that keeps the hero file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static GrantView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"),
        Version = 2,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Facts = GrantFacts.Example,
        Calculation = GrantCalculation.Example,
        Route = "disability_pension",
        State = "granted",
        Parts = [GrantPartView.Example],
        PaidFen = 0,
        Deadlines = [],
        ProposedBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        AnsweredBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        DecidedOn = new DateOnly(2026, 5, 22),
        Number = "示抚〔2026〕1号",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>One amount of a grant that one payer pays; money is in fen.</summary>
internal sealed record GrantPartView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary grant_part.</summary>
    public required string Code { get; init; }

    /// <summary>Of the vocabulary grant_period.</summary>
    public required string Per { get; init; }

    /// <summary>Of the vocabulary grant_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>What was reckoned, or the least of it.</summary>
    public required long CalculatedFen { get; init; }

    /// <summary>What may not be gone below.</summary>
    public long? FloorFen { get; init; }

    /// <summary>What is granted; what was reckoned until it is decided.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Why it is not what was reckoned.</summary>
    public string? Reason { get; init; }

    internal static GrantPartView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d3"),
        Code = "disability_pension",
        Per = "year",
        Payer = "veterans_affairs",
        CalculatedFen = 6_000_000,
        AmountFen = 6_000_000
    };
}
