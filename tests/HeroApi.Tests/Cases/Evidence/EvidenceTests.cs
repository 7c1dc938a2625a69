using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Evidence;

public sealed class EvidenceTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Evidence_is_seen_with_its_files_by_those_who_see_the_case(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var colleague = await api.Key(officer.OrgId);
        var stranger = await api.Organisation(region: "410103");
        var opened = await officer.OpenedCase();
        var file = (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);

        var first = await officer.Step(opened, "evidence", new { kind = "video", source = "村口监控", fileIds = new[] { file.Id } });
        var second = await officer.Step(first, "evidence", new { kind = "other", source = "截图", fileIds = new[] { file.Id } });

        second.Json.GetProperty("evidence").EnumerateArray().Select(proof => proof.GetProperty("fileIds")[0].GetGuid()).ShouldBe([file.Id, file.Id]);
        second.Json.GetProperty("evidence")[0].GetProperty("state").GetString().ShouldBe("unverified");
        (await colleague.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);
        (await stranger.Get($"files/{file.Id}/content")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Post($"cases/{opened.Id}/evidence", new { kind = "other", source = "截图" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_confidential_statement_takes_no_file_that_everybody_would_see(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var told = await officer.Step(await officer.OpenedCase(), "statements", new { kind = "witness", confidential = true, name = "示范丁", takenBy = "示范办案人", text = "我看见了。" });
        var (statementId, file) = (told.Parts("statements")[0], (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created));

        var refused = await officer.Try(told, "evidence", new { kind = "witness", source = "保密证人", statementId, fileIds = new[] { file.Id } });
        var taken = await officer.Step(told, "evidence", new { kind = "witness", source = "保密证人", statementId });

        refused.Errors.ShouldBe([("/fileIds", "case.statement.confidential_file")]);
        taken.Json.GetProperty("evidence")[0].GetProperty("statementId").GetGuid().ShouldBe(statementId);
        (await officer.Try(told, "evidence", new { kind = "witness", source = "证人", statementId = told.Id })).Errors.ShouldBe([("/statementId", "case.statement.unknown")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_fact_rests_on_evidence_of_the_case(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.ProvenCase(await officer.AcceptedCase());

        (await officer.Try(accepted, "facts", new { kind = "act", detail = "救人", state = "established" })).Errors.ShouldBe([("/evidenceIds", "case.fact.without_evidence")]);
        (await officer.Try(accepted, "facts", new { kind = "act", detail = "救人", state = "established", evidenceIds = new[] { accepted.Id } })).Errors.ShouldBe([("/evidenceIds/0", "case.evidence.unknown")]);
        (await officer.Try(accepted, "facts", new { factId = accepted.Id, kind = "act", detail = "救人", state = "to_establish" })).Errors.ShouldBe([("/factId", "case.fact.unknown")]);
        (await officer.Try(accepted, "facts", new { kind = "actor", actorId = accepted.Id, detail = "救人", state = "to_establish" })).Errors.ShouldBe([("/actorId", "case.actor.unknown")]);
        (await officer.Try(await officer.AcceptedCase(), "verifications", new { evidenceId = accepted.Id, state = "verified", how = "核对", by = "示范办案人" }))
            .MustRefuse(HttpStatusCode.Conflict, "case.evidence.none");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_bound_to_act_is_proposed_for_confirmation_only_with_a_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.ProvenCase(await officer.AcceptedCase());
        var actor = accepted.Parts("actors")[0];

        var assessed = await officer.Step(accepted, $"actors/{actor}/duty-status", new { status = "contractual", reason = "受雇看守河道", source = "劳动合同" });
        var panelled = await officer.PanelledCase(await officer.Step(assessed, "conclusion", new { conclusion = "属实。" }), "confirm");
        var proposal = await officer.Action(panelled, "proposal");
        var bare = await officer.Try(panelled, "proposal", Proposal(actor, "confirmation", null));
        var reasoned = await officer.Step(panelled, "proposal", Proposal(actor, "confirmation", "施救地点在其看守范围之外"));

        assessed.Json.GetProperty("actors")[0].GetProperty("dutyFinding").GetProperty("source").GetString().ShouldBe("劳动合同");
        proposal.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        proposal.GetProperty("warnings")[0].GetProperty("code").GetString().ShouldBe("case.actor.duty_excluded");
        proposal.GetProperty("warnings")[0].GetProperty("params").GetProperty("dutyStatus").GetString().ShouldBe("contractual");
        bare.Errors.ShouldBe([("/actors/0/dutyOverride", "case.actor.duty_excluded")]);
        reasoned.Json.GetProperty("actors")[0].GetProperty("dutyOverride").GetString().ShouldBe("施救地点在其看守范围之外");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_appraised_disability_is_found_with_its_paper_and_counts_as_an_injury(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase();
        var actor = concluded.Parts("actors")[0];

        var hurt = await officer.Step(concluded, $"actors/{actor}/injury", new { harm = "disabled", grade = 7, reason = "右腿功能障碍", source = "示范司法鉴定意见书" });
        var ungraded = await officer.Try(hurt, $"actors/{actor}/injury", new { harm = "injured", grade = 7, reason = "骨折", source = "诊断证明" });

        var shown = hurt.Json.GetProperty("actors")[0];
        shown.GetProperty("harm").GetString().ShouldBe("disabled");
        shown.GetProperty("injuryFinding").GetProperty("grade").GetInt32().ShouldBe(7);
        (await officer.Get("cases?hasInjury=true")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        ungraded.Errors.ShouldBe([("/grade", "value.unwanted")]);
        (await officer.Post($"cases/{concluded.Id}/actors/{concluded.Id}/injury", new { harm = "none", reason = "无", source = "无" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get($"cases/{concluded.Id}/timeline")).Body.ShouldNotContain("右腿");
    }

    private static object Proposal(Guid actorId, string outcome, string? dutyOverride) => new { actors = new[] { new { actorId, outcome, reason = "事实清楚。", dutyOverride } } };
}
