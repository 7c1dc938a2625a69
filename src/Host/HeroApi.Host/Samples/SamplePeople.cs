using System.Globalization;
using HeroApi.China;

namespace HeroApi.Host.Samples;

/// <summary>
/// Draws people and chances. Nobody of them can be real: identity numbers lie in the area 999999, which is no region, and phones in
/// the segment 154, which no operator has.
/// </summary>
internal sealed class SamplePeople(Random random)
{
    private const string Signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

    internal string Name() => "示范" + Signs[random.Next(Signs.Length)] + (random.Next(3) == 0 ? "" : Signs[random.Next(Signs.Length)]);

    internal string Phone() => "154" + random.Next(100_000_000).ToString("00000000", CultureInfo.InvariantCulture);

    internal string IdNumber()
    {
        var born = new DateOnly(1950, 1, 1).AddDays(random.Next(56 * 365));
        var number = string.Create(CultureInfo.InvariantCulture, $"999999{born:yyyyMMdd}{random.Next(1, 1000):000}");
        return "0123456789X".Select(check => number + check).First(candidate => ChineseId.TryParse(candidate, out _));
    }

    internal DateOnly Day(DateOnly from, DateOnly to) => from.AddDays(random.Next(to.DayNumber - from.DayNumber + 1));

    internal bool Happens(double share) => random.NextDouble() < share;

    internal T Draw<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    internal T Draw<T>(IReadOnlyDictionary<T, int> weights)
    {
        var left = random.Next(weights.Values.Sum());
        return weights.First(entry => (left -= entry.Value) < 0).Key;
    }
}
