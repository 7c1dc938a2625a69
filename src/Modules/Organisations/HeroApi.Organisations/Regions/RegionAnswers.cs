namespace HeroApi.Organisations.Regions;

/// <summary>Regions change with a release only, so a caller may keep them for a day and then ask by tag.</summary>
internal static class RegionAnswers
{
    internal static Reply<T> Of<T>(T regions) => Answers.Lasting(regions, RegionTable.Current.Version, TimeSpan.FromDays(1));

    internal static Reply<Page<RegionRow>> List(IEnumerable<Region> regions) => Of(new Page<RegionRow> { Items = [.. regions.Select(RegionRow.Of)] });
}
