using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Jurisdiction;

/// <summary>The place of the act decides; those who care where the actors are registered hear of it at once.</summary>
public sealed class HomesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_act_in_one_province_is_told_to_the_homes_in_two_others_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (there, north, south, other) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"), await api.Organisation(region: "330102"));
        var tokens = new Dictionary<Client, string>();
        foreach (var home in (Client[])[north, south, other])
            tokens[home] = (await home.Get("exchange/changes?start=now&types=case")).Text("token")!;

        var opened = await there.OpenedCase(("actors", new[] { Actor("示范甲", "371502"), Actor("示范乙", "350582"), Actor("示范丙", "371502") }));

        opened.Json.GetProperty("homeOrgIds").EnumerateArray().Select(home => home.GetGuid()).ShouldBe([north.OrgId, south.OrgId], ignoreOrder: true);
        opened.Json.GetProperty("actors").EnumerateArray().Select(actor => actor.GetProperty("homeOrgId").GetGuid()).ShouldBe([north.OrgId, south.OrgId, north.OrgId]);
        foreach (var home in (Client[])[north, south])
        {
            (await Told(home, tokens[home])).ShouldBe([opened.Id]);
            (await home.Get($"cases/{opened.Id}")).Must(HttpStatusCode.OK);
            (await home.Get($"cases/{opened.Id}/timeline")).Must(HttpStatusCode.OK);
            (await home.Try(opened, "filings", new { kind = "application", filer = "actor" })).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        }

        (await Told(other, tokens[other])).ShouldBeEmpty();
        (await other.Get($"cases/{opened.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task When_a_household_turns_out_to_be_elsewhere_the_homes_change(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (there, north, south) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var filed = await there.FiledCase(("actors", new[] { Actor("示范甲", "371502") }));
        var actor = filed.Json.GetProperty("actors")[0].GetProperty("id").GetGuid();

        var moved = (await there.Patch($"cases/{filed.Id}", new { actors = new[] { new { id = actor, name = "示范甲", householdRegion = "350582" } } }, ifMatch: filed.Version)).Must(HttpStatusCode.OK);

        moved.Json.GetProperty("homeOrgIds").EnumerateArray().Select(home => home.GetGuid()).ShouldBe([south.OrgId]);
        (await north.Get($"cases/{filed.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await south.Get($"cases/{filed.Id}")).Must(HttpStatusCode.OK);
        (await api.Count("kernel_scope", "record_id = @id AND axis = 'home'", new { id = filed.Id })).ShouldBe(1);
    }

    private static object Actor(string name, string household) => new { name, householdRegion = household };

    private static async Task<IReadOnlyList<Guid>> Told(Client home, string token) =>
        [.. (await home.Get($"exchange/changes?token={Uri.EscapeDataString(token)}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("body").GetProperty("id").GetGuid())];
}
