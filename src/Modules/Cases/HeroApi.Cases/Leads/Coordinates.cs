namespace HeroApi.Cases.Leads;

/// <summary>
/// Points of Chinese map services on their way to WGS 84. GCJ-02 shifts every point in mainland China by some hundred
/// metres, BD-09 shifts that again; CGCS2000 agrees with WGS 84 to centimetres.
/// </summary>
internal static class Coordinates
{
    internal const string Wgs84 = "wgs84";
    internal const string Gcj02 = "gcj02";
    internal const string Bd09 = "bd09";
    internal const string Cgcs2000 = "cgcs2000";

    internal static readonly Vocabulary Systems = new("crs",
        (Wgs84, "WGS 84（GPS）", "WGS 84 (GPS)"),
        (Gcj02, "GCJ-02（高德、腾讯）", "GCJ-02 (AMap, Tencent)"),
        (Bd09, "BD-09（百度）", "BD-09 (Baidu)"),
        (Cgcs2000, "CGCS2000（国家大地坐标系）", "CGCS2000 (national geodetic system)"));

    private const double EarthRadius = 6_371_008.8;

    // Krasovsky's ellipsoid, on which GCJ-02 is built.
    private const double Axis = 6_378_245.0;
    private const double Eccentricity = 0.00669342162296594323;

    private const double BaiduAngle = Math.PI * 3000 / 180;

    internal readonly record struct Point(double Lon, double Lat);

    internal static bool IsPlausible(Point point) =>
        point is { Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 };

    internal static Point ToWgs84(Point point, string crs) => crs switch
    {
        Wgs84 or Cgcs2000 => point,
        Gcj02 => Invert(GcjFromWgs, point),
        Bd09 => Invert(GcjFromWgs, Invert(BdFromGcj, point)),
        _ => throw new ArgumentOutOfRangeException(nameof(crs), crs, "Not one of Systems."),
    };

    internal static double MetresBetween(Point a, Point b)
    {
        var north = Math.Sin(Radians(b.Lat - a.Lat) / 2);
        var east = Math.Sin(Radians(b.Lon - a.Lon) / 2);
        var chord = north * north + Math.Cos(Radians(a.Lat)) * Math.Cos(Radians(b.Lat)) * east * east;
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    // The box within which the map services shift; outside it a point is already WGS 84.
    private static bool IsShifted(Point point) =>
        point is { Lon: >= 72.004 and <= 137.8347, Lat: >= 0.8293 and <= 55.8271 };

    // Neither shift has a closed inverse. Both change slowly, so taking back the error of the last guess converges
    // below a millimetre within a few rounds.
    private static Point Invert(Func<Point, Point> shift, Point shifted)
    {
        if (!IsShifted(shifted))
            return shifted;
        var guess = shifted;
        for (var round = 0; round < 10; round++)
        {
            var there = shift(guess);
            guess = new Point(guess.Lon + shifted.Lon - there.Lon, guess.Lat + shifted.Lat - there.Lat);
        }
        return guess;
    }

    internal static Point GcjFromWgs(Point point)
    {
        var (x, y) = (point.Lon - 105, point.Lat - 35);
        var ripple = 20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI);
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
            + (ripple + 20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)
                + 160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y / 30 * Math.PI)) * 2 / 3;
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
            + (ripple + 20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)
                + 150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;

        var latitude = Radians(point.Lat);
        var magic = 1 - Eccentricity * Math.Sin(latitude) * Math.Sin(latitude);
        return new Point(
            point.Lon + Degrees(east / (Axis / Math.Sqrt(magic) * Math.Cos(latitude))),
            point.Lat + Degrees(north / (Axis * (1 - Eccentricity) / (magic * Math.Sqrt(magic)))));
    }

    internal static Point BdFromGcj(Point point)
    {
        var distance = double.Hypot(point.Lon, point.Lat) + 0.00002 * Math.Sin(point.Lat * BaiduAngle);
        var angle = Math.Atan2(point.Lat, point.Lon) + 0.000003 * Math.Cos(point.Lon * BaiduAngle);
        return new Point(distance * Math.Cos(angle) + 0.0065, distance * Math.Sin(angle) + 0.006);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
