namespace HeroApi.China;

/// <summary>The days that statistics are asked for, both inclusive.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>Unless said, up to today, and from 1 January of the year in which it ends.</summary>
    public static DaySpan Of(DateOnly? from, DateOnly? to, DateOnly today)
    {
        var first = from ?? new DateOnly((to ?? today).Year, 1, 1);
        return new DaySpan(first, to ?? (today < first ? first : today));
    }
}
