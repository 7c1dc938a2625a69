using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Reviews;

public sealed class ReviewTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_three_who_acted_one_is_confirmed_one_refused_and_one_confirmed_on_review(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "410100", level: "prefecture");
        var county = await api.Organisation(city, "410102");
        var proposed = await county.ProposeEach(await county.ConcludedCase(("actors", new[] { new { name = "示范甲" }, new { name = "示范乙" }, new { name = "示范丙" } })),
            "confirmation", "refusal", "refusal");
        var noticed = await county.Publish(await county.Decide(await county.Hear(proposed, 1), "refusal", 1, "示见义决〔2026〕1号"));
        api.Clock.Advance(TimeSpan.FromDays(8));
        var ready = await county.Settled(api, noticed);

        var confirmed = await county.Decide(ready, "confirmation", 0, "示见义确〔2026〕1号");
        var heard = (await county.Post($"cases/{confirmed.Id}/actors/{confirmed.ActorId(2)}/hearing", new { toldOn = "2026-06-09", waived = true })).Must(HttpStatusCode.OK);
        var decided = await county.Decide(heard, "refusal", 2, "示见义决〔2026〕2号");
        var served = await county.Serve(await county.Serve(await county.Serve(decided, 0), 1), 2);
        var asked = await county.ActorStep(served, 2, "review", new { by = "applicant", reasons = "另有见证人可以证明。" });
        var own = await county.TryActor(asked, 2, "review-decision", Changed);
        var open = await county.Try(asked, "closure", new { });
        var changed = await city.ActorStep(asked, 2, "review-decision", Changed);

        confirmed.Text("state").ShouldBe("ready");
        decided.Text("state").ShouldBe("decided");
        decided.Text("outcome").ShouldBe("mixed");
        decided.Text("timely.confirmedAt").ShouldNotBeNull();
        served.Actor(0).GetProperty("final").GetBoolean().ShouldBeTrue();
        served.Actor(2).GetProperty("final").GetBoolean().ShouldBeFalse();
        asked.Actor(2).GetProperty("review").GetString().ShouldBe("requested");
        own.MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        open.MustRefuse(HttpStatusCode.Conflict, "case.unfinished");
        changed.Actor(2).GetProperty("state").GetString().ShouldBe("confirmed");
        changed.Actor(2).GetProperty("final").GetBoolean().ShouldBeTrue();
        changed.Actor(2).GetProperty("decidedBy").GetGuid().ShouldBe(city.OrgId);
        changed.Actor(2).TryGetProperty("servedOn", out _).ShouldBeFalse();
        changed.Kinds(2).ShouldBe(["refusal", "change"]);
        (await county.TryActor(changed, 2, "review", new { by = "applicant", reasons = "再次申请" })).MustRefuse(HttpStatusCode.Conflict, "case.review.not_provided");

        var said = (await api.Published<ConfirmationChanged>()).ShouldHaveSingleItem();
        (said.ActorId, said.Confirmed, said.OrgId, said.DecidedOn).ShouldBe((changed.ActorId(2), true, city.OrgId, "2026-06-09"));
        (await api.Published<CaseConfirmed>()).ShouldHaveSingleItem().ActorId.ShouldBe(changed.ActorId(0));
        (await api.Published<CaseRefused>()).Select(refused => refused.ActorId).ShouldBe([changed.ActorId(1), changed.ActorId(2)]);

        var last = await county.Serve(changed, 2);
        (await county.Try(last, "closure", new { })).Text("params.until").ShouldBe("2026-06-24");
        api.Clock.Advance(TimeSpan.FromDays(16));
        var closed = await county.Step(await county.Settled(api, last), "closure", new { });
        closed.Text("state").ShouldBe("closed");
        closed.Text("closedOn").ShouldBe("2026-06-25");
        closed.Text("outcome").ShouldBe("mixed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Review_is_asked_for_until_the_last_day_which_rolls_over_a_holiday(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var refused = await officer.RefusedCase();
        var unserved = await officer.TryActor(refused, 0, "review", Asked);
        api.Clock.Advance(TimeSpan.FromDays(4));

        var served = await officer.Serve(refused, 0);
        api.Clock.Advance(TimeSpan.FromDays(17));
        var lastDay = await officer.Allowed(served, "review");
        api.Clock.Advance(TimeSpan.FromDays(1));
        var over = await officer.Settled(api, served);
        var late = await officer.TryActor(over, 0, "review", Asked);

        unserved.MustRefuse(HttpStatusCode.Conflict, "case.decision.unserved");
        // 15 days after Friday 5 June end on Saturday 20 June, within the Dragon Boat holiday; Monday 22 June is the next working day.
        Clock(served, "review.ask_within").GetProperty("dueOn").GetString().ShouldBe("2026-06-22");
        lastDay.ShouldBeTrue();
        late.MustRefuse(HttpStatusCode.Conflict, "case.review.too_late");
        late.Text("params.lastDay").ShouldBe("2026-06-22");
        over.Actor(0).GetProperty("final").GetBoolean().ShouldBeTrue();
        Clock(over, "review.ask_within").GetProperty("state").GetString().ShouldBe("dropped");
        (await api.Published<DeadlineBreached>()).ShouldNotContain(breach => breach.Rule == "review.ask_within");
        (await officer.Step(over, "closure", new { })).Text("state").ShouldBe("closed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_upheld_decision_is_final_and_its_number_is_of_the_body_above(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "410100", level: "prefecture");
        var county = await api.Organisation(city, "410102");
        var asked = await county.ActorStep(await county.Serve(await county.RefusedCase(), 0), 0, "review", Asked);

        var upheld = await city.ActorStep(asked, 0, "review-decision", new { outcome = "upheld", number = "示见义决〔2026〕1号", reasons = "原决定正确。" });
        var again = await county.TryActor(upheld, 0, "review", Asked);

        Clock(asked, "review.ask_within").GetProperty("state").GetString().ShouldBe("met");
        Clock(asked, "review.decide_within").GetProperty("dueOn").GetString().ShouldBe("2026-07-01");
        Clock(upheld, "review.decide_within").GetProperty("state").GetString().ShouldBe("met");
        upheld.Actor(0).GetProperty("review").GetString().ShouldBe("upheld");
        upheld.Actor(0).GetProperty("final").GetBoolean().ShouldBeTrue();
        upheld.Actor(0).GetProperty("decidedBy").GetGuid().ShouldBe(county.OrgId);
        upheld.Kinds(0).ShouldBe(["refusal", "review"]);
        again.MustRefuse(HttpStatusCode.Conflict, "case.review.once");
        (await api.Published<ConfirmationChanged>()).ShouldBeEmpty();
        (await county.Step(upheld, "closure", new { })).Text("state").ShouldBe("closed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_request_that_is_withdrawn_ends_the_review_for_good(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var asked = await officer.ActorStep(await officer.Serve(await officer.RefusedCase(), 0), 0, "review", Asked);

        var withdrawn = await officer.ActorStep(asked, 0, "review-withdrawal", new { reason = "自愿撤回" });

        withdrawn.Actor(0).GetProperty("review").GetString().ShouldBe("withdrawn");
        Clock(withdrawn, "review.decide_within").GetProperty("state").GetString().ShouldBe("dropped");
        (await api.Admin.TryActor(withdrawn, 0, "review-decision", Changed)).MustRefuse(HttpStatusCode.Conflict, "case.review.none");
        (await officer.TryActor(withdrawn, 0, "review", Asked)).MustRefuse(HttpStatusCode.Conflict, "case.review.once");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Where_nobody_stands_above_the_owner_the_administrator_records_the_decision(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var asked = await officer.ActorStep(await officer.Serve(await officer.RefusedCase(), 0), 0, "review", Asked);

        (await officer.Allowed(asked, "review_decision")).ShouldBeFalse();
        var changed = await api.Admin.ActorStep(asked, 0, "review-decision", Changed);

        changed.Actor(0).GetProperty("state").GetString().ShouldBe("confirmed");
        changed.Text("outcome").ShouldBe("confirmed");
        changed.Text("timely.confirmedAt").ShouldNotBeNull();
    }

    private static object Asked => new { by = "applicant", reasons = "另有见证人可以证明。" };

    private static object Changed => new { outcome = "changed", number = "示见义复〔2026〕1号", reasons = "新增证言可以证明行为。" };

    private static System.Text.Json.JsonElement Clock(Answer seen, string rule) =>
        seen.Json.GetProperty("deadlines").EnumerateArray().Single(clock => clock.GetProperty("rule").GetString() == rule);
}
