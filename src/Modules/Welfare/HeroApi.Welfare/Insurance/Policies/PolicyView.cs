namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>A policy (保单), as callers see it. All money is in fen.</summary>
internal sealed record PolicyView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string InsurerName { get; init; }
    public required string InsurerCode { get; init; }
    public string? Number { get; init; }

    /// <summary>Of the vocabulary policy_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The first day of the period, in China.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the period.</summary>
    public required DateOnly To { get; init; }

    public required IReadOnlyList<CoverBody> Covers { get; init; }
    public required long PremiumFen { get; init; }

    /// <summary>What the fund has paid of the premium, in fen.</summary>
    public required long PaidFen { get; init; }

    /// <summary>Of the vocabulary premium_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>Of the vocabulary policy_class.</summary>
    public required string Covered { get; init; }

    public string? Conditions { get; init; }
    public int? WithinDays { get; init; }

    /// <summary>Of the vocabulary policy_reach.</summary>
    public required string Reach { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? Region { get; init; }

    public int? ReportDays { get; init; }
    public int? DecisionDays { get; init; }
    public Guid? PreviousId { get; init; }
    public string? Note { get; init; }

    /// <summary>Of the vocabulary policy_state.</summary>
    public required string State { get; init; }

    /// <summary>The last day on which it covered, once it has ended or was cancelled.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? EndReason { get; init; }

    /// <summary>The organisation that insures its people.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static PolicyView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Version = 2,
        InsurerName = PolicyBody.Example.InsurerName,
        InsurerCode = PolicyBody.Example.InsurerCode,
        Number = PolicyBody.Example.Number,
        Kind = PolicyBody.Example.Kind,
        From = PolicyBody.Example.From,
        To = PolicyBody.Example.To,
        Covers = PolicyBody.Example.Covers,
        PremiumFen = PolicyBody.Example.PremiumFen,
        PaidFen = 0,
        Payer = PolicyBody.Example.Payer,
        Covered = PolicyCodes.NamedList,
        Reach = PolicyCodes.Self,
        ReportDays = PolicyBody.Example.ReportDays,
        DecisionDays = PolicyBody.Example.DecisionDays,
        State = PolicyCodes.InForce,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
