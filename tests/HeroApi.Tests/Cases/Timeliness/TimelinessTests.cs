using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Timeliness;

public sealed class TimelinessTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_province_reads_medians_and_rates_that_can_be_counted_by_hand(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "410000", level: "province");
        var (one, other) = (await api.Organisation(under: province, region: "410102"), await api.Organisation(under: province, region: "410103"));
        var kept = await one.AcceptedCase();
        var late = await one.AcceptedCase(("summary", "第二经过。"));
        var over = await one.AcceptedCase(("summary", "第三经过。"));
        var extended = await other.Step(await other.AcceptedCase(("place", new { regionCode = "410103" })), "extension", new { reason = "案情复杂", approver = "示范主任" });
        await (await api.Key(other.OrgId, [.. States.OfficerScopes, "protected:read"])).OpenedCase(("protection", "restricted"));

        // The investigations end 4, 5, 6 and 10 days after the discovery; one of four limits is kept, one met late, one breached, one runs.
        api.Clock.Advance(TimeSpan.FromDays(4));
        kept = await one.Step(await one.ProvenCase(kept), "conclusion", new { conclusion = "属实。" });
        kept = await one.Step(kept, "timely-steps", new { step = "help", on = "2026-06-03" });
        api.Clock.Advance(TimeSpan.FromDays(1));
        await one.Step(await one.ProvenCase(over), "conclusion", new { conclusion = "属实。" });
        await one.Propose(kept, "refusal");
        api.Clock.Advance(TimeSpan.FromDays(1));
        await other.Step(await other.ProvenCase(extended), "conclusion", new { conclusion = "属实。" });
        api.Clock.Advance(TimeSpan.FromDays(4));
        await one.Step(await one.ProvenCase(late), "conclusion", new { conclusion = "属实。" });
        api.Clock.Advance(TimeSpan.FromDays(25));
        await api.Settle();
        await one.Propose(await one.Get($"cases/{late.Id}"), "refusal");
        await one.OpenedCase(("summary", "七月的经过。"));

        var june = (await province.Get("case-timeliness?from=2026-06-01&to=2026-06-30")).Must(HttpStatusCode.OK);
        var own = (await one.Get("case-timeliness?from=2026-06-01&to=2026-06-30")).Must(HttpStatusCode.OK).Json;
        var all = june.Json.GetProperty("all");

        june.Text("orgId").ShouldBe(province.OrgId.ToString());
        all.GetProperty("cases").GetInt64().ShouldBe(4);
        Step(all, "investigate").ShouldBe((4, 5.5));
        Step(all, "help").ShouldBe((1, 2));
        all.GetProperty("steps").GetArrayLength().ShouldBe(2);
        Limit(all).ShouldBe((1, 1, 1, 1, 1 / 3.0));
        var units = june.Json.GetProperty("organisations").EnumerateArray().ToDictionary(unit => unit.GetProperty("orgId").GetGuid(), unit => unit.GetProperty("figures"));
        units.Keys.ShouldBe([one.OrgId, other.OrgId], ignoreOrder: true);
        units[one.OrgId].GetProperty("cases").GetInt64().ShouldBe(3);
        Step(units[one.OrgId], "investigate").ShouldBe((3, 5));
        Limit(units[one.OrgId]).ShouldBe((1, 1, 1, 0, 1 / 3.0));
        Step(units[other.OrgId], "investigate").ShouldBe((1, 6));
        Limit(units[other.OrgId]).ShouldBe((0, 0, 0, 1, null));

        own.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(3);
        own.GetProperty("organisations").EnumerateArray().ShouldHaveSingleItem().GetProperty("orgId").GetGuid().ShouldBe(one.OrgId);
        (await province.Get($"case-timeliness?org={one.OrgId}")).Json.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(4);
        (await province.Get("case-timeliness?from=2026-07-01")).Json.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(1);
        (await province.Get("case-timeliness?from=2025-01-01&to=2025-12-31")).Json.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(0);
        (await api.Admin.Get("case-timeliness?to=2026-06-30")).Json.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(5);
        (await (await api.Key(province.OrgId, ["cases:read", "protected:read"])).Get("case-timeliness?to=2026-06-30")).Json.GetProperty("all").GetProperty("cases").GetInt64().ShouldBe(5);
        (await province.Get("case-timeliness?from=2026-07-01&to=2026-06-30")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Help_is_recorded_once_and_praise_waits_for_somebody_to_be_confirmed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var opened = await officer.OpenedCase();
        api.Clock.Advance(TimeSpan.FromDays(3));

        var praised = await officer.Try(opened, "timely-steps", new { step = "praise" });
        var early = await officer.Try(opened, "timely-steps", new { step = "help", on = "2026-05-31" });
        var helped = await officer.Step(opened, "timely-steps", new { step = "help", on = "2026-06-01" });

        praised.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        praised.Errors.ShouldBe([("/step", "timely_step.not_open")]);
        early.Errors.ShouldBe([("/on", "case.before_last_step")]);
        // Of that day it is only known that it was not before the discovery.
        helped.Text("timely.helpedAt").ShouldBe(opened.Text("timely.discoveredAt"));
        (await officer.Try(helped, "timely-steps", new { step = "help" })).MustRefuse(HttpStatusCode.Conflict, "timely_step.taken");
        (await officer.Against(helped, "timely_step")).ShouldBe(["timely_step.taken"]);
        (await officer.Get($"cases/{opened.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last().GetProperty("reason").GetString().ShouldBe("help");
    }

    private static (long Cases, double Median) Step(JsonElement figures, string name)
    {
        var step = figures.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("step").GetString() == name);
        return (step.GetProperty("cases").GetInt64(), step.GetProperty("medianDays").GetDouble());
    }

    private static (long Met, long Late, long Breached, long Running, double? OnTime) Limit(JsonElement figures)
    {
        var limit = figures.GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("rule").GetString() == "decide.within");
        long Count(string name) => limit.GetProperty(name).GetInt64();
        return (Count("met"), Count("metLate"), Count("breached"), Count("running"), limit.TryGetProperty("onTime", out var rate) ? rate.GetDouble() : null);
    }
}
