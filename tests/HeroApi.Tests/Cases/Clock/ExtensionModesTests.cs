using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Clock;

/// <summary>Extensions as other statutes have them; nobody files, so that no window of filing is asked about.</summary>
public sealed class ExtensionModesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Zhejiang_thirty_days_are_added_once_and_the_applicant_is_told(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "330102");
        await officer.PublishedPack("330102", "2026-01-01", new { key = "filing.window", period = new { amount = 1, unit = "years" } }, new { key = "filing.strictness", code = "hard" });
        var filed = await officer.Step(await officer.OpenedCase(("place", new { regionCode = "330102" })), "filings", new { kind = "application", filer = "actor" });
        var accepted = await officer.Step(filed, "acceptance", new { });

        var untold = await officer.Try(accepted, "extension", new { reason = "重大复杂", approver = "示范县公安局局长" });
        var extended = await officer.Step(accepted, "extension", new { reason = "重大复杂", approver = "示范县公安局局长", toldApplicantOn = "2026-06-01" });

        untold.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        untold.Errors.ShouldBe([("/toldApplicantOn", "extension.applicant_not_told")]);
        accepted.Limit("decide.within", "dueOn").ShouldBe("2026-07-01");
        extended.Limit("decide.within", "dueOn").ShouldBe("2026-07-31");
        extended.Limit("decide.within", "toldApplicantOn").ShouldBe("2026-06-01");
        (await officer.Try(extended, "extension", new { reason = "重大复杂", approver = "示范县公安局局长", toldApplicantOn = "2026-06-01" }))
            .MustRefuse(HttpStatusCode.Conflict, "extension.spent");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Chongqing_the_approver_names_the_day_as_often_as_he_likes(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "500103");
        var known = await ByItself(officer, "500103");

        var open = await officer.Try(known, "extension", new { reason = "特殊原因", approver = "示范县人民政府" });
        foreach (var day in (string[])["2026-08-15", "2026-12-31"])
        {
            known = await officer.Step(known, "extension", new { reason = "特殊原因", approver = "示范县人民政府", until = day });
            known.Limit("decide.within", "dueOn").ShouldBe(day);
        }

        open.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        open.Errors.ShouldBe([("/until", "extension.until_needed")]);
        known.Limit("decide.within", "extended").ShouldBe("2");
        // The law was read in part: whether it stops the clock is not known.
        (await officer.Against(known, "clock_pause")).ShouldBe(["rule.not_configured"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task In_Shandong_nothing_stops_the_clock_and_nothing_is_said_of_extending_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "371502");

        var accepted = await officer.AcceptedCase(("place", new { regionCode = "371502" }));

        accepted.Limit("decide.within", "limits").ShouldBe("proposed_opinion");
        (await officer.Try(accepted, "clock-pause", new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" })).MustRefuse(HttpStatusCode.Conflict, "clock.never_stops");
        (await officer.Try(accepted, "extension", new { reason = "案情复杂", approver = "示范主任" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task<Answer> ByItself(Client officer, string region)
    {
        var filed = await officer.Step(await officer.OpenedCase(("place", new { regionCode = region })), "filings", new { kind = "ex_officio", filer = "authority" });
        return await officer.Step(filed, "acceptance", new { });
    }
}
