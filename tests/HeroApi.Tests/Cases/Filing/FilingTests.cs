using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Filing;

public sealed class FilingTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_filed_in_Henan_is_accepted_and_its_clock_runs_from_receipt(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");

        var filed = await officer.FiledCase();
        var accepted = await officer.Step(filed, "acceptance", new { });

        filed.Text("state").ShouldBe("filed");
        filed.Text("lateness").ShouldBe("in_time");
        filed.Text("rulePackIds").ShouldBe("[\"01980d2c-5a00-7000-8000-000000410000\"]");
        accepted.Text("state").ShouldBe("investigating");
        var clocks = accepted.Json.GetProperty("deadlines").EnumerateArray().ToDictionary(clock => clock.GetProperty("rule").GetString()!);
        clocks["material.within"].GetProperty("state").GetString().ShouldBe("met");
        clocks["decide.within"].GetProperty("state").GetString().ShouldBe("running");
        clocks["decide.within"].GetProperty("limits").GetString().ShouldBe("opinion");
        clocks["decide.within"].GetProperty("dueOn").GetString().ShouldBe("2026-07-01");
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(1);
        (await officer.Get($"cases/{filed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString())
            .ShouldBe(["opening", "filing", "acceptance"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Where_nobody_has_published_a_window_acceptance_says_who_must(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "620102");
        var filed = await officer.FiledCase(("place", new { regionCode = "620102" }));

        var refused = await officer.Try(filed, "acceptance", new { });
        var actions = await officer.Get($"cases/{filed.Id}/actions");

        refused.MustRefuse(HttpStatusCode.Conflict, "rule.not_configured");
        refused.Text("params.key").ShouldBe("decide.starts");
        refused.Text("params.region").ShouldBe("620102");
        var acceptance = actions.Json.GetProperty("actions").EnumerateArray().Single(action => action.GetProperty("name").GetString() == "acceptance");
        acceptance.GetProperty("allowed").GetBoolean().ShouldBeFalse();
        acceptance.GetProperty("because")[0].GetProperty("code").GetString().ShouldBe("rule.not_configured");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_officers_at_once_one_accepts_and_the_other_hears_of_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var filed = await officer.FiledCase();

        var answers = await Task.WhenAll(officer.Try(filed, "acceptance", new { }), officer.Try(filed, "non-acceptance", new { reason = "不属见义勇为" }));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Single(answer => answer.Status != HttpStatusCode.OK).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Count("cases_step", "case_id = @id", new { id = filed.Id })).ShouldBe(3);
    }
}
