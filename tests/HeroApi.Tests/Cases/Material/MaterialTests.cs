using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Material;

public sealed class MaterialTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Henan_asks_once_and_completely_and_its_clock_waits_for_the_answer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var filed = await officer.FiledCase();

        api.Clock.Advance(TimeSpan.FromDays(2));
        var asked = await officer.Step(filed, "material-request", new { missing = new[] { "行为人身份证明", "见证人证言" }, answerBy = "2026-06-18" });
        api.Clock.Advance(TimeSpan.FromDays(10));
        var photo = (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
        var partly = await officer.Step(asked, "material", new { items = new[] { new { number = 1, note = "复印件", fileIds = new[] { photo } } } });
        var wholly = await officer.Step(partly, "material", new { items = new[] { new { number = 2 } } });

        asked.Text("state").ShouldBe("awaiting_material");
        (Clock(asked, "material.within"), Clock(asked, "decide.within"), Clock(asked, "material.answer")).ShouldBe(("met", "paused", "running"));
        partly.Text("state").ShouldBe("awaiting_material");
        partly.Json.GetProperty("materialRequests")[0].GetProperty("items")[0].GetProperty("fileIds")[0].GetGuid().ShouldBe(photo);
        (wholly.Text("state"), Clock(wholly, "material.answer"), Clock(wholly, "decide.within")).ShouldBe(("filed", "met", "running"));
        Due(wholly, "decide.within").ShouldBe("2026-07-13", "30 days from receipt on 1 June, and the 10 that it waited; the 11th is a Saturday");
        wholly.Json.GetProperty("materialRequests")[0].GetProperty("answeredOn").GetString().ShouldBe("2026-06-13");
        (await api.Key(officer.OrgId, ["cases:read"]) is var reader && (await reader.Get($"files/{photo}")).Status == HttpStatusCode.OK).ShouldBeTrue();
        (await officer.Try(wholly, "material-request", new { missing = new[] { "照片" }, answerBy = "2026-07-18" })).MustRefuse(HttpStatusCode.Conflict, "case.material.asked_once");
        (await officer.Reason(wholly, "material_request")).ShouldBe("case.material.asked_once");
        (await officer.Step(wholly, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_not_answered_lapses_after_its_day_and_no_sooner(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var asked = await officer.Step(await officer.FiledCase(), "material-request", new { missing = new[] { "行为人身份证明" }, answerBy = "2026-06-10" });

        api.Clock.Advance(TimeSpan.FromDays(9));
        var early = await officer.Try(asked, "lapse", new { reason = "逾期未补正" });
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();
        var due = await officer.Get($"cases/{asked.Id}");
        var lapsed = await officer.Step(due, "lapse", new { reason = "逾期未补正" });

        early.MustRefuse(HttpStatusCode.Conflict, "case.material.awaited").Text("params.answerBy").ShouldBe("2026-06-10");
        (lapsed.Text("state"), lapsed.Text("closedOn"), lapsed.Text("ending.kind"), lapsed.Text("ending.reason")).ShouldBe(("lapsed", "2026-06-11", "lapsed", "逾期未补正"));
        (Clock(lapsed, "decide.within"), Clock(lapsed, "material.answer")).ShouldBe(("dropped", "dropped"));
        (await api.Count("kernel_timer", "name LIKE 'cases.deadline:%'")).ShouldBe(0);
        (await officer.Try(lapsed, "acceptance", new { })).MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_came_in_part_does_not_lapse_but_goes_on_with_what_there_is(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var asked = await officer.Step(await officer.FiledCase(), "material-request", new { missing = new[] { "行为人身份证明", "见证人证言" }, answerBy = "2026-06-10" });
        var partly = await officer.Step(asked, "material", new { items = new[] { new { number = 2 } } });

        api.Clock.Advance(TimeSpan.FromDays(30));
        var refused = await officer.Try(await officer.Get($"cases/{partly.Id}"), "lapse", new { reason = "逾期未补正" });
        var goesOn = await officer.Step(await officer.Get($"cases/{partly.Id}"), "material", new { goOn = true });

        refused.MustRefuse(HttpStatusCode.Conflict, "case.material.came");
        goesOn.Text("state").ShouldBe("filed");
        Clock(goesOn, "material.answer").ShouldBe("met_late");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_answer_names_what_was_asked_for(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var filed = await officer.FiledCase();

        (await officer.Try(filed, "material-request", new { missing = Array.Empty<string>(), answerBy = "2026-05-31" })).Errors
            .ShouldBe([("/missing", "value.required"), ("/answerBy", "case.before_last_step")]);
        (await officer.Try(filed, "material-request", new { missing = new[] { "照片" }, answerBy = "2026-06-10", on = "2026-05-20" })).Errors.ShouldBe([("/on", "case.before_last_step")]);
        var asked = await officer.Step(filed, "material-request", new { missing = new[] { "照片" }, answerBy = "2026-06-10" });
        (await officer.Try(asked, "material", new { items = new[] { new { number = 2 } } })).Errors.ShouldBe([("/items/0/number", "case.material.item_unknown")]);
        (await officer.Try(asked, "material", new { items = new[] { new { number = 1 }, new { number = 1 } } })).Errors.ShouldBe([("/items", "case.material.item_repeated")]);
        (await officer.Try(asked, "material", new { })).Errors.ShouldBe([("/items", "value.required")]);
        var stranger = (await (await api.Organisation(region: "410103")).Upload(Uploads.Photo())).Id;
        (await officer.Try(asked, "material", new { items = new[] { new { number = 1, fileIds = new[] { stranger } } } })).Errors.ShouldBe([("/items/0/fileIds/0", "file.unknown")]);
        (await api.Count("cases_step", "case_id = @id AND action = 'material'", new { id = filed.Id })).ShouldBe(0);
    }

    private static string? Clock(Answer known, string rule) => Limit(known, rule, "state");

    private static string? Due(Answer known, string rule) => Limit(known, rule, "dueOn");

    private static string? Limit(Answer known, string rule, string member) =>
        known.Json.GetProperty("deadlines").EnumerateArray().Single(clock => clock.GetProperty("rule").GetString() == rule).GetProperty(member).GetString();
}
