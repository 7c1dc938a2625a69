using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Panel;

public sealed class PanelTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Henan_nothing_is_proposed_before_a_panel_has_voted(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase();

        var early = await officer.Try(concluded, "proposal", Proposal(concluded, "confirmation"));
        var against = await officer.Against(concluded, "proposal");
        var panelled = await officer.PanelledCase(concluded, "confirm");
        var proposed = await officer.Step(panelled, "proposal", Proposal(panelled, "confirmation"));

        early.MustRefuse(HttpStatusCode.Conflict, "case.panel.missing");
        against.ShouldBe(["case.panel.missing"]);
        panelled.Text("panel.state").ShouldBe("closed");
        panelled.Text("panel.opinionOn").ShouldBe("2026-06-01");
        var tally = panelled.Json.GetProperty("panel").GetProperty("tallies")[0];
        (tally.GetProperty("confirm").GetInt32(), tally.GetProperty("outcome").GetString()).ShouldBe((3, "confirmation"));
        proposed.Text("state").ShouldBe("proposed");
        (await officer.Get($"cases/{concluded.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString()!).TakeLast(4)
            .ShouldBe(["panel", "panel_votes", "panel_opinion", "proposal"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_recused_members_vote_does_not_count_towards_quorum_or_outcome(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var convened = await officer.ConvenedPanel(await officer.ConcludedCase());
        var members = convened.Parts("panel.members");
        var actor = convened.Parts("actors")[0];

        var voted = await officer.Step(convened, "panel/votes", new
        {
            votes = new[]
            {
                new { memberId = members[0], actorId = actor, vote = "confirm" },
                new { memberId = members[1], actorId = actor, vote = "refuse" },
                new { memberId = members[2], actorId = actor, vote = "refuse" }
            }
        });
        var recused = await officer.Step(voted, "panel/recusals", new { memberId = members[2], reason = "与行为人系近亲属" });
        var refused = await officer.Try(recused, "panel/opinion", new { minutes = "两名委员到会。" });

        voted.Json.GetProperty("panel").GetProperty("tallies")[0].GetProperty("outcome").GetString().ShouldBe("refusal");
        var tally = recused.Json.GetProperty("panel").GetProperty("tallies")[0];
        (tally.GetProperty("confirm").GetInt32(), tally.GetProperty("refuse").GetInt32(), tally.TryGetProperty("outcome", out _)).ShouldBe((1, 1, false));
        recused.Json.GetProperty("panel").GetProperty("members")[2].GetProperty("recusedOn").GetString().ShouldBe("2026-06-01");
        refused.MustRefuse(HttpStatusCode.Conflict, "case.panel.no_quorum");
        (refused.Text("params.quorum"), refused.Text("params.voted")).ShouldBe(("3", "2"));
        (await officer.Against(recused, "panel_opinion")).ShouldBe(["case.panel.no_quorum"]);
        (await officer.Get($"cases/{recused.Id}/panels")).Json.GetProperty("panels")[0].GetProperty("votes").GetArrayLength().ShouldBe(3);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_proposal_departs_from_the_panel_only_with_a_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var panelled = await officer.PanelledCase(await officer.ConcludedCase(), "refuse");

        var bare = await officer.Try(panelled, "proposal", Proposal(panelled, "confirmation"));
        var reasoned = await officer.Step(panelled, "proposal", Proposal(panelled, "confirmation", "评审后补充的监控证实其施救。"));

        bare.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        bare.Errors.ShouldBe([("/actors/0/deviationReason", "case.panel.deviates")]);
        reasoned.Json.GetProperty("actors")[0].GetProperty("deviationReason").GetString().ShouldBe("评审后补充的监控证实其施救。");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_vote_stands_and_only_those_who_may_vote_have_one(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var convened = await officer.ConvenedPanel(await officer.ConcludedCase());
        var (member, actor) = (convened.Parts("panel.members")[0], convened.Parts("actors")[0]);

        var once = await officer.Step(convened, "panel/votes", new { votes = new[] { new { memberId = member, actorId = actor, vote = "confirm" } } });
        var twice = await officer.Try(once, "panel/votes", new { votes = new[] { new { memberId = member, actorId = actor, vote = "refuse" } } });
        var stranger = await officer.Try(once, "panel/votes", new { votes = new[] { new { memberId = actor, actorId = actor, vote = "refuse" } } });
        var nobody = await officer.Try(once, "panel/votes", new { votes = new[] { new { memberId = convened.Parts("panel.members")[1], actorId = member, vote = "refuse" } } });

        twice.Errors.ShouldBe([("/votes/0/memberId", "case.panel.voted")]);
        stranger.Errors.ShouldBe([("/votes/0/memberId", "case.panel.member_unknown")]);
        nobody.Errors.ShouldBe([("/votes/0/actorId", "case.actor.unknown")]);
        (await officer.Get($"cases/{once.Id}")).Json.GetProperty("panel").GetProperty("tallies")[0].GetProperty("confirm").GetInt32().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_panel_has_one_chair_and_another_takes_its_place_only_with_a_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var concluded = await officer.ConcludedCase();
        var member = new { name = "示范委员", quality = "expert", chair = true };

        var chairs = await officer.Try(concluded, "panel", new { quorum = 1, members = new[] { member, member } });
        var large = await officer.Try(concluded, "panel", new { quorum = 2, members = new[] { member } });
        var first = await officer.PanelledCase(concluded, "refuse");
        var unexplained = await officer.Try(first, "panel", new { quorum = 1, members = new[] { member } });
        var second = await officer.Step(first, "panel", new { quorum = 1, members = new[] { member }, reason = "原组长应当回避" });

        chairs.Errors.ShouldBe([("/members", "case.panel.chair")]);
        large.Errors.ShouldBe([("/quorum", "value.out_of_range")]);
        unexplained.Errors.ShouldBe([("/reason", "value.required")]);
        second.Text("panel.state").ShouldBe("sitting");
        (await officer.Against(second, "proposal")).ShouldBe(["case.panel.missing"]);
        (await officer.Get($"cases/{second.Id}/panels")).Json.GetProperty("panels").EnumerateArray()
            .Select(item => item.GetProperty("panel").GetProperty("state").GetString()).ShouldBe(["superseded", "sitting"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_actor_added_after_the_opinion_has_to_be_voted_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var panelled = await officer.PanelledCase(await officer.ConcludedCase(), "confirm");

        var amended = (await officer.Patch($"cases/{panelled.Id}", new { actors = new object[] { new { id = panelled.Parts("actors")[0], name = "示范甲" }, new { name = "示范丙" } } },
            ifMatch: panelled.Version)).Must(HttpStatusCode.OK);

        (await officer.Against(amended, "proposal")).ShouldBe(["case.panel.missing"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_minutes_are_seen_by_those_who_see_the_case(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var colleague = await api.Key(officer.OrgId);
        var reader = await api.Key(officer.OrgId, scopes: ["cases:read"]);
        var stranger = await api.Organisation(region: "410103");
        var convened = await officer.Voted(await officer.ConvenedPanel(await officer.ConcludedCase()), "confirm");
        var file = (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);

        await officer.Step(convened, "panel/opinion", new { minutes = "一致同意。", minutesFileId = file.Id });

        (await colleague.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);
        (await stranger.Get($"files/{file.Id}/content")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await reader.Get($"cases/{convened.Id}/panels")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Get($"cases/{convened.Id}/panels")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_panel_is_convened_before_the_investigation_is_concluded(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        var concluded = await officer.ConcludedCase();

        (await officer.Try(accepted, "panel", new { quorum = 1, members = new[] { new { name = "示范委员", quality = "expert", chair = true } } }))
            .MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");
        (await officer.Try(concluded, "panel/opinion", new { minutes = "一致同意。" })).MustRefuse(HttpStatusCode.Conflict, "case.panel.not_sitting");
        (await officer.Against(concluded, "panel_votes")).ShouldBe(["case.panel.not_sitting"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Shandong_only_what_is_complex_goes_to_a_panel(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "370602");
        var concluded = await officer.ConcludedCase(("place", new { regionCode = "370602" }));

        var plain = await officer.Try(concluded, "panel", new { quorum = 1, members = new[] { new { name = "示范委员", quality = "expert", chair = true } } });
        var proposable = await officer.Against(concluded, "proposal");
        var flagged = (await officer.Patch($"cases/{concluded.Id}", new { complex = true }, ifMatch: concluded.Version)).Must(HttpStatusCode.OK);
        var unheard = await officer.Against(flagged, "proposal");
        var proposed = await officer.Propose(flagged, "confirmation");

        plain.MustRefuse(HttpStatusCode.Conflict, "case.panel.not_provided");
        plain.Text("params.panel").ShouldBe("complex");
        proposable.ShouldBeEmpty();
        unheard.ShouldBe(["case.panel.missing"]);
        proposed.Text("panel.state").ShouldBe("closed");
        proposed.Text("state").ShouldBe("proposed");
    }

    private static object Proposal(Answer seen, string outcome, string? deviation = null) => new
    {
        actors = seen.Parts("actors").Select(actor => new { actorId = actor, outcome, reason = "事实清楚，证据充分。", deviationReason = deviation })
    };
}
