using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Jurisdiction;

/// <summary>A case that belongs elsewhere changes hands by an offer.</summary>
public sealed class OfferCaseTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_case_changes_hands_during_its_investigation_and_its_limits_run_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(region: "410102"), await api.Organisation(region: "410202"));
        var accepted = await old.AcceptedCase();

        var offer = await old.OfferCase(accepted, next);
        var preview = await next.Get($"offers/{offer.Id}/preview");
        (await next.Accept(offer)).Must(HttpStatusCode.OK);

        preview.Must(HttpStatusCode.OK).Json.GetProperty("facts").ToString().ShouldBe(
            """{"state":"investigating","category":"rescue_person","regionCode":"410102","actedOn":"2026-05-01","receivedOn":"2026-06-01","decideBy":"2026-07-01","actors":"1","hasInjury":"false"}""");
        var taken = await next.Get($"cases/{accepted.Id}");
        (taken.Text("ownerOrgId"), taken.Text("ownerEpoch"), taken.Text("state")).ShouldBe(($"{next.OrgId}", "2", "investigating"));
        taken.Json.GetProperty("deadlines").GetRawText().ShouldBe(accepted.Json.GetProperty("deadlines").GetRawText());
        var last = (await next.Get($"cases/{accepted.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last();
        (last.GetProperty("action").GetString(), last.GetProperty("orgId").GetGuid()).ShouldBe(("handover", next.OrgId));
        (await old.Try(taken, "conclusion", new { conclusion = "属实" })).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await next.Step(await next.ProvenCase(taken), "conclusion", new { conclusion = "属实" })).Text("state").ShouldBe("concluded");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Once_there_is_an_opinion_it_stays_and_an_open_offer_ends(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(region: "410102"), await api.Organisation(region: "410202"));
        var accepted = await old.AcceptedCase();
        var offer = await old.OfferCase(accepted, next);

        var withdrawn = await old.Step(accepted, "withdrawal", new { reason = "申请人撤回" });

        (await old.Standing(offer)).ShouldBe(("void", "decided"));
        (await old.Post("offers", Body(withdrawn, next))).MustRefuse(HttpStatusCode.Conflict, "case.transition.not_allowed");
        (await old.Reason(withdrawn, "offer")).ShouldBe("case.transition.not_allowed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_a_transfer_and_a_step_of_the_investigation_at_once_one_wins_and_the_other_hears_of_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(region: "410102"), await api.Organisation(region: "410202"));

        for (var round = 0; round < 5; round++)
        {
            var accepted = await old.AcceptedCase();
            var offer = await old.OfferCase(accepted, next);

            var answers = await Task.WhenAll(next.Accept(offer), old.Try(accepted, "withdrawal", new { reason = "申请人撤回" }));

            var winner = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
            var handed = winner == answers[0];
            var other = handed ? answers[1] : answers[0];
            other.Status.ShouldBeOneOf(HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed);
            other.Code.ShouldBeOneOf(handed ? ["exchange.not_owner", "record.version_stale"] : ["offer.closed", "record.version_stale", "case.transition.not_allowed"]);
            var known = (await (handed ? next : old).Get($"cases/{accepted.Id}")).Must(HttpStatusCode.OK);
            known.Text("state").ShouldBe(handed ? "investigating" : "withdrawn");
            (await api.Count("cases_ending", "case_id = @id", new { id = accepted.Id })).ShouldBe(handed ? 0 : 1);
            (await api.Count("cases_step", "case_id = @id AND action IN ('handover', 'withdrawal')", new { id = accepted.Id })).ShouldBe(1);
            (await old.Standing(offer)).State.ShouldBe(handed ? "accepted" : "void");
        }
    }

    internal static object Body(Answer known, Client to) => new { type = "case", recordId = known.Id, toOrgId = to.OrgId, reason = "行为发生地属贵单位管辖" };
}

internal static class OfferedCases
{
    /// <summary>A case on offer.</summary>
    internal static async Task<Answer> OfferCase(this Client owner, Answer known, Client to) => (await owner.Post("offers", OfferCaseTests.Body(known, to))).Must(HttpStatusCode.Created);
}
