using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>An organisation in a list; its jurisdictions are shown with the organisation itself.</summary>
internal sealed record OrganisationRow : Listed
{
    public required long Version { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required string Level { get; init; }
    public Guid? ParentId { get; init; }
    public required string RegionCode { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static OrganisationRow Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-000000000002"),
        Version = 1,
        Code = "CX-XIANQU",
        Name = "示范县见义勇为协会",
        Kind = "association",
        Level = "county",
        ParentId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
        RegionCode = "371502",
        UpdatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>What lists of organisations can be asked.</summary>
internal static class OrganisationList
{
    internal const string Columns =
        "o.id, o.version, o.code, o.name, o.kind, o.level, o.parent_id, o.region_code, o.updated_at";

    internal const string Visible =
        """
        FROM   organisations_organisation o
        WHERE  SCOPE(o) AND o.deleted_at IS NULL
        """;

    internal static readonly Listing Listing = new Listing("o")
        .Search(OrganisationSource.Name, "Parts of its name, also in pinyin or initials, of its code, and of the names of its place; served by the search index.")
        .Code("kind", "o.kind", OrganisationKinds.Kinds, "What it is; read along the list's order.")
        .Code("level", "o.level", OrganisationKinds.Levels,
            "province, prefecture, county or township; read along the list's order.")
        .Id("parent", "o.parent_id", "Directly below this organisation; served by (parent_id, id).")
        .Text("code", "o.code", "Its own code; served by the unique index.")
        .Where("region", "(o.region_code >= @0 AND o.region_code < @1)", Inside,
            "Its seat lies in this region; served by (region_code, id).")
        .Organisations()
        .Sort("name", "o.name_sort", SortKind.Text);

    /// <summary>Everything inside a region begins with its prefix, and ':' follows the digits.</summary>
    private static IReadOnlyList<object>? Inside(string code) => RegionTable.Current.Find(code) is null
        ? null
        : [RegionTable.Prefix(code), RegionTable.Prefix(code) + ':'];
}
