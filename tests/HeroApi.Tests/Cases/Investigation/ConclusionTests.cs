using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Investigation;

public sealed class ConclusionTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_is_concluded_without_something_verified(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var added = await officer.Step(await officer.AcceptedCase(), "evidence", new { kind = "police_proof", source = "示范派出所" });
        var evidenceId = added.Parts("evidence")[0];

        var early = await officer.Try(added, "conclusion", new { conclusion = "属实。" });
        var rejected = await officer.Step(added, "verifications", new { evidenceId, state = "rejected", how = "印章与预留不符", by = "示范办案人" });
        var untrue = await officer.Try(rejected, "conclusion", new { conclusion = "属实。" });
        var verified = await officer.Step(rejected, "verifications", new { evidenceId, state = "verified", how = "出具单位书面确认", by = "示范办案人" });
        var concluded = await officer.Step(verified, "conclusion", new { conclusion = "属实。" });

        early.MustRefuse(HttpStatusCode.Conflict, "case.evidence.missing");
        untrue.MustRefuse(HttpStatusCode.Conflict, "case.evidence.missing");
        concluded.Text("state").ShouldBe("concluded");
        concluded.Json.GetProperty("evidence")[0].GetProperty("verifiedHow").GetString().ShouldBe("出具单位书面确认");
        (await officer.Get($"cases/{added.Id}/timeline")).Body.ShouldContain("印章与预留不符");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everything_that_stands_against_the_conclusion_is_told_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var added = await officer.Step(await officer.AcceptedCase(), "evidence", new { kind = "video", source = "村口监控" });
        var evidenceIds = added.Parts("evidence");
        var stated = await officer.Step(added, "facts", new { kind = "act", detail = "三次下井救人", state = "established", evidenceIds });
        var open = await officer.Step(stated, "facts", new { kind = "danger", detail = "井深六米", state = "to_establish" });
        var tasked = await officer.Step(open, "tasks", new { what = "测量井深", assignee = "示范办案人", dueOn = "2026-06-03" });
        var rejected = await officer.Step(tasked, "verifications", new { evidenceId = evidenceIds[0], state = "rejected", how = "日期不符", by = "示范办案人" });

        var against = await officer.Against(rejected, "conclusion");
        var refused = await officer.Try(rejected, "conclusion", new { conclusion = "属实。" });

        rejected.Text("openTasks").ShouldBe("1");
        against.ShouldBe(["case.evidence.missing", "case.fact.unproven", "case.fact.open", "case.task.open"]);
        refused.MustRefuse(HttpStatusCode.Conflict, "case.evidence.missing");

        var proven = await officer.ProvenCase(rejected);
        var facts = proven.Parts("facts");
        var carried = await officer.Step(proven, "facts", new { factId = facts[0], kind = "act", detail = "三次下井救人", state = "established", evidenceIds = new[] { proven.Parts("evidence")[1] } });
        var settled = await officer.Step(carried, "facts", new { factId = facts[1], kind = "danger", detail = "井深六米", state = "not_established" });
        (await officer.Against(settled, "conclusion")).ShouldBe(["case.task.open"]);
        var done = await officer.Step(settled, "task-results", new { taskId = (await officer.Get($"cases/{settled.Id}/tasks")).Parts("tasks")[0], state = "cancelled", result = "井已填平" });
        (await officer.Step(done, "conclusion", new { conclusion = "属实。" })).Text("openTasks").ShouldBe("0");
        (await officer.Get($"cases/{settled.Id}/tasks")).Json.GetProperty("tasks")[0].GetProperty("closedOn").GetString().ShouldBe("2026-06-01");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Shandong_a_certificate_of_the_police_carries_a_conclusion_alone_and_one_of_the_township_does_not(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "370602");
        var accepted = await officer.AcceptedCase(("place", new { regionCode = "370602" }));

        var township = await officer.Step(accepted, "evidence", new { kind = "township", source = "示范街道" });
        var refused = await officer.Against(township, "conclusion");
        var police = await officer.Step(township, "evidence", new { kind = "police_proof", source = "示范派出所" });

        refused.ShouldBe(["case.evidence.missing"]);
        (await officer.Step(police, "conclusion", new { conclusion = "属实。" })).Text("state").ShouldBe("concluded");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_task_ends_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var tasked = await officer.Step(await officer.Step(await officer.AcceptedCase(), "tasks", new { what = "测量井深", assignee = "示范办案人" }), "tasks", new { what = "走访", assignee = "示范办案人" });
        var taskId = (await officer.Get($"cases/{tasked.Id}/tasks")).Parts("tasks")[0];

        var done = await officer.Step(tasked, "task-results", new { taskId, state = "done", result = "六米" });

        (await officer.Try(done, "task-results", new { taskId, state = "done", result = "七米" })).Errors.ShouldBe([("/taskId", "case.task.finished")]);
        (await officer.Try(done, "task-results", new { taskId = done.Id, state = "done", result = "七米" })).Errors.ShouldBe([("/taskId", "case.task.unknown")]);
        (await officer.Try(await officer.FiledCase(), "task-results", new { taskId, state = "done", result = "七米" })).MustRefuse(HttpStatusCode.Conflict, "case.task.none_open");
    }
}
