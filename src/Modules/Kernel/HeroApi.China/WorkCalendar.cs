using System.Text.Json;

namespace HeroApi.China;

/// <summary>Working days of mainland China with 调休, and the counting of periods (Civil Code 200-204).</summary>
public sealed class WorkCalendar
{
    private static readonly Lazy<WorkCalendar> Embedded = new(Load);

    private readonly HashSet<DateOnly> off = [];
    private readonly HashSet<DateOnly> on = [];

    private WorkCalendar(Source source)
    {
        Version = source.Version;
        KnownFrom = source.Years.Keys.Min();
        KnownThrough = source.Years.Keys.Max();
        foreach (var (year, exceptions) in source.Years)
        {
            off.UnionWith(Days(year, exceptions.Off));
            on.UnionWith(Days(year, exceptions.On));
        }
    }

    public static WorkCalendar China => Embedded.Value;

    public string Version { get; }

    /// <summary>First year whose holidays are known.</summary>
    public int KnownFrom { get; }

    /// <summary>Last year whose holidays are known; the State Council announces the next one each autumn.</summary>
    public int KnownThrough { get; }

    public bool Knows(DateOnly date) => date.Year >= KnownFrom && date.Year <= KnownThrough;

    /// <summary>Outside the known years the plain week decides, and <paramref name="assumed"/> says so.</summary>
    public bool IsWorkingDay(DateOnly date, out bool assumed)
    {
        assumed = !Knows(date);
        var isWeekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return isWeekend ? on.Contains(date) : !off.Contains(date);
    }

    /// <summary>The n-th working day after the start, which itself does not count.</summary>
    public DueDate AddWorkingDays(DateOnly start, int amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var due = new DueDate(start, Assumed: false);
        for (var left = amount; left > 0; left--)
            due = NextWorkingDay(due with { On = due.On.AddDays(1) });
        return due;
    }

    /// <summary>How many working days there are after the first day, up to the last one and with it; below zero when that came before.</summary>
    public int WorkingDays(DateOnly after, DateOnly through) => through < after
        ? -WorkingDays(through, after)
        : Enumerable.Range(1, through.DayNumber - after.DayNumber).Count(day => IsWorkingDay(after.AddDays(day), out _));

    /// <summary>The day on which the period ends; the day it starts on does not count.</summary>
    public DueDate Due(DateOnly start, Period period)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(period.Amount);
        if (period.Unit == PeriodUnit.WorkingDays)
            return AddWorkingDays(start, period.Amount);

        // A month without the matching day ends the period on its last day, as AddMonths does.
        var last = period.Unit switch
        {
            PeriodUnit.Days => start.AddDays(period.Amount),
            PeriodUnit.Months => start.AddMonths(period.Amount),
            PeriodUnit.Years => start.AddYears(period.Amount),
            _ => throw new ArgumentOutOfRangeException(nameof(period)),
        };
        var due = new DueDate(last, Assumed: false);
        return period.RollOver ? NextWorkingDay(due) : due;
    }

    private DueDate NextWorkingDay(DueDate due)
    {
        bool assumed;
        for (; !IsWorkingDay(due.On, out assumed); due = due with { On = due.On.AddDays(1) })
            due = due with { Assumed = due.Assumed || assumed };
        return due with { Assumed = due.Assumed || assumed };
    }

    private static IEnumerable<DateOnly> Days(int year, string days) =>
        days.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(day => new DateOnly(year, int.Parse(day.AsSpan(0, 2), null), int.Parse(day.AsSpan(2), null)));

    private static WorkCalendar Load()
    {
        using var file = typeof(WorkCalendar).Assembly.GetManifestResourceStream("HeroApi.China.calendar.json")!;
        return new WorkCalendar(JsonSerializer.Deserialize<Source>(file, JsonSerializerOptions.Web)!);
    }

    private sealed record Source(string Version, Dictionary<int, Exceptions> Years);

    private sealed record Exceptions(string Off, string On);
}
