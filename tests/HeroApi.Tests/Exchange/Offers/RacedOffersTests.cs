using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange.Offers;

/// <summary>Of many who end an offer at once, one does.</summary>
public sealed class RacedOffersTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_fifty_answers_at_once_one_wins(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));

        for (var round = 0; round < 3; round++)
        {
            var lead = await old.ReportedLead();
            var offer = await old.Offer(lead.Id, next);

            var answers = await Task.WhenAll(Enumerable.Range(round, 50).Select(number => (number % 3) switch
            {
                0 => next.Accept(offer),
                1 => next.Refuse(offer),
                _ => old.Withdraw(offer)
            }));

            var winner = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
            answers.Count(answer => answer.Code is "record.version_stale" or "offer.closed").ShouldBe(49);
            await EndsAs(winner.Text("state")!, old, next, lead, offer, "reported");
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_answer_and_the_end_of_its_time_or_lead_do_not_both_happen(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var ends = new List<string>();

        for (var round = 0; round < 16; round++)
        {
            var lead = await old.ReportedLead();
            // Each reading of the clock takes a millisecond, so the time runs out while they race.
            var offer = await old.Offer(lead.Id, next, expiresAt: round % 2 == 0 ? api.Clock.GetUtcNow().AddMilliseconds(30 + (3 * round)) : null);

            await Task.WhenAll(
                next.Accept(offer),
                round % 2 == 0 ? api.Settle() : old.Post($"leads/{lead.Id}/dismissal", new { reason = "不属见义勇为" }, ifMatch: 1),
                next.Refuse(offer));
            if (round % 2 == 0)
            {
                api.Clock.Advance(TimeSpan.FromSeconds(1));
                await api.Settle();
            }

            var (state, reason) = await old.Standing(offer);
            ends.Add(state!);
            var dismissed = reason == "decided" || (await old.Get($"leads/{lead.Id}")).Text("state") == "dismissed";
            await EndsAs(state!, old, next, lead, offer, dismissed ? "dismissed" : "reported");
        }

        ends.ShouldNotContain("open");
        ends.ShouldContain(state => state == "accepted" || state == "refused");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_many_offers_of_one_lead_at_once_one_is_made_and_none_of_a_lead_that_is_decided(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));

        for (var round = 0; round < 5; round++)
        {
            var lead = await old.ReportedLead();

            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => number == round
                ? old.Post($"leads/{lead.Id}/dismissal", new { reason = "不属见义勇为" }, ifMatch: 1)
                : old.Post("offers", OfferStates.Body(lead.Id, next.OrgId))));

            answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBeLessThanOrEqualTo(1);
            answers[round].Must(HttpStatusCode.OK);
            (await old.Get("offers?state=open")).Ids().ShouldBeEmpty();
        }
    }

    /// <summary>State, owner, versions and what either side may see all tell of the same end.</summary>
    private static async Task EndsAs(string state, Client old, Client next, Answer lead, Answer offer, string leadState)
    {
        (await old.Standing(offer)).State.ShouldBe(state);
        (await next.Get($"offers/{offer.Id}")).Version.ShouldBe(2);
        var (keeper, other) = state == "accepted" ? (next, old) : (old, next);
        (await other.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var now = (await keeper.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (now.Text("ownerOrgId"), now.Text("state")).ShouldBe(($"{keeper.OrgId}", leadState));
        (now.Text("ownerEpoch"), now.Version).ShouldBe(state == "accepted" ? ("2", 2) : ("1", leadState == "reported" ? 1 : 2));
    }
}
