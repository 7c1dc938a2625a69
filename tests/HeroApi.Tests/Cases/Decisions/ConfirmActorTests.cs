using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Decisions;

public sealed class ConfirmActorTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_the_notice_the_actor_is_confirmed_and_other_modules_hear_of_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var home = await api.Organisation(region: "410103");
        var ready = await officer.ReadyCase(api, ("actors", new[] { new { name = "示范甲", householdRegion = "410103", harm = "injured" } }));

        var early = await officer.TryActor(ready, 0, "confirmation", new { on = "2026-06-08", number = "示见义确〔2026〕1号" });
        var confirmed = await officer.Decide(ready, "confirmation", 0, "示见义确〔2026〕1号");

        early.Errors.ShouldBe([("/on", "case.before_last_step")]);
        confirmed.Text("state").ShouldBe("decided");
        confirmed.Text("outcome").ShouldBe("confirmed");
        confirmed.Actor(0).GetProperty("decidedOn").GetString().ShouldBe("2026-06-09");
        confirmed.Actor(0).GetProperty("decisionNumber").GetString().ShouldBe("示见义确〔2026〕1号");
        var decision = confirmed.Actor(0).GetProperty("history").GetProperty("decisions")[0].GetProperty("id").GetGuid();
        (await api.Published<CaseConfirmed>()).ShouldHaveSingleItem().ShouldBe(new CaseConfirmed(confirmed.Id, confirmed.ActorId(0), decision, officer.OrgId, "410102", "410103", home.OrgId,
            "2026-05-01", "rescue_person", "2026-06-09", "injured", false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_is_served_before_there_is_a_decision_nor_served_twice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var ready = await officer.ReadyCase(api);

        var early = await officer.TryActor(ready, 0, "service", new { method = "post", receiver = "示范甲" });
        var decided = await officer.Decide(ready, "confirmation", 0, "示见义确〔2026〕1号");
        var unserved = await officer.Try(decided, "closure", new { });
        var served = await officer.Serve(decided, 0);

        early.MustRefuse(HttpStatusCode.Conflict, "case.actor.undecided");
        unserved.MustRefuse(HttpStatusCode.Conflict, "case.unfinished");
        unserved.Text("params.waitsFor").ShouldBe("service");
        served.Actor(0).GetProperty("servedOn").GetString().ShouldBe("2026-06-09");
        (await officer.TryActor(served, 0, "service", new { method = "post", receiver = "示范甲" })).MustRefuse(HttpStatusCode.Conflict, "case.decision.served");
        (await officer.Step(served, "closure", new { })).Text("state").ShouldBe("closed");
    }
}
