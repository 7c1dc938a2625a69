using System.Globalization;
using System.Text.Json;
using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendar.China;

    [Theory]
    [InlineData("2025-01-24", true)] // an ordinary Friday
    [InlineData("2025-01-26", true)] // a Sunday worked for the Spring Festival
    [InlineData("2025-01-28", false)] // New Year's Eve, a Tuesday
    [InlineData("2025-02-04", false)] // last day of the festival
    [InlineData("2025-02-08", true)] // a Saturday worked for it
    [InlineData("2025-02-09", false)] // an ordinary Sunday
    [InlineData("2007-12-31", false)] // swapped for the Saturday before, in the notice of the next year
    public void Holidays_and_make_up_days_override_the_week(string date, bool works)
    {
        Calendar.IsWorkingDay(Day(date), out var assumed).ShouldBe(works);
        assumed.ShouldBeFalse();
    }

    // The State Council's notices of 2023-10-25 (for 2024), 2024-11-12 (for 2025) and 2025-11-04 (for 2026).
    [Theory]
    [InlineData("Spring Festival 2024", "2024-02-10", "2024-02-17", "2024-02-04 2024-02-18", "2024-02-09 2024-02-19")]
    [InlineData("National Day 2024", "2024-10-01", "2024-10-07", "2024-09-29 2024-10-12", "2024-09-30 2024-10-08")]
    [InlineData("Spring Festival 2025", "2025-01-28", "2025-02-04", "2025-01-26 2025-02-08", "2025-01-27 2025-02-05")]
    [InlineData("National Day 2025", "2025-10-01", "2025-10-08", "2025-09-28 2025-10-11", "2025-09-30 2025-10-09")]
    [InlineData("Spring Festival 2026", "2026-02-15", "2026-02-23", "2026-02-14 2026-02-28", "2026-02-13 2026-02-24")]
    [InlineData("National Day 2026", "2026-10-01", "2026-10-07", "2026-09-20 2026-10-10", "2026-09-30 2026-10-08")]
    public void The_festivals_are_as_the_State_Council_announced_them(string festival, string first, string last, string madeUp, string around)
    {
        for (var day = Day(first); day <= Day(last); day = day.AddDays(1))
            Works(day).ShouldBeFalse($"{festival}: {day:O}");
        foreach (var day in madeUp.Split(' ').Select(Day))
        {
            day.DayOfWeek.ShouldBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
            Works(day).ShouldBeTrue($"{festival}: {day:O}");
        }

        foreach (var day in around.Split(' ').Select(Day))
            Works(day).ShouldBeTrue($"{festival}: {day:O}");

        static bool Works(DateOnly day) => Calendar.IsWorkingDay(day, out var assumed) && !assumed;
    }

    [Theory]
    [InlineData("2024-02-02", 5, "2024-02-08")] // the 4th, a Sunday, to the 8th
    [InlineData("2024-02-02", 7, "2024-02-18")] // the 9th, then the Sunday after the festival
    [InlineData("2024-09-27", 5, "2024-10-10")] // the 29th, a Sunday, the 30th, 8th, 9th, 10th
    [InlineData("2025-01-24", 5, "2025-02-07")] // the 26th, a Sunday, the 27th, 5th, 6th, 7th
    [InlineData("2025-01-24", 6, "2025-02-08")] // and the Saturday after them
    [InlineData("2025-09-26", 6, "2025-10-11")] // 28th to 30th, 9th, 10th, and a Saturday
    [InlineData("2026-02-12", 5, "2026-02-26")] // the 13th, the 14th, a Saturday, 24th, 25th, 26th
    [InlineData("2026-09-30", 5, "2026-10-13")] // 8th, 9th, the 10th, a Saturday, 12th, 13th
    public void Working_days_are_counted_over_the_festivals(string start, int amount, string due) =>
        Calendar.Due(Day(start), new Period(amount, PeriodUnit.WorkingDays)).ShouldBe(new DueDate(Day(due), Assumed: false));

    // The State Council's rules of 2007, 2013 and 2024: 11 days of holiday a year, then 13.
    [Theory]
    [InlineData(2009, 11)]
    [InlineData(2019, 11)]
    [InlineData(2025, 13)]
    [InlineData(2026, 13)]
    public void A_year_has_its_weekdays_less_the_statutory_holidays(int year, int holidays)
    {
        var newYear = new DateOnly(year, 1, 1);
        var length = newYear.AddYears(1).DayNumber - newYear.DayNumber;
        var days = Enumerable.Range(0, length).Select(newYear.AddDays).ToList();
        var weekdays = days.Count(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        // A year may lend a day or two to its neighbour when New Year's bridge crosses the border.
        var rested = weekdays - days.Count(day => Calendar.IsWorkingDay(day, out _));
        rested.ShouldBeInRange(holidays - 2, holidays + 2);
    }

    [Theory]
    [InlineData("2026-06-01", 30, PeriodUnit.Days, true, "2026-07-01")]
    [InlineData("2026-06-01", 5, PeriodUnit.Days, true, "2026-06-08")] // the 6th is a Saturday
    [InlineData("2026-06-01", 5, PeriodUnit.Days, false, "2026-06-06")]
    [InlineData("2025-01-20", 8, PeriodUnit.Days, true, "2025-02-05")] // over the whole festival
    [InlineData("2025-01-19", 7, PeriodUnit.Days, true, "2025-01-26")] // a worked Sunday ends a period
    [InlineData("2025-01-24", 3, PeriodUnit.WorkingDays, true, "2025-02-05")] // 26th, 27th, 5th
    [InlineData("2026-01-31", 1, PeriodUnit.Months, false, "2026-02-28")] // no matching day: last of the month
    [InlineData("2026-03-15", 2, PeriodUnit.Months, true, "2026-05-15")]
    [InlineData("2024-02-29", 1, PeriodUnit.Years, false, "2025-02-28")]
    [InlineData("2024-05-20", 2, PeriodUnit.Years, true, "2026-05-20")]
    [InlineData("2026-06-03", 0, PeriodUnit.Days, true, "2026-06-03")]
    public void A_period_does_not_count_its_first_day_and_rolls_over_a_rest_day(
        string start, int amount, PeriodUnit unit, bool rollOver, string due)
    {
        var end = Calendar.Due(Day(start), new Period(amount, unit, rollOver));

        end.On.ShouldBe(Day(due));
        end.Assumed.ShouldBeFalse();
    }

    [Fact]
    public void A_due_date_is_over_at_midnight_in_Shanghai() =>
        new DueDate(new DateOnly(2026, 7, 1), Assumed: false).At
            .ShouldBe(new DateTimeOffset(2026, 7, 1, 16, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Beyond_the_known_years_weekends_decide_and_the_answer_says_so()
    {
        var lastKnown = new DateOnly(Calendar.KnownThrough, 12, 31);

        Calendar.Knows(lastKnown).ShouldBeTrue();
        Calendar.Knows(lastKnown.AddDays(1)).ShouldBeFalse();
        Calendar.Knows(new DateOnly(Calendar.KnownFrom - 1, 12, 31)).ShouldBeFalse();
        Calendar.IsWorkingDay(new DateOnly(2090, 10, 2), out var assumed).ShouldBeTrue();
        assumed.ShouldBeTrue();
        Calendar.AddWorkingDays(lastKnown, 1).Assumed.ShouldBeTrue();
        Calendar.Due(lastKnown, new Period(30)).Assumed.ShouldBeTrue();
    }

    [Fact]
    public void A_period_that_never_asks_for_rest_days_assumes_nothing() =>
        Calendar.Due(new DateOnly(2089, 1, 1), new Period(1, PeriodUnit.Years, RollOver: false))
            .Assumed.ShouldBeFalse();

    [Fact]
    public void A_negative_period_is_a_mistake() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.Due(new DateOnly(2026, 1, 1), new Period(-1)));

    [Fact]
    public void The_calendar_names_its_source_and_its_years()
    {
        Calendar.Version.ShouldStartWith("chinese-days ");
        Calendar.KnownFrom.ShouldBe(2004);
        Calendar.KnownThrough.ShouldBeGreaterThanOrEqualTo(2026);
    }

    [Fact]
    public void A_period_reads_as_rule_packs_write_it() =>
        JsonSerializer.Deserialize<Period>("""{"amount":10,"unit":"working_days"}""", JsonSerializerOptions.Web)
            .ShouldBe(new Period(10, PeriodUnit.WorkingDays, RollOver: true));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
