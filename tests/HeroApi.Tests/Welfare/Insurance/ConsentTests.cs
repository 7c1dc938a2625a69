using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Welfare.Insurance.InsuranceTests;

namespace HeroApi.Tests.Welfare.Insurance;

public sealed class ConsentTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_agrees_again_is_told_of_with_the_next_endorsement_though_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Guid hero, policy;
        Client home;
        await using (var api = await Api.On(database, clock: clock))
        {
            home = await api.Organisation(region: "371502");
            hero = await Agreeing(home, "示范甲", "E00000001");
            var other = await Agreeing(home, "示范乙", "E00000002");
            policy = await Insured(api, home);

            // As long as the insurer was not told, nothing has happened.
            await Withdrawn(home, hero);
            await api.Settle();
            (await Members(home, policy))[0].ShouldBe((1, hero, "pending_leave", "consent_withdrawn"));
            await Agrees(home, hero);
            await api.Settle();
            (await Members(home, policy))[0].ShouldBe((1, hero, "insured", null));

            // Told and accepted, he is out; so is whom an officer took off, and that is not for him to undo.
            var removed = (await home.Get($"policy-members?policy={policy}&sort=number")).Json.GetProperty("items")[1];
            (await home.Post($"policy-members/{removed.GetProperty("id").GetGuid()}/removal", new { note = "已由单位投保" }, ifMatch: removed.GetProperty("version").GetInt64())).Must(HttpStatusCode.OK);
            await Withdrawn(home, hero);
            await Withdrawn(home, other);
            await api.Settle();
            var leaving = (await home.Post($"policies/{policy}/endorsements", new { number = "2" })).Must(HttpStatusCode.Created);
            (await home.Post($"policies/{policy}/endorsements/{leaving.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
            await Agrees(home, other);
            await api.Settle();
            (await Members(home, policy)).Select(member => (member.State, member.Reason)).ShouldBe([("left", "consent_withdrawn"), ("left", "removed")]);
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            home = dying.With(home.Secret, home.OrgId);
            await Agrees(home, hero);
            (await Members(home, policy)).Count.ShouldBe(2);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            home = api.With(home.Secret, home.OrgId);
            await api.Settle();
            (await Members(home, policy)).Skip(2).ShouldBe([(3, hero, "pending_join", null)]);
            var joining = (await home.Post($"policies/{policy}/endorsements", new { number = "3" })).Must(HttpStatusCode.Created);
            (joining.Text("joins"), joining.Text("leaves")).ShouldBe(("1", "0"));
            (await home.Post($"policies/{policy}/endorsements/{joining.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
            (await Members(home, policy))[2].ShouldBe((3, hero, "insured", null));
            (await api.Published<HeroApi.Recognition.Contracts.ConsentGiven>()).Count(given => given.HeroId == hero).ShouldBe(3);
        }
    }
}
