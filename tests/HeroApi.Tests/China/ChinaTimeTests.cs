using System.Globalization;
using HeroApi.China;
using HeroApi.Kernel;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class ChinaTimeTests
{
    [Theory]
    [InlineData("2026-06-30T15:59:59.999Z", "2026-06-30")]
    [InlineData("2026-06-30T16:00:00Z", "2026-07-01")]
    [InlineData("2026-07-01T23:30:00+08:00", "2026-07-01")]
    [InlineData("2026-06-30T20:00:00-08:00", "2026-07-01")]
    public void An_instant_belongs_to_the_date_it_has_in_Shanghai(string instant, string date) =>
        ChinaTime.DateOf(At(instant)).ShouldBe(DateOnly.Parse(date, CultureInfo.InvariantCulture));

    [Fact]
    public void A_date_runs_from_midnight_to_midnight_in_Shanghai()
    {
        var day = new DateOnly(2026, 7, 1);

        ChinaTime.StartOf(day).ShouldBe(At("2026-06-30T16:00:00Z"));
        ChinaTime.EndOf(day).ShouldBe(At("2026-07-01T16:00:00Z"));
        ChinaTime.StartOf(day).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Summer_time_of_1988_is_respected() =>
        ChinaTime.StartOf(new DateOnly(1988, 7, 1)).ShouldBe(At("1988-06-30T15:00:00Z"));

    [Fact]
    public void Truncation_keeps_microseconds_and_turns_to_utc()
    {
        var truncated = Instants.Micro(At("2026-07-01T08:00:00.1234567+08:00"));

        truncated.ShouldBe(At("2026-07-01T00:00:00.123456Z"));
        truncated.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
