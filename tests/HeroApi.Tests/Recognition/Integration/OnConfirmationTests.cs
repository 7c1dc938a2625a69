using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Integration;

public sealed class OnConfirmationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_confirmed_has_a_file_at_home_which_the_place_of_the_act_keeps_sight_of(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home, stranger) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));

        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());

        var file = (await home.Get("heroes")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("fileNumber").GetString().ShouldBe("2026-0001");
        file.GetProperty("openedBy").GetString().ShouldBe("case");
        file.GetProperty("document").GetProperty("number").GetString().ShouldBe("1101**********002X");
        var deed = file.GetProperty("deeds").EnumerateArray().ShouldHaveSingleItem();
        (deed.GetProperty("orgId").GetGuid(), deed.GetProperty("regionCode").GetString(), deed.GetProperty("state").GetString()).ShouldBe((county.OrgId, "410102", "confirmed"));
        (await api.Published<HeroFileOpened>()).ShouldHaveSingleItem().KeeperOrgId.ShouldBe(home.OrgId);
        Files(await county.Get("heroes")).ShouldBe(1);
        Files(await stranger.Get("heroes")).ShouldBe(0);
        (await county.Patch($"heroes/{file.GetProperty("id").GetGuid()}", new { note = "补充" }, ifMatch: file.GetProperty("version").GetInt64()))
            .MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_second_confirmation_of_the_same_person_joins_the_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));

        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        await api.Confirmed(county, "郑见确〔2026〕2号", Confirmations.Actor());

        var file = (await home.Get("heroes")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("deeds").GetArrayLength().ShouldBe(2);
        (await api.Published<HeroFileOpened>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_fraud_is_marked_in_the_file_and_the_file_stays(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());

        await api.Revoked(county, decided);

        var file = (await home.Get("heroes")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        file.GetProperty("deeds")[0].GetProperty("state").GetString().ShouldBe("revoked");
        file.GetProperty("version").GetInt64().ShouldBeGreaterThan(2);
    }

    private static int Files(Answer listed) => listed.Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength();
}
