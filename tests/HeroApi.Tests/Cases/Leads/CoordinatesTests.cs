using Shouldly;
using Xunit;
using static HeroApi.Cases.Leads.Coordinates;

namespace HeroApi.Tests.Cases.Leads;

public sealed class CoordinatesTests
{
    // Pairs published by the open-source converters eviltransform and coordtransform.
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)] // Shanghai
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)] // Shenzhen
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)] // Beijing
    [InlineData(116.404, 39.915, 116.41024449916938, 39.91640428150164)]
    public void Gcj02_comes_back_to_wgs84(double lon, double lat, double gcjLon, double gcjLat) =>
        MetresBetween(ToWgs84(new Point(gcjLon, gcjLat), Gcj02), new Point(lon, lat)).ShouldBeLessThan(0.01);

    [Fact]
    public void Bd09_comes_back_through_gcj02() =>
        MetresBetween(
            ToWgs84(new Point(116.41036949371029, 39.92133699351021), Bd09),
            ToWgs84(new Point(116.404, 39.915), Gcj02)).ShouldBeLessThan(0.01);

    [Fact]
    public void All_over_China_both_shifts_are_undone()
    {
        for (var lon = 74.5; lon < 135; lon += 1.37)
            for (var lat = 18.2; lat < 53.5; lat += 1.13)
            {
                var point = new Point(lon, lat);
                var gcj = GcjFromWgs(point);

                MetresBetween(ToWgs84(gcj, Gcj02), point).ShouldBeLessThan(0.01);
                MetresBetween(ToWgs84(BdFromGcj(gcj), Bd09), point).ShouldBeLessThan(0.01);
            }
    }

    [Theory]
    [InlineData(Wgs84)]
    [InlineData(Cgcs2000)]
    public void What_needs_no_shift_stays(string crs) =>
        ToWgs84(new Point(118.6, 24.9), crs).ShouldBe(new Point(118.6, 24.9));

    [Theory]
    [InlineData(2.35, 48.86)]
    [InlineData(-122.42, 37.77)]
    [InlineData(151.2, -33.87)]
    public void Abroad_nothing_is_shifted(double lon, double lat)
    {
        ToWgs84(new Point(lon, lat), Gcj02).ShouldBe(new Point(lon, lat));
        ToWgs84(new Point(lon, lat), Bd09).ShouldBe(new Point(lon, lat));
    }

    [Fact]
    public void An_unknown_system_is_a_mistake() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ToWgs84(new Point(118.6, 24.9), "mercator"));

    [Theory]
    [InlineData(118.6, 24.9, true)]
    [InlineData(-180, 90, true)]
    [InlineData(180.1, 0, false)]
    [InlineData(24.9, 118.6, false)] // latitude and longitude swapped
    [InlineData(double.NaN, 0, false)]
    [InlineData(0, double.PositiveInfinity, false)]
    public void A_point_lies_on_the_earth(double lon, double lat, bool plausible) =>
        IsPlausible(new Point(lon, lat)).ShouldBe(plausible);

    [Theory]
    [InlineData(118.6, 24.9, 118.6, 24.9, 0)]
    [InlineData(0, 0, 0, 1, 111_195)]
    [InlineData(179.5, 0, -179.5, 0, 111_195)] // across the date line
    [InlineData(0, 90, 0, -90, 20_015_115)]
    public void Distance_is_measured_on_the_sphere(double lon1, double lat1, double lon2, double lat2, double metres) =>
        MetresBetween(new Point(lon1, lat1), new Point(lon2, lat2)).ShouldBe(metres, 1);
}
