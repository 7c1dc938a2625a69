using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Recognition.Plaques;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Ceremonies;

public sealed class CeremonyTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_ceremony_tells_who_was_honoured_and_who_came_and_goes_to_the_keeper_too(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home, stranger) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var (hero, photo) = ((await county.Get("heroes")).Parts("items")[0], (await county.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id);
        var guests = new[] { new { name = "示范丁", organisation = "示范县委政法委", post = "书记" } };

        var held = (await county.Post("ceremonies", Body(("regionCode", "410102"), ("honoured", new[] { hero }), ("guests", guests), ("attendees", 300), ("fileIds", new[] { photo })))).Must(HttpStatusCode.Created);
        var amended = (await county.Patch($"ceremonies/{held.Id}", new { title = "示范县表彰大会（补）" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var foreign = await home.Patch($"ceremonies/{held.Id}", new { title = "示范" }, ifMatch: 2);

        held.Json.GetProperty("honoured").EnumerateArray().Select(id => id.GetGuid()).ShouldBe([hero]);
        held.Json.GetProperty("homeOrgIds").EnumerateArray().Select(id => id.GetGuid()).ShouldBe([home.OrgId]);
        held.Json.GetProperty("guests")[0].GetProperty("post").GetString().ShouldBe("书记");
        (amended.Version, amended.Json.GetProperty("honoured").GetArrayLength(), amended.Text("attendees")).ShouldBe((2, 1, "300"));
        foreign.MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Get($"ceremonies?honoured={hero}&region=410000")).Parts("items").ShouldBe([held.Id]);
        (await home.Get("ceremonies?kind=unveiling")).Parts("items").ShouldBeEmpty();
        (await home.Get($"files/{photo}")).Must(HttpStatusCode.OK);
        (await stranger.Get($"ceremonies/{held.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Post("ceremonies", Body(("honoured", new[] { hero })))).Errors.ShouldBe([("/honoured/0", "hero.unknown")]);
        (await home.Get("exchange/changes?types=ceremony")).Must(HttpStatusCode.OK).Body.ShouldContain(held.Id.ToString());
        (await county.Delete($"ceremonies/{held.Id}?reason=entered_in_error", ifMatch: 2)).Must(HttpStatusCode.NoContent);
        (await home.Get($"ceremonies/{held.Id}")).MustRefuse(HttpStatusCode.Gone, "record.deleted");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_whom_the_reader_does_not_see_nothing_shows_and_nothing_is_lost(Engine engine)
    {
        await using var api = await Api.On(engine);
        var trusted = await api.Organisation(scopes: [.. States.OfficerScopes, "protected:read"]);
        var plain = await api.Key(trusted.OrgId);
        var (secret, known) = (await trusted.Hero("示范密", protection: "sealed"), await trusted.Hero("示范甲"));
        var held = (await trusted.Post("ceremonies", Body(("honoured", new[] { secret.Id, known.Id })))).Must(HttpStatusCode.Created);

        var seen = (await plain.Get($"ceremonies/{held.Id}")).Must(HttpStatusCode.OK);
        var put = (await plain.Put($"ceremonies/{held.Id}", Body(("honoured", Array.Empty<Guid>())), ifMatch: 1)).Must(HttpStatusCode.OK);
        var after = (await trusted.Get($"ceremonies/{held.Id}")).Must(HttpStatusCode.OK);

        seen.Body.ShouldNotContain(secret.Id.ToString());
        seen.Json.GetProperty("honoured").GetArrayLength().ShouldBe(1);
        put.Json.GetProperty("honoured").GetArrayLength().ShouldBe(0);
        after.Json.GetProperty("honoured").EnumerateArray().Select(id => id.GetGuid()).ShouldBe([secret.Id]);
        (await plain.Get($"ceremonies?honoured={secret.Id}")).Parts("items").ShouldBeEmpty();
        (await plain.Get("ceremony-statistics")).Text("all.persons").ShouldBe("0");
        (await trusted.Get("ceremony-statistics")).Text("all.persons").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Ceremonies_persons_and_person_times_are_three_measures(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var (first, second) = (await keeper.Hero("示范甲"), await keeper.Hero("示范乙"));
        await keeper.Post("ceremonies", Body(("honoured", new[] { first.Id, second.Id })));
        await keeper.Post("ceremonies", Body(("kind", "unveiling"), ("honoured", new[] { first.Id })));
        await keeper.Post("ceremonies", Body(("kind", "press_conference"), ("on", "2026-05-31")));
        await keeper.Post("ceremonies", Body(("on", "2025-12-31"), ("honoured", new[] { first.Id })));

        var year = (await keeper.Get("ceremony-statistics?region=371500")).Must(HttpStatusCode.OK);
        var day = (await keeper.Get("ceremony-statistics?from=2026-05-31&to=2026-05-31")).Must(HttpStatusCode.OK);

        (year.Text("from"), year.Text("to")).ShouldBe(("2026-01-01", "2026-06-01"));
        (year.Text("all.ceremonies"), year.Text("all.persons"), year.Text("all.personTimes")).ShouldBe(("3", "2", "3"));
        year.Json.GetProperty("kinds").EnumerateArray().Select(kind => (kind.GetProperty("kind").GetString(), kind.GetProperty("figures").GetProperty("personTimes").GetInt64()))
            .ShouldBe([("commendation_meeting", 2), ("press_conference", 0), ("unveiling", 1)]);
        (day.Text("all.ceremonies"), day.Text("all.persons")).ShouldBe(("1", "0"));
        (await keeper.Get("ceremony-statistics?region=350000")).Text("all.ceremonies").ShouldBe("0");
    }

    private static Dictionary<string, object?> Body(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?> { ["kind"] = "commendation_meeting", ["title"] = "示范县表彰大会", ["on"] = "2026-06-01", ["regionCode"] = "371502", ["address"] = "示范会堂" };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }
}
