using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Revocations;

public sealed class RevocationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_fraud_is_revoked_after_the_case_was_closed_and_its_history_stays(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var closed = await officer.Step(await officer.ConfirmedCase(api), "closure", new { });

        var early = await officer.TryActor(closed, 0, "revocation", Revocation);
        var proposed = await officer.ActorStep(closed, 0, "revocation-proposal", new { reason = "证人承认事先串通。", evidence = "证人补充笔录。" });
        var revoked = await officer.ActorStep(proposed, 0, "revocation", Revocation);
        var served = await officer.Serve(revoked, 0);

        early.MustRefuse(HttpStatusCode.Conflict, "case.revocation.none");
        revoked.Text("state").ShouldBe("closed");
        revoked.Text("outcome").ShouldBe("revoked");
        revoked.Actor(0).GetProperty("state").GetString().ShouldBe("revoked");
        revoked.Kinds(0).ShouldBe(["confirmation", "revocation"]);
        var decisions = served.Actor(0).GetProperty("history").GetProperty("decisions");
        decisions[0].GetProperty("service").GetProperty("method").GetString().ShouldBe("direct");
        decisions[1].GetProperty("recover").EnumerateArray().Select(one => one.GetProperty("what").GetString()).ShouldBe(["title", "bonus"]);
        decisions[1].GetProperty("service").GetProperty("receiver").GetString().ShouldBe("示范甲");
        served.Actor(0).GetProperty("history").GetProperty("revocations")[0].GetProperty("state").GetString().ShouldBe("decided");
        var said = (await api.Published<ConfirmationRevoked>()).ShouldHaveSingleItem();
        said.Recover.ShouldBe(["title", "bonus"]);
        (said.ActorId, said.OrgId).ShouldBe((revoked.ActorId(0), officer.OrgId));
        (await officer.TryActor(served, 0, "revocation-proposal", new { reason = "再", evidence = "无" })).MustRefuse(HttpStatusCode.Conflict, "case.actor.not_confirmed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_proposal_that_is_rejected_leaves_the_confirmation_as_it_was(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var proposed = await officer.ActorStep(await officer.ConfirmedCase(api), 0, "revocation-proposal", new { reason = "举报称虚假。", evidence = "举报信。" });

        var twice = await officer.TryActor(proposed, 0, "revocation-proposal", new { reason = "再", evidence = "无" });
        var closing = await officer.Try(proposed, "closure", new { });
        var rejected = await officer.ActorStep(proposed, 0, "revocation-rejection", new { reason = "查无实据。" });

        twice.MustRefuse(HttpStatusCode.Conflict, "case.revocation.running");
        closing.MustRefuse(HttpStatusCode.Conflict, "case.unfinished");
        closing.Text("params.waitsFor").ShouldBe("revocation");
        rejected.Actor(0).GetProperty("state").GetString().ShouldBe("confirmed");
        rejected.Actor(0).GetProperty("history").GetProperty("revocations")[0].GetProperty("endReason").GetString().ShouldBe("查无实据。");
        (await api.Published<ConfirmationRevoked>()).ShouldBeEmpty();
        (await officer.Step(rejected, "closure", new { })).Text("state").ShouldBe("closed");
    }

    private static object Revocation => new { number = "示见义撤〔2026〕1号", reasons = "弄虚作假。", recover = new object[] { new { what = "title" }, new { what = "bonus", note = "五万元" } } };
}
