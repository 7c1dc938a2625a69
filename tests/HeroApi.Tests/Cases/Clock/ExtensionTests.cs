using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

public sealed class ExtensionTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Henan_it_comes_to_sixty_days_in_all_and_no_further(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();

        var extended = await officer.Step(accepted, "extension", new { reason = "案情复杂", approver = "示范主任" });

        extended.Limit("decide.within", "dueOn").ShouldBe("2026-07-31");
        extended.Limit("decide.within", "extended").ShouldBe("1");
        extended.Limit("decide.within", "extendedOn").ShouldBe("2026-06-01");
        extended.Limit("decide.within", "extensionReason").ShouldBe("案情复杂");
        extended.Limit("decide.within", "extensionApprover").ShouldBe("示范主任");
        extended.Limit("decide.within", "amount").ShouldBe("30");
        (await officer.Try(extended, "extension", new { reason = "案情复杂", approver = "示范主任" })).MustRefuse(HttpStatusCode.Conflict, "extension.spent");
        (await officer.Against(accepted, "extension")).ShouldBe(["extension.spent"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_day_within_the_total_may_be_named_and_none_past_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        object Until(string day) => new { reason = "案情复杂", approver = "示范主任", until = day };

        foreach (var day in (string[])["2026-07-01", "2026-08-01"])
        {
            var refused = await officer.Try(accepted, "extension", Until(day));
            refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            refused.Errors.ShouldBe([("/until", "extension.until_out_of_range")]);
        }

        var once = await officer.Step(accepted, "extension", Until("2026-07-11"));
        once.Limit("decide.within", "dueOn").ShouldBe("2026-07-11");
        var twice = await officer.Step(once, "extension", Until("2026-07-31"));
        twice.Limit("decide.within", "dueOn").ShouldBe("2026-07-31");
        twice.Limit("decide.within", "extended").ShouldBe("2");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Days_that_it_stood_still_do_not_count_into_the_total(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var paused = await officer.Step(await officer.AcceptedCase(), "clock-pause", new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" });
        api.Clock.Advance(TimeSpan.FromDays(10));
        var resumed = await officer.Step(paused, "clock-resumption", new { });

        var extended = await officer.Step(resumed, "extension", new { reason = "案情复杂", approver = "示范主任" });

        extended.Limit("decide.within", "dueOn").ShouldBe("2026-08-10");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_has_run_out_cannot_be_extended(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        api.Clock.Advance(TimeSpan.FromDays(31));
        await api.Settle();
        var breached = await officer.Get($"cases/{accepted.Id}");

        (await officer.Try(breached, "extension", new { reason = "案情复杂", approver = "示范主任" })).MustRefuse(HttpStatusCode.Conflict, "clock.run_out");
        (await officer.Against(accepted, "clock_pause")).ShouldBe(["clock.run_out"]);
    }
}
