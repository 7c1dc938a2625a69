using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Decisions;

/// <summary>What a county of Henan may settle beyond the statute of its province.</summary>
public sealed class LocalRulesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Where_the_law_asks_for_a_hearing_nobody_is_refused_unheard(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        await officer.PublishedPack("410102", rules: new { key = "hearing.before_refusal", flag = true });
        var ready = await officer.Propose(await officer.ConcludedCase(), "refusal");

        var unheard = await officer.TryDecide(ready, "refusal", 0, "示见义决〔2026〕1号");
        var waived = await officer.Post($"cases/{ready.Id}/actors/{ready.ActorId(0)}/hearing", new { toldOn = "2026-06-01", heardOn = "2026-06-01", waived = true });
        var refused = await officer.Decide(await officer.Hear(ready), "refusal", 0, "示见义决〔2026〕1号");

        unheard.MustRefuse(HttpStatusCode.Conflict, "case.hearing_missing");
        waived.Errors.ShouldBe([("/heardOn", "value.unwanted")]);
        refused.Actor(0).GetProperty("state").GetString().ShouldBe("refused");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_county_of_the_household_joins_in_a_confirmation_and_nobody_else_does(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var home = await api.Organisation(region: "410103");
        await officer.PublishedPack("410102", rules: new { key = "out_of_area.joint", flag = true });
        var ready = await officer.ReadyCase(api, ("actors", new[] { new { name = "示范甲", householdRegion = "410103" } }));

        var early = await home.TryActor(ready, 0, "joint-confirmation", Joint);
        var confirmed = await officer.Decide(ready, "confirmation", 0, "示见义确〔2026〕1号");
        var owner = await officer.TryActor(confirmed, 0, "joint-confirmation", Joint);
        var joint = await home.ActorStep(confirmed, 0, "joint-confirmation", Joint);

        early.MustRefuse(HttpStatusCode.Conflict, "case.actor.not_confirmed");
        owner.MustRefuse(HttpStatusCode.Conflict, "case.home_body_only");
        (await officer.Allowed(confirmed, "joint_confirmation")).ShouldBeFalse();
        joint.Actor(0).GetProperty("jointOrgId").GetGuid().ShouldBe(home.OrgId);
        joint.Actor(0).GetProperty("decidedBy").GetGuid().ShouldBe(officer.OrgId);
        joint.Kinds(0).ShouldBe(["confirmation", "joint"]);
        (await home.TryActor(joint, 0, "joint-confirmation", Joint)).MustRefuse(HttpStatusCode.Conflict, "case.joint.done");
        (await home.TryActor(joint, 0, "service", new { method = "post", receiver = "示范甲" })).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Interested_parties_ask_for_review_of_a_confirmation_where_the_law_lets_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        await officer.PublishedPack("410102", rules: [new { key = "review.who", codes = new[] { "applicant", "interested_party" } }, new { key = "review.panel", flag = true }]);
        var served = await officer.ConfirmedCase(api);

        var applicant = await officer.TryActor(served, 0, "review", new { by = "applicant", reasons = "不服" });
        var asked = await officer.ActorStep(served, 0, "review", new { by = "interested_party", reasons = "行为人并未到场。" });
        var without = await api.Admin.TryActor(asked, 0, "review-decision", new { outcome = "changed", number = "示见义复〔2026〕1号", reasons = "并未到场。" });
        var changed = await api.Admin.ActorStep(asked, 0, "review-decision", new { outcome = "changed", number = "示见义复〔2026〕1号", reasons = "并未到场。", panelOpinion = "一致同意变更。" });

        served.Actor(0).GetProperty("final").GetBoolean().ShouldBeFalse();
        applicant.Errors.ShouldBe([("/by", "value.not_allowed")]);
        without.Errors.ShouldBe([("/panelOpinion", "value.required")]);
        changed.Actor(0).GetProperty("state").GetString().ShouldBe("refused");
        changed.Text("outcome").ShouldBe("refused");
        (await api.Published<ConfirmationChanged>()).ShouldHaveSingleItem().Confirmed.ShouldBeFalse();
    }

    private static object Joint => new { number = "示见义联〔2026〕1号" };
}
