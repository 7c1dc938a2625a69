namespace HeroApi.Organisations.Organisations;

/// <summary>An organisation as callers see it.</summary>
internal sealed record OrganisationView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Its own code, unique in the installation.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>association, foundation, working_committee or confirming_authority; independent of the level.</summary>
    public required string Kind { get; init; }

    /// <summary>province, prefecture, county or township.</summary>
    public required string Level { get; init; }

    /// <summary>The organisation above it; absent at the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Where it has its seat: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    /// <summary>The places it answers for. They need not follow the prefix of any code (development zones).</summary>
    public required IReadOnlyList<JurisdictionView> Jurisdictions { get; init; }

    public required Guid OwnerOrgId { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A region an organisation answers for, from a day and perhaps to a day (both inclusive).</summary>
internal sealed record JurisdictionView
{
    public required string RegionCode { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
}

/// <summary>What organisations can be.</summary>
internal static class OrganisationKinds
{
    internal static readonly IReadOnlyList<string> Kinds = ["association", "foundation", "working_committee", "confirming_authority"];
    internal static readonly IReadOnlyList<string> Levels = ["province", "prefecture", "county", "township"];
}
