namespace HeroApi.Welfare.Entitlements;

/// <summary>
/// What a person on the register is entitled to be cared for by (权益保护), as callers see it. It follows the hero file by itself and is never
/// written by hand.
/// </summary>
internal sealed record EntitlementView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The hero file that it is in today: the same, unless it was merged.</summary>
    public required Guid PersonId { get; init; }

    public required string Name { get; init; }
    public required string FileNumber { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? HouseholdRegion { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? LivingRegion { get; init; }

    /// <summary>The first day on the register, in China.</summary>
    public required DateOnly RegisteredFrom { get; init; }

    public PartialDate? DiedOn { get; init; }

    /// <summary>Of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    /// <summary>The worst grade of disability, 1 to 10; 1 is the worst.</summary>
    public int? Grade { get; init; }

    /// <summary>Of the vocabulary hardship_kind.</summary>
    public string? Hardship { get; init; }

    /// <summary>What the last yearly survey found of the household, of the vocabulary household_hardship; absent when there was none.</summary>
    public string? HouseholdHardship { get; init; }

    /// <summary>The day of that survey, in China.</summary>
    public DateOnly? SurveyedOn { get; init; }

    /// <summary>Whether any of the acts happened outside the city (地级市) of household registration: the person has the same rights as who acted at home.</summary>
    public required bool ActedElsewhere { get; init; }

    /// <summary>How many acts stand confirmed; none when the file was opened from old papers.</summary>
    public required long Acts { get; init; }

    /// <summary>Whether the person died in one of them.</summary>
    public required bool DiedInAct { get; init; }

    /// <summary>Whether a plaque 见义勇为光荣之家 hangs at the door of the household.</summary>
    public required bool HasPlaque { get; init; }

    /// <summary>Of the vocabulary entitlement_state.</summary>
    public required string State { get; init; }

    /// <summary>Of the vocabulary entitlement_end_reason.</summary>
    public string? EndReason { get; init; }

    /// <summary>The organisation that keeps the hero file and cares for the person.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who else sees the hero file, such as the body at the place of the act.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static EntitlementView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000e1"),
        Version = 2,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        PersonId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Name = "示范甲",
        FileNumber = "2026-0001",
        HouseholdRegion = "371502",
        LivingRegion = "371502001",
        RegisteredFrom = new DateOnly(2026, 5, 20),
        ContactState = "reachable",
        Grade = 4,
        ActedElsewhere = true,
        Acts = 1,
        DiedInAct = false,
        HasPlaque = true,
        State = EntitlementCodes.Active,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000000003")],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
