using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Decisions;

public sealed class OutsideDecisionTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_old_city_decision_is_recorded_from_paper_with_only_year_and_month(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var opened = await officer.OpenedCase(("acted", new { on = "2004" }), ("actors", new[] { new { name = "示范甲" }, new { name = "示范乙" } }));
        var paper = (await officer.Post("files", Uploads.Body(Uploads.Photo()))).Must(HttpStatusCode.Created).Id;

        var decided = await officer.Step(opened, "outside-decision", new
        {
            actors = new[] { new { actorId = opened.ActorId(0), outcome = "confirmed" }, new { actorId = opened.ActorId(1), outcome = "refused" } },
            authority = "示范市人民政府",
            number = "示政〔2004〕17号",
            decidedOn = "2004-07",
            fileId = paper
        });

        decided.Text("state").ShouldBe("decided");
        decided.Text("outcome").ShouldBe("mixed");
        decided.Text("decidedOn").ShouldBeNull();
        decided.Text("timely.confirmedAt").ShouldBeNull();
        decided.Actor(0).GetProperty("decidedOn").GetString().ShouldBe("2004-07");
        decided.Actor(0).GetProperty("outside").GetBoolean().ShouldBeTrue();
        decided.Actor(0).GetProperty("final").GetBoolean().ShouldBeTrue();
        decided.Actor(0).TryGetProperty("decidedBy", out _).ShouldBeFalse();
        var decision = decided.Actor(0).GetProperty("history").GetProperty("decisions")[0];
        decision.GetProperty("authority").GetString().ShouldBe("示范市人民政府");
        decision.GetProperty("fileId").GetGuid().ShouldBe(paper);
        (await officer.Get($"files/{paper}/content")).Must(HttpStatusCode.OK);
        var said = (await api.Published<CaseConfirmed>()).ShouldHaveSingleItem();
        (said.ActedOn, said.DecidedOn, said.Outside, said.OrgId).ShouldBe(("2004", "2004-07", true, officer.OrgId));
        (await api.Published<CaseRefused>()).ShouldHaveSingleItem().Outside.ShouldBeTrue();
        (await officer.TryActor(decided, 1, "service", new { method = "post", receiver = "示范乙" })).MustRefuse(HttpStatusCode.Conflict, "case.decision.outside");
        (await officer.TryActor(decided, 1, "review", new { by = "applicant", reasons = "不服" })).MustRefuse(HttpStatusCode.Conflict, "case.review.not_provided");
        (await officer.Step(decided, "closure", new { })).Text("state").ShouldBe("closed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_decision_of_another_region_ends_what_was_filed_here_and_leaves_nobody_out(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var filed = await officer.FiledCase(("actors", new[] { new { name = "示范甲" }, new { name = "示范乙" } }));
        object Paper(string on, params int[] actors) => new
        {
            actors = actors.Select(actor => new { actorId = filed.ActorId(actor), outcome = "confirmed" }),
            authority = "邻县公安局",
            number = "邻公〔2026〕1号",
            decidedOn = on
        };

        (await officer.Try(filed, "outside-decision", Paper("2026-05-20", 0))).Errors.ShouldBe([("/actors", "case.actor.left_out")]);
        (await officer.Try(filed, "outside-decision", Paper("2026-04", 0, 1))).Errors.ShouldBe([("/decidedOn", "case.before_last_step")]);
        var decided = await officer.Step(filed, "outside-decision", Paper("2026-05-20", 0, 1));

        decided.Text("decidedOn").ShouldBe("2026-05-20");
        decided.Json.GetProperty("deadlines").EnumerateArray().Select(clock => clock.GetProperty("state").GetString()).Distinct().ShouldBe(["dropped"]);
        (await api.Count("cases_decision", "case_id = @id AND org_id IS NULL", new { id = decided.Id })).ShouldBe(2);
        (await officer.Try(decided, "acceptance", new { })).MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");
    }
}
