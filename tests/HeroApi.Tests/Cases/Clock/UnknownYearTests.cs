using HeroApi.China;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class UnknownYearTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_limit_that_ends_in_a_year_whose_holidays_nobody_knows_says_that_it_is_assumed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        api.Clock.Advance(ChinaTime.StartOf(new DateOnly(WorkCalendar.China.KnownThrough, 12, 20)) - api.Clock.GetUtcNow());

        var filed = await officer.FiledCase();

        var limits = filed.Json.GetProperty("deadlines").EnumerateArray().ToDictionary(limit => limit.GetProperty("rule").GetString()!);
        limits["material.within"].GetProperty("assumed").GetBoolean().ShouldBeFalse();
        limits["decide.within"].GetProperty("dueOn").GetString()!.ShouldStartWith($"{WorkCalendar.China.KnownThrough + 1}-01-");
        limits["decide.within"].GetProperty("assumed").GetBoolean().ShouldBeTrue();
    }
}
