using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Jurisdiction;

/// <summary>Two counties of one city differ about a case; the city says who is competent.</summary>
public sealed class DisputeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_common_superior_designates_and_the_case_goes_on_elsewhere_with_its_clock(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, first, second) = await TwoCounties(api);
        var accepted = await first.AcceptedCase();

        var disputed = await first.Step(accepted, "dispute", new { withOrgId = second.OrgId, reason = "行为地跨两县。" });
        var stuck = await first.Try(disputed, "conclusion", new { conclusion = "属实" });
        var designated = await city.Step(disputed, "designation", new { orgId = second.OrgId, reason = "主要行为地在该县。" });

        disputed.Text("state").ShouldBe("disputed");
        stuck.MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");
        (designated.Text("state"), designated.Text("ownerOrgId"), designated.Text("ownerEpoch")).ShouldBe(("investigating", $"{second.OrgId}", "2"));
        Clock(designated).ShouldBe(Clock(accepted));
        var referral = designated.Json.GetProperty("referrals")[0];
        (referral.GetProperty("kind").GetString(), referral.GetProperty("answer").GetString(), referral.GetProperty("designatedOrgId").GetGuid(), referral.GetProperty("answeredByOrgId").GetGuid())
            .ShouldBe(("jurisdiction", "designated", second.OrgId, city.OrgId));
        (await first.Try(designated, "conclusion", new { conclusion = "属实" })).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{second.OrgId}");
        (await second.Step(await second.ProvenCase(designated), "conclusion", new { conclusion = "属实" })).Text("state").ShouldBe("concluded");
        (await second.Get($"cases/{accepted.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString())
            .ShouldBe(["opening", "filing", "acceptance", "dispute", "designation", "handover", "evidence", "verification", "conclusion"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_may_stay_where_it_is_and_goes_on_where_it_was(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, first, second) = await TwoCounties(api);
        var filed = await first.FiledCase();
        var disputed = await first.Step(filed, "dispute", new { withOrgId = second.OrgId, reason = "行为地跨两县。" });

        var stays = await city.Step(disputed, "designation", new { orgId = first.OrgId, reason = "由最先受理的机关办理。" });
        var agreed = await first.Step(await first.Step(stays, "dispute", new { withOrgId = second.OrgId, reason = "又生争议。" }), "dispute-withdrawal", new { reason = "协商一致。" });

        (stays.Text("state"), stays.Text("ownerOrgId"), stays.Text("ownerEpoch")).ShouldBe(("filed", $"{first.OrgId}", "1"));
        (agreed.Text("state"), agreed.Json.GetProperty("referrals")[1].GetProperty("answer").GetString()).ShouldBe(("filed", "dropped"));
        (await first.Step(agreed, "acceptance", new { })).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_who_stands_above_both_sides_designates_and_only_somebody_below(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, first, second) = await TwoCounties(api);
        var stranger = await api.Organisation(region: "411002");
        var disputed = await first.Step(await first.FiledCase(), "dispute", new { withOrgId = second.OrgId, reason = "行为地跨两县。" });
        var abroad = await first.Step(await first.FiledCase(), "dispute", new { withOrgId = stranger.OrgId, reason = "行为地跨两市。" });

        (await first.Try(disputed, "designation", new { orgId = first.OrgId, reason = "自行指定" })).MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        (await city.Try(abroad, "designation", new { orgId = first.OrgId, reason = "无权指定" })).MustRefuse(HttpStatusCode.Conflict, "case.higher_body_only");
        (await second.Try(disputed, "designation", new { orgId = second.OrgId, reason = "自行指定" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        foreach (var wrong in (Guid[])[city.OrgId, stranger.OrgId])
            (await city.Try(disputed, "designation", new { orgId = wrong, reason = "指定" })).Errors.ShouldBe([("/orgId", "case.designation.not_below")]);
        (await city.Try(disputed, "designation", new { reason = "指定" })).Errors.ShouldBe([("/orgId", "value.required")]);
        (await city.Reason(disputed, "designation")).ShouldBeNull();
        (await city.Reason(abroad, "designation")).ShouldBe("case.higher_body_only");
        (await first.Reason(disputed, "designation")).ShouldBe("case.higher_body_only");
        (await first.Get($"cases/{disputed.Id}")).Text("state").ShouldBe("disputed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_dispute_is_with_another_organisation_that_there_is(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, first, _) = await TwoCounties(api);
        var filed = await first.FiledCase();

        (await first.Try(filed, "dispute", new { withOrgId = first.OrgId, reason = "争议" })).Errors.ShouldBe([("/withOrgId", "case.dispute.with_owner")]);
        (await first.Try(filed, "dispute", new { withOrgId = Guid.CreateVersion7(), reason = "争议" })).Errors.ShouldBe([("/withOrgId", "organisation.unknown")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Yunnan_who_received_it_first_handles_it_unless_the_superior_says_otherwise(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, first, second) = await TwoCounties(api, "530100", "530102", "530103");
        var filed = await first.FiledCase(("place", new { regionCode = "530102" }));
        var handed = (await second.Accept(await first.OfferCase(filed, second))).Must(HttpStatusCode.OK);

        var disputed = await second.Step(await second.Get($"cases/{filed.Id}"), "dispute", new { withOrgId = first.OrgId, reason = "行为地跨两区。" });
        var designated = await city.Step(disputed, "designation", new { reason = "由最先受理的机关办理。" });

        handed.Text("state").ShouldBe("accepted");
        designated.Json.GetProperty("filings")[0].GetProperty("receivedByOrgId").GetGuid().ShouldBe(first.OrgId);
        (designated.Text("ownerOrgId"), designated.Text("ownerEpoch"), designated.Text("state")).ShouldBe(($"{first.OrgId}", "3", "filed"));
        (await first.Get($"cases/{filed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("action").GetString() == "designation")
            .GetProperty("basis").GetString()!.ShouldContain("云南省");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Zhejiang_gives_the_superior_three_days(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, first, second) = await TwoCounties(api, "330100", "330102", "330105");
        var opened = await first.OpenedCase(("place", new { regionCode = "330102" }));
        var filed = await first.Step(opened, "filings", new { kind = "application", filer = "actor" });

        var disputed = await first.Step(filed, "dispute", new { withOrgId = second.OrgId, reason = "行为地跨两区。" });
        var designated = await city.Step(disputed, "designation", new { orgId = second.OrgId, reason = "主要行为地在该区。" });

        Limit(disputed, "dueOn").ShouldBe("2026-06-04");
        (Limit(disputed, "state"), Limit(designated, "state")).ShouldBe(("running", "met"));
        (await city.Get($"cases/{filed.Id}")).Text("ownerOrgId").ShouldBe($"{second.OrgId}");
    }

    private static string? Limit(Answer known, string member) => known.Json.GetProperty("deadlines").EnumerateArray()
        .Single(clock => clock.GetProperty("rule").GetString() == "jurisdiction.designate_within").GetProperty(member).GetString();

    private static async Task<(Client City, Client First, Client Second)> TwoCounties(Api api, string above = "410100", string one = "410102", string other = "410103")
    {
        var city = await api.Organisation(region: above, level: "prefecture");
        return (city, await api.Organisation(city, one), await api.Organisation(city, other));
    }

    private static string Clock(Answer known) => known.Json.GetProperty("deadlines").EnumerateArray().Single(clock => clock.GetProperty("rule").GetString() == "decide.within").GetRawText();
}
