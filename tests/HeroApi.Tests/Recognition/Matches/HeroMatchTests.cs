using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Matches;

public sealed class HeroMatchTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_may_have_a_file_already_is_proposed_and_nobody_is_forgotten(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home, stranger) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var old = await Opened(home, new { name = "示范甲", phone = "15400000001", bornOn = "1949" });
        await Opened(home, new { name = "示范甲", bornOn = "1980" });
        await Opened(home, new { name = "示范乙", phone = "15400000001" });
        await Opened(stranger, new { name = "示范甲", phone = "15400000001" });

        var ready = await county.ReadyCase(api, ("actors", new[]
        {
            new { name = "示范甲", phone = "15400000001", document = new { type = "id_card", number = "11010519491231002X" }, householdRegion = "371502", harm = "none", dutyStatus = "none" }
        }));
        await county.Step(ready, $"actors/{ready.Parts("actors")[0]}/confirmation", new { number = "郑见确〔2026〕1号" });
        await api.Settle();

        var opened = (await home.Get("heroes?category=rescue_person")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
        var match = Items(await home.Get("hero-matches?state=proposed")).ShouldHaveSingleItem();
        new[] { match.GetProperty("oneId").GetGuid(), match.GetProperty("otherId").GetGuid() }.Order().ShouldBe(new[] { old.Id, opened }.Order());
        match.GetProperty("because").GetString().ShouldBe("name,born,phone");
        Items(await county.Get("hero-matches")).ShouldBeEmpty("the place of the act does not see the old file");
        Items(await stranger.Get("hero-matches")).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_persons_are_never_proposed_again_and_one_person_is_merged(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var (first, second) = (await Opened(keeper, new { name = "示范甲", householdRegion = "371502" }), await Opened(keeper, new { name = "示范甲", householdRegion = "371502" }));
        var match = Items(await keeper.Get("hero-matches")).ShouldHaveSingleItem().GetProperty("id").GetGuid();

        (await stranger.Post($"hero-matches/{match}/decision", new { same = true }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Post($"hero-matches/{match}/decision", new { same = false }, ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        var distinct = (await keeper.Post($"hero-matches/{match}/decision", new { same = false, reason = "父母姓名不同" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var again = await keeper.Post($"hero-matches/{match}/decision", new { same = true }, ifMatch: 2);
        var third = await Opened(keeper, new { name = "示范甲", householdRegion = "371502" });
        var twin = Items(await keeper.Get($"hero-matches?state=proposed&heroId={third.Id}")).First(item => Pair(item).Contains(first.Id));
        var same = (await keeper.Post($"hero-matches/{twin.GetProperty("id").GetGuid()}/decision", new { same = true, reason = "本人确认" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{first.Id}/merger", new { intoId = third.Id, intoVersion = 1, reason = "本人确认" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        (distinct.Text("state"), same.Text("state")).ShouldBe(("distinct", "same"));
        again.MustRefuse(HttpStatusCode.Conflict, "hero.match_decided");
        Items(await keeper.Get("hero-matches?state=same")).ShouldBeEmpty("one file is left");
        Pair(Items(await keeper.Get("hero-matches?state=proposed")).ShouldHaveSingleItem()).Order().ShouldBe(new[] { second.Id, third.Id }.Order(), "it was proposed before the file of the other person went into this one");
        (await api.Count("recognition_distinct", "hero_id = @third AND other_id = @second", new { third = third.Id, second = second.Id })).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Files_below_the_keeper_are_looked_at_by_an_index(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var county = await api.Organisation(under: city, region: "371502");
        var below = await Opened(county, new { name = "示范甲" });
        var above = await Opened(city, new { name = "示范甲" });
        var besideIt = await Opened(county, new { name = "示范甲", sex = "male", bornOn = "1950" });

        Items(await city.Get("hero-matches")).Select(item => Pair(item).Order().ToList()).ShouldBe(
            [[.. new[] { below.Id, above.Id }.Order()], [.. new[] { below.Id, besideIt.Id }.Order()]], ignoreOrder: false);
        Items(await county.Get("hero-matches")).ShouldHaveSingleItem();
        var plan = engine == Engine.Sqlite
            ? string.Join('\n', (await api.Rows<Step>("EXPLAIN QUERY PLAN SELECT h.id FROM recognition_hero h WHERE h.name_sort = 'shi fan jia' AND h.name = '示范甲'")).Select(step => step.Detail))
            : "recognition_hero_name";
        plan.ShouldContain("recognition_hero_name");
    }

    private static async Task<Answer> Opened(Client keeper, object body) => (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created);

    private static IReadOnlyList<JsonElement> Items(Answer listed) => [.. listed.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    private static IReadOnlyList<Guid> Pair(JsonElement match) => [match.GetProperty("oneId").GetGuid(), match.GetProperty("otherId").GetGuid()];

    private sealed record Step
    {
        public required string Detail { get; init; }
    }
}
