using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Opinions;

public sealed class ProposalTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_opinion_meets_its_limit_and_leads_to_the_notice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase();

        var proposed = await officer.Propose(concluded, "confirmation");

        proposed.Text("state").ShouldBe("proposed");
        proposed.Json.GetProperty("actors")[0].GetProperty("proposal").GetString().ShouldBe("confirmation");
        proposed.Json.GetProperty("deadlines").EnumerateArray().Single(clock => clock.GetProperty("rule").GetString() == "decide.within")
            .GetProperty("state").GetString().ShouldBe("met");
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_to_be_refused_needs_no_notice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var proposed = await officer.Propose(await officer.ConcludedCase(), "refusal");

        proposed.Text("state").ShouldBe("ready");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_opinion_that_leaves_an_actor_out_is_sent_back(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var panelled = await officer.PanelledCase(await officer.ConcludedCase(("actors", new[] { new { name = "示范甲" }, new { name = "示范乙" } })), "confirm");
        var first = panelled.Parts("actors")[0];

        var refused = await officer.Try(panelled, "proposal", new { actors = new[] { new { actorId = first, outcome = "confirmation", reason = "属实" } } });

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldBe([("/actors", "case.actor.left_out")]);
    }
}
