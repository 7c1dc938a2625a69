using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Decisions;

public sealed class RefuseActorTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_heard_is_refused_with_written_reasons_and_the_case_is_decided(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var ready = await officer.Propose(await officer.ConcludedCase(), "refusal");

        var heard = await officer.Hear(ready);
        var refused = await officer.Decide(heard, "refusal", 0, "示见义决〔2026〕1号");

        refused.Text("state").ShouldBe("decided");
        refused.Text("outcome").ShouldBe("refused");
        refused.Text("decidedOn").ShouldBe("2026-06-01");
        refused.Text("timely.confirmedAt").ShouldBeNull();
        var actor = refused.Actor(0);
        actor.GetProperty("state").GetString().ShouldBe("refused");
        actor.GetProperty("heardOn").GetString().ShouldBe("2026-06-01");
        actor.GetProperty("decidedBy").GetGuid().ShouldBe(officer.OrgId);
        actor.GetProperty("history").GetProperty("hearings").GetArrayLength().ShouldBe(1);
        var decision = actor.GetProperty("history").GetProperty("decisions").EnumerateArray().Single();
        decision.GetProperty("kind").GetString().ShouldBe("refusal");
        decision.GetProperty("number").GetString().ShouldBe("示见义决〔2026〕1号");
        decision.GetProperty("reasons").GetString().ShouldBe("证据不足以证明行为。");
        var said = (await api.Published<CaseRefused>()).ShouldHaveSingleItem();
        said.ShouldBe(new CaseRefused(refused.Id, refused.ActorId(0), decision.GetProperty("id").GetGuid(), officer.OrgId, "2026-06-01", false));
        (await officer.Get($"cases/{refused.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString()).TakeLast(2)
            .ShouldBe(["hearing", "refusal"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Where_nobody_has_settled_whether_to_hear_only_the_refusal_of_the_unheard_waits(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var ready = await officer.Propose(await officer.ConcludedCase(), "refusal");

        var stopped = await officer.TryDecide(ready, "refusal", 0, "示见义决〔2026〕1号");

        stopped.MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        stopped.Text("params.key").ShouldBe("hearing.before_refusal");
        (await officer.Allowed(ready, "hearing")).ShouldBeTrue();
        (await officer.Allowed(ready, "refusal")).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_is_decided_on_against_the_opinion_until_a_new_one_is_given(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var ready = await officer.Hear(await officer.Propose(await officer.ConcludedCase(), "refusal"));

        var against = await officer.TryDecide(ready, "confirmation", 0, "示见义确〔2026〕1号");
        var back = await officer.Step(ready, "reconsideration", new { reason = "出现新的视频证据。" });
        var again = await officer.Step(back, "proposal", new { actors = new[] { new { actorId = back.ActorId(0), outcome = "confirmation", reason = "属实", deviationReason = "评审后出现视频" } } });

        against.MustRefuse(HttpStatusCode.Conflict, "case.decision.against_proposal");
        back.Text("state").ShouldBe("concluded");
        back.Actor(0).TryGetProperty("heardOn", out _).ShouldBeFalse();
        again.Text("state").ShouldBe("proposed");
        (await officer.TryDecide(again, "refusal", 0, "示见义决〔2026〕1号")).MustRefuse(HttpStatusCode.Conflict, "case.decision.against_proposal");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_to_be_refused_need_not_wait_for_the_notice_of_the_others(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase(("actors", new[] { new { name = "示范甲" }, new { name = "示范乙" } }));
        var proposed = await officer.ProposeEach(concluded, "confirmation", "refusal");

        var refused = await officer.Decide(await officer.Hear(proposed, 1), "refusal", 1, "示见义决〔2026〕1号");
        var back = await officer.Step(refused, "reconsideration", new { reason = "补充证据。" });
        var named = await officer.Try(back, "proposal", new { actors = new[] { new { actorId = back.ActorId(1), outcome = "confirmation", reason = "属实" } } });
        var again = await officer.Step(back, "proposal", new { actors = new[] { new { actorId = back.ActorId(0), outcome = "refusal", reason = "证据不足", deviationReason = "见证人更正了笔录" } } });

        refused.Text("state").ShouldBe("proposed");
        refused.Actor(1).GetProperty("state").GetString().ShouldBe("refused");
        named.Errors.ShouldBe([("/actors/0/actorId", "case.actor.unknown")]);
        again.Text("state").ShouldBe("ready");
        (await officer.TryDecide(again, "refusal", 1, "示见义决〔2026〕2号")).MustRefuse(HttpStatusCode.Conflict, "case.actor.decided_on");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_officers_who_decide_at_once_one_wins_and_nothing_is_half_done(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var other = await api.Key(officer.OrgId);
        var ready = await officer.Hear(await officer.Propose(await officer.ConcludedCase(), "refusal"));

        var answers = await Task.WhenAll(officer.TryDecide(ready, "refusal", 0, "示见义决〔2026〕1号"), other.TryDecide(ready, "refusal", 0, "示见义决〔2026〕2号"));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Single(answer => answer.Status != HttpStatusCode.OK).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Count("cases_decision", "case_id = @id", new { id = ready.Id })).ShouldBe(1);
        (await api.Published<CaseRefused>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_organisation_gives_a_document_number_once_also_when_two_cases_ask_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var first = await officer.Hear(await officer.Propose(await officer.ConcludedCase(), "refusal"));
        var second = await officer.Hear(await officer.Propose(await officer.ConcludedCase(), "refusal"));

        var answers = await Task.WhenAll(officer.TryDecide(first, "refusal", 0, "示见义决〔2026〕1号"), officer.TryDecide(second, "refusal", 0, "示见义决〔2026〕1号"));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        var refused = answers.Single(answer => answer.Status != HttpStatusCode.OK);
        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldBe([("/number", "case.decision.number_taken")]);
        (await api.Count("cases_actor", "state = 'refused'")).ShouldBe(1);
        (await api.Published<CaseRefused>()).Count.ShouldBe(1);
    }
}
