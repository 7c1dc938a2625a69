using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Register;

public sealed class RegisterTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_register_is_counted_at_any_day_and_by_who_may_see_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500", answersForRegion: false);
        var (county, other) = (await api.Organisation(city), await api.Organisation(city, region: "371521"));
        await Opened(county, new { name = "示范甲", registeredOn = "1998", householdRegion = "371502" });
        await Opened(county, new { name = "示范乙", registeredOn = "2004-07", diedOn = "2010-05", householdRegion = "371502" });
        var abroad = await Opened(county, new { name = "示范丙", registeredOn = "2017-12-31", householdRegion = "371502" });
        await Opened(other, new { name = "示范丁", registeredOn = "2020", householdRegion = "371521" });
        await Opened(await api.Key(county.OrgId, ["heroes:read", "heroes:write", "protected:read"]), new { name = "示范戊", registeredOn = "2003", protection = "sealed" });
        var mistake = await Opened(county, new { name = "示范己", registeredOn = "1999" });
        (await county.Delete($"heroes/{mistake.Id}?reason=entered_in_error", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        (await county.Post($"heroes/{abroad.Id}/contact-attempts", new { on = "2026-01-15", channel = "police", result = "relative", state = "abroad" })).Must(HttpStatusCode.OK);

        (await Persons(city, "asOf=1998-12-31")).ShouldBe((1, 1));
        (await Persons(city, "asOf=2010-04-30")).ShouldBe((2, 2));
        (await Persons(city, "asOf=2017-12-31")).ShouldBe((2, 3));
        (await Persons(city, "")).ShouldBe((2, 4));
        (await Persons(city, $"org={county.OrgId}")).ShouldBe((1, 3));
        (await Persons(city, $"org={city.OrgId}")).ShouldBe((0, 0));
        (await Persons(city, $"org={city.OrgId}&orgScope=subtree&region=371521")).ShouldBe((1, 1));
        (await Persons(other, "")).ShouldBe((1, 1));
        var today = (await city.Get("register-statistics")).Json.GetProperty("contactStates").EnumerateArray();
        today.Select(of => (of.GetProperty("state").GetString(), of.GetProperty("persons").GetInt64())).ShouldBe([("abroad", 1L), ("deceased", 1L), ("reachable", 2L)]);
        (await city.Get("register-statistics?asOf=2030-01-01")).Errors.ShouldBe([("/query/asOf", "value.in_future")]);
        (await city.Get("register-statistics?orgScope=subtree&region=x")).Errors.Select(error => error.Pointer).ShouldBe(["/query/region", "/query/org"], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Twelve_persons_were_found_again_in_a_period_one_of_them_twice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        for (var number = 0; number < 13; number++)
        {
            var hero = await Opened(keeper, new { name = "示范甲", registeredOn = "2001" });
            await Attempt(keeper, hero, "2025-12-31", "no_trace", "lost");
            if (number < 12)
                await Attempt(keeper, hero, "2026-01-01", "reached", null);
            if (number > 0)
                continue;
            await Attempt(keeper, hero, "2026-02-01", "moved", "lost");
            await Attempt(keeper, hero, "2026-05-31", "reached", "found");
        }

        (await Transitions(keeper, "from=2026-01-01&to=2026-05-31")).ShouldBe([("found", "lost", 1, 1), ("lost", "found", 12, 13)]);
        (await Transitions(keeper, "from=2026-01-02&to=2026-05-30")).ShouldBe([("found", "lost", 1, 1)]);
        (await Transitions(keeper, "from=2025-01-01&to=2025-12-31")).ShouldBe([("reachable", "lost", 13, 13)]);
        (await Transitions(stranger, "from=2025-01-01")).ShouldBeEmpty();
    }

    private static async Task<Answer> Opened(Client keeper, object body) => (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created);

    private static async Task Attempt(Client keeper, Answer hero, string on, string result, string? state) =>
        (await keeper.Post($"heroes/{hero.Id}/contact-attempts", new { on, channel = "village", result, state })).Must(HttpStatusCode.OK);

    private static async Task<(long OnRegister, long Ever)> Persons(Client caller, string query)
    {
        var counted = (await caller.Get($"register-statistics?{query}")).Must(HttpStatusCode.OK).Json;
        return (counted.GetProperty("personsOnRegister").GetInt64(), counted.GetProperty("personsEverRegistered").GetInt64());
    }

    private static async Task<IEnumerable<(string?, string?, int, int)>> Transitions(Client caller, string query) =>
        (await caller.Get($"register-statistics/transitions?{query}")).Must(HttpStatusCode.OK).Json.GetProperty("transitions").EnumerateArray().Select(turn =>
            (turn.GetProperty("stateFrom").GetString(), turn.GetProperty("stateTo").GetString(), turn.GetProperty("persons").GetInt32(), turn.GetProperty("personTimes").GetInt32()));
}
