namespace HeroApi.Host.Samples;

/// <summary>A year of the samples: this one as far as it has gone, or one before it. So the figures of a demo are of its own year whenever it is started.</summary>
internal readonly record struct SampleYear(DateOnly First, DateOnly Last)
{
    internal static SampleYear Ago(int years, DateOnly today)
    {
        var first = new DateOnly(today.Year - years, 1, 1);
        return new SampleYear(first, years == 0 ? today : first.AddYears(1).AddDays(-1));
    }

    /// <param name="part">How much of it has passed by then, from 0 to 1.</param>
    internal DateOnly Day(double part) => First.AddDays((int)(part * (Last.DayNumber - First.DayNumber)));
}
