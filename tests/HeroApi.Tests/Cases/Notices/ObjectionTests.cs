using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Notices;

public sealed class ObjectionTests
{
    private const string Phone = "15400000001";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Anybody_may_object_without_a_key_and_gets_a_number_alone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102", scopes: [.. States.OfficerScopes, "pii:read"]);
        var noticed = await officer.NoticedCase();

        var objected = await Object(api, noticed, new { name = "示范丁", phone = Phone, text = "落水者是被其他村民救起的。" });
        var again = await Object(api, noticed, new { name = "示范丁", phone = Phone, text = "落水者是被其他村民救起的。" }, key: "one");
        var retried = await Object(api, noticed, new { name = "示范丁", phone = Phone, text = "落水者是被其他村民救起的。" }, key: "one");
        var unnamed = await Object(api, noticed, new { text = "不属实" });

        objected.Must(HttpStatusCode.OK).Json.EnumerateObject().Select(member => member.Name).ShouldBe(["number"]);
        (retried.Replayed, retried.Body).ShouldBe((true, again.Must(HttpStatusCode.OK).Body));
        unnamed.Must(HttpStatusCode.OK);
        var listed = (await officer.Get($"cases/{noticed.Id}/objections")).Must(HttpStatusCode.OK);
        var first = listed.Json.GetProperty("items")[0];
        (first.GetProperty("number").GetString(), first.GetProperty("name").GetString(), first.GetProperty("phone").GetString(), first.GetProperty("state").GetString())
            .ShouldBe((objected.Text("number"), "示范丁", "154****0001", "open"));
        listed.Json.GetProperty("items").GetArrayLength().ShouldBe(3);
        (await officer.Get($"cases/{noticed.Id}/objections", ("X-Purpose", "verification"))).Json.GetProperty("items")[0].GetProperty("phone").GetString().ShouldBe(Phone);
        (await api.Count("kernel_read_log")).ShouldBe(1);
        (await api.Holds(Phone)).ShouldBeFalse();
        var seen = await officer.Get($"cases/{noticed.Id}");
        (seen.Version, seen.Json.GetProperty("notices")[0].GetProperty("objections").GetInt32(), seen.Json.GetProperty("notices")[0].GetProperty("objectionsOpen").GetInt32())
            .ShouldBe((noticed.Version + 3, 3, 3));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_open_objection_keeps_the_notice_from_ending_until_it_is_dismissed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();
        (await Object(api, noticed, new { text = "不属实" })).Must(HttpStatusCode.OK);
        (await Object(api, noticed, new { text = "另有其人" })).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(8));
        await api.Settle();

        var waiting = await officer.Get($"cases/{noticed.Id}");
        waiting.Text("state").ShouldBe("noticed");
        (await Object(api, noticed, new { text = "太迟了" })).MustRefuse(HttpStatusCode.Conflict, "notice.not_running");
        (await officer.Try(waiting, "notice-suspension", new { reason = "公告栏拆除" })).MustRefuse(HttpStatusCode.Conflict, "notice.not_running");

        var (one, other) = await Open(officer, noticed);
        var still = await officer.Step(waiting, $"objections/{one}/handling", new { outcome = "dismissed", reason = "经复核属实" });
        still.Text("state").ShouldBe("noticed");
        (await officer.Try(still, $"objections/{one}/handling", new { outcome = "upheld", reason = "改判" })).MustRefuse(HttpStatusCode.Conflict, "objection.handled");
        (await officer.Try(still, $"objections/{noticed.Id}/handling", new { outcome = "upheld", reason = "改判" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var ready = await officer.Step(still, $"objections/{other}/handling", new { outcome = "dismissed", reason = "经复核属实" });

        ready.Text("state").ShouldBe("ready");
        (await officer.Get($"cases/{noticed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().TakeLast(3).Select(step => step.GetProperty("action").GetString())
            .ShouldBe(["objection_handling", "objection_handling", "notice_ending"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_upheld_objection_takes_notice_and_opinion_back_and_the_case_is_investigated_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();
        (await Object(api, noticed, new { text = "不属实" })).Must(HttpStatusCode.OK);
        (await Object(api, noticed, new { text = "另有其人" })).Must(HttpStatusCode.OK);
        var (one, _) = await Open(officer, noticed);

        var again = await officer.Step(await officer.Get($"cases/{noticed.Id}"), $"objections/{one}/handling", new { outcome = "upheld", reason = "监控显示另有其人" });

        again.Text("state").ShouldBe("investigating");
        again.Json.GetProperty("actors")[0].TryGetProperty("proposal", out _).ShouldBeFalse();
        again.Json.GetProperty("notices")[0].GetProperty("state").GetString().ShouldBe("withdrawn");
        (await officer.Get($"cases/{noticed.Id}/objections")).Json.GetProperty("items").EnumerateArray().Select(objection => objection.GetProperty("state").GetString()).ShouldBe(["upheld", "moot"]);
        var step = (await officer.Get($"cases/{noticed.Id}/timeline")).Json.GetProperty("steps").EnumerateArray().Last();
        (step.GetProperty("stateTo").GetString(), step.GetProperty("reason").GetString()).ShouldBe(("investigating", "监控显示另有其人"));
        (await Object(api, noticed, new { text = "太迟了" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        api.Clock.Advance(TimeSpan.FromDays(30));
        await api.Settle();
        (await officer.Get($"cases/{noticed.Id}")).Text("state").ShouldBe("investigating");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task When_a_notice_ends_while_an_objection_arrives_one_of_them_wins(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:AddressRateBurst", "1000"]);
        var officer = await api.Organisation(region: "410102");
        List<Answer> cases = [];
        for (var count = 0; count < 8; count++)
            cases.Add(await officer.NoticedCase());
        api.Clock.Advance(TimeSpan.FromHours(7 * 24 + 15) - (api.Clock.GetUtcNow() - new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)) - TimeSpan.FromSeconds(10));

        var arriving = cases.Take(4).Select(noticed => Object(api, noticed, new { text = "不属实" })).ToList();
        await Task.WhenAny(arriving);
        api.Clock.Advance(TimeSpan.FromSeconds(10));
        arriving.AddRange(cases.Skip(4).Select(noticed => Object(api, noticed, new { text = "不属实" })));
        await api.Settle();
        var objections = await Task.WhenAll(arriving);
        await api.Settle();

        objections.ShouldContain(objection => objection.Status == HttpStatusCode.OK);
        objections.ShouldContain(objection => objection.Code == "notice.not_running");
        foreach (var (noticed, objection) in cases.Zip(objections))
        {
            var after = await officer.Get($"cases/{noticed.Id}");
            var notice = after.Json.GetProperty("notices")[0];
            var taken = objection.Status == HttpStatusCode.OK;
            if (!taken)
                objection.MustRefuse(HttpStatusCode.Conflict, "notice.not_running");
            (after.Text("state"), notice.GetProperty("state").GetString(), notice.GetProperty("objectionsOpen").GetInt32()).ShouldBe(taken ? ("noticed", "running", 1) : ("ready", "ended", 0));
            (await api.Count("cases_objection", "case_id = @Id", new { noticed.Id })).ShouldBe(taken ? 1 : 0);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_notice_takes_only_so_many_objections_in_an_hour(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:AddressRateBurst", "1000"]);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();

        for (var count = 0; count < 60; count++)
            (await Object(api, noticed, new { text = $"不属实{count}" })).Must(HttpStatusCode.OK);

        (await Object(api, noticed, new { text = "不属实" })).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded").Header("Retry-After").ShouldNotBeNull();
        api.Clock.Advance(TimeSpan.FromHours(1));
        (await Object(api, noticed, new { text = "不属实" })).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_address_objects_only_so_often()
    {
        await using var api = await Api.On(Engine.Sqlite, settings: ["--Hero:AddressRatePerSecond", "1", "--Hero:AddressRateBurst", "2"]);
        List<Answer> answers = [];

        for (var count = 0; count < 20; count++)
            answers.Add(await api.Nobody.Post("public/notices/260601-000-000-000/objections", new { text = "不属实" }, key: ""));

        answers.ShouldContain(answer => answer.Code == "record.not_found");
        answers.ShouldContain(answer => answer.Code == "rate.exceeded");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Home_organisations_read_what_was_said_but_not_by_whom(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var home = await api.Organisation(region: "371502");
        var noticed = await officer.NoticedCase(("actors", new[] { new { name = "示范甲", householdRegion = "371502" } }));
        (await Object(api, noticed, new { name = "示范丁", phone = Phone, text = "不属实" })).Must(HttpStatusCode.OK);

        var read = (await home.Get($"cases/{noticed.Id}/objections")).Must(HttpStatusCode.OK);

        read.Body.ShouldContain("不属实");
        read.Body.ShouldNotContain("示范丁");
        read.Body.ShouldNotContain("154****");
    }

    private static Task<Answer> Object(Api api, Answer noticed, object objection, string key = "") =>
        api.Nobody.Post($"public/notices/{noticed.Json.GetProperty("notices").EnumerateArray().Last().GetProperty("number").GetString()}/objections", objection, key: key);

    private static async Task<(Guid One, Guid Other)> Open(Client officer, Answer noticed)
    {
        var open = (await officer.Get($"cases/{noticed.Id}/objections?state=open")).Must(HttpStatusCode.OK).Json.GetProperty("items");
        return (open[0].GetProperty("id").GetGuid(), open[1].GetProperty("id").GetGuid());
    }
}
