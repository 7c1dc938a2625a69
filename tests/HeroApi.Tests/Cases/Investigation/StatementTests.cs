using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Investigation;

public sealed class StatementTests
{
    private const string Name = "示范保密证人";
    private const string Words = "我在桥上看见他跳下去。";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_asks_not_to_be_known_is_known_to_holders_of_protected_read_alone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var trusted = await api.Key(officer.OrgId, scopes: ["cases:read", "protected:read", "feed:read"]);
        var cleared = await api.Key(officer.OrgId, scopes: ["cases:read", "protected:read", "pii:read"]);
        var since = (await trusted.Get("exchange/changes?start=now&types=case")).Text("token")!;
        var opened = await officer.OpenedCase();

        var told = await officer.Step(opened, "statements", new { kind = "witness", confidential = true, name = Name, phone = "15400000001", place = "示范桥头", takenBy = "示范办案人", text = Words });

        var path = $"cases/{told.Id}/statements/{told.Parts("statements")[0]}";
        var (plain, seen, clear) = (await officer.Get(path), await trusted.Get(path), await cleared.Get(path, ("X-Purpose", "verification")));
        var feed = await trusted.Get($"exchange/changes?token={Uri.EscapeDataString(since)}");
        foreach (var answer in new[] { told, plain, await officer.Get($"cases/{told.Id}"), await cleared.Get($"cases/{told.Id}", ("X-Purpose", "verification")),
            await officer.Get("cases"), await trusted.Get("cases"), feed, await officer.Get($"cases/{told.Id}/timeline"), await trusted.Get("cases?q=%E7%A4%BA%E8%8C%83%E4%BF%9D%E5%AF%86") })
            Hides(answer);
        feed.Json.GetProperty("items")[0].GetProperty("body").GetProperty("statements")[0].GetProperty("confidential").GetBoolean().ShouldBeTrue();
        plain.Must(HttpStatusCode.OK).Json.TryGetProperty("texts", out _).ShouldBeFalse();
        (seen.Text("statement.name"), seen.Text("statement.phone"), seen.Json.GetProperty("texts")[0].GetProperty("text").GetString()).ShouldBe((Name, "154****0001", Words));
        clear.Text("statement.phone").ShouldBe("15400000001");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Reading_what_was_said_is_logged(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var stranger = await api.Organisation(region: "410103");
        var told = await officer.Step(await officer.OpenedCase(), "statements", new { kind = "beneficiary", name = "示范丁", takenBy = "示范办案人", text = Words });
        var path = $"cases/{told.Id}/statements/{told.Parts("statements")[0]}";

        told.Json.GetProperty("statements")[0].GetProperty("name").GetString().ShouldBe("示范丁");
        told.Body.ShouldNotContain(Words);
        (await api.Count("kernel_read_log", "action = 'GetStatement'")).ShouldBe(0);
        (await officer.Get(path)).Json.GetProperty("texts")[0].GetProperty("text").GetString().ShouldBe(Words);
        (await api.Count("kernel_read_log", "action = 'GetStatement' AND purpose = 'investigation'")).ShouldBe(1);
        (await stranger.Get(path)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get($"cases/{told.Id}/statements/{told.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_corrected_statement_keeps_what_was_said_before(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var told = await officer.Step(await officer.AcceptedCase(), "statements", new { kind = "witness", name = "示范丁", takenBy = "示范办案人", text = "两次下井。" });
        var statementId = told.Parts("statements")[0];

        var corrected = await officer.Step(told, "statement-corrections", new { statementId, textVersion = 1, text = "三次下井。", reason = "本人核对后更正" });
        var late = await officer.Try(told, "statement-corrections", new { statementId, textVersion = 1, text = "四次下井。", reason = "更正" });

        corrected.Json.GetProperty("statements")[0].GetProperty("textVersion").GetInt64().ShouldBe(2);
        (await officer.Get($"cases/{told.Id}/statements/{statementId}")).Json.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("text").GetString())
            .ShouldBe(["两次下井。", "三次下井。"]);
        late.Errors.ShouldBe([("/textVersion", "case.statement.corrected")]);
        (await officer.Try(told, "statement-corrections", new { statementId = told.Id, textVersion = 1, text = "x", reason = "更正" })).Errors.ShouldBe([("/statementId", "case.statement.unknown")]);
    }

    private static void Hides(Answer answer)
    {
        answer.Must(HttpStatusCode.OK);
        foreach (var secret in new[] { Name, Words, "示范桥头", "15400000001", "154****0001" })
            answer.Body.ShouldNotContain(secret);
    }
}
