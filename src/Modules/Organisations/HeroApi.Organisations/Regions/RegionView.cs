namespace HeroApi.Organisations.Regions;

/// <summary>A region in a list.</summary>
internal sealed record RegionRow
{
    /// <summary>GB/T 2260, 6 digits, of townships 9.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>province, prefecture, county or township.</summary>
    public required string Level { get; init; }

    /// <summary>From province down, as an address begins.</summary>
    public required string FullName { get; init; }

    internal static RegionRow Example => Of(RegionTable.Current.Find("371502")!);

    internal static RegionRow Of(Region region) => new()
    {
        Code = region.Code,
        Name = region.Name,
        Level = region.LevelName,
        FullName = RegionTable.Current.FullName(region.Code)!
    };
}

/// <summary>A region with everything it lies in.</summary>
internal sealed record RegionView
{
    /// <summary>GB/T 2260, 6 digits, of townships 9.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>province, prefecture, county or township.</summary>
    public required string Level { get; init; }

    /// <summary>From province down, as an address begins.</summary>
    public required string FullName { get; init; }

    /// <summary>From the province down to the region directly above.</summary>
    public required IReadOnlyList<AncestorView> Ancestors { get; init; }

    internal static RegionView Example => Of(RegionTable.Current.Find("371502")!);

    internal static RegionView Of(Region region) => new()
    {
        Code = region.Code,
        Name = region.Name,
        Level = region.LevelName,
        FullName = RegionTable.Current.FullName(region.Code)!,
        Ancestors = [.. RegionTable.Current.Ancestors(region.Code).Select(above => new AncestorView { Code = above.Code, Name = above.Name, Level = above.LevelName })]
    };
}

/// <summary>A region that holds another.</summary>
internal sealed record AncestorView
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Level { get; init; }
}
