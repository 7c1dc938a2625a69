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

    /// <summary>The organisation that it is being merged into, while that can still be undone.</summary>
    public Guid? MergingInto { get; init; }

    /// <summary>Where it has its seat: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    /// <summary>Where the public may ask it.</summary>
    public string? Contact { get; init; }

    /// <summary>The places it answers for. They need not follow the prefix of any code (development zones).</summary>
    public required IReadOnlyList<JurisdictionView> Jurisdictions { get; init; }

    public required Guid OwnerOrgId { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static OrganisationView Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-000000000002"),
        Version = 1,
        Code = "CX-XIANQU",
        Name = "示范县见义勇为协会",
        Kind = "association",
        Level = "county",
        ParentId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
        RegionCode = "371502",
        Contact = "0635-1540000，工作日 9:00–17:00",
        Jurisdictions = [new JurisdictionView { RegionCode = "371502", ValidFrom = new DateOnly(2020, 1, 1) }],
        OwnerOrgId = Guid.Parse("0198f000-0000-7000-8000-000000000002"),
        Protection = Kernel.Security.Protection.None,
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>A region an organisation answers for, from a day and perhaps to a day (both inclusive).</summary>
internal sealed record JurisdictionView
{
    public required string RegionCode { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    internal bool Overlaps(JurisdictionView other) =>
        (ValidTo is null || ValidTo >= other.ValidFrom) && (other.ValidTo is null || other.ValidTo >= ValidFrom);
}

/// <summary>What organisations can be.</summary>
internal static class OrganisationKinds
{
    internal static readonly Vocabulary Kinds = new("organisation_kind",
        ("association", "见义勇为协会", "Association"),
        ("foundation", "见义勇为基金会", "Foundation"),
        ("working_committee", "见义勇为工作委员会", "Working committee"),
        ("confirming_authority", "确认机关", "Confirming authority"));

    internal static readonly Vocabulary Levels = new("organisation_level",
        ("province", "省级", "Province"),
        ("prefecture", "市级", "Prefecture"),
        ("county", "县级", "County"),
        ("township", "乡级", "Township"));
}
