using System.Net;
using System.Text.Json.Nodes;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.BreakGlass;

public sealed class BreakGlassTests
{
    private static readonly object Document = new { type = "id_card", number = "11010519491231002X" };
    private static readonly string[] Trusted = [.. States.OfficerScopes, "protected:read", "pii:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_second_person_opens_a_sealed_file_for_three_hours_to_who_asked_and_every_look_is_told(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, hospital) = (await api.Organisation(scopes: Trusted), await api.Organisation(region: "350582", scopes: ["heroes:read", "heroes:write", "pii:read"]));
        var colleague = await api.Key(hospital.OrgId, ["heroes:read", "heroes:write", "pii:read"]);
        var hero = (await keeper.Post("heroes", new { name = "示范甲", document = Document, phone = "13800000000", protection = "sealed" })).Must(HttpStatusCode.Created);

        var asked = (await hospital.Post("break-glass", new { document = Document, purpose = "medical_emergency", reason = "患者昏迷，须联系家属。" })).Must(HttpStatusCode.Created);
        await api.Settle();

        (await hospital.Get($"break-glass/{asked.Id}/file")).MustRefuse(HttpStatusCode.Conflict, "break_glass.not_open");
        (await hospital.Get("break-glass")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await hospital.Post($"break-glass/{asked.Id}/approval", new { reason = "自行批准" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var waiting = (await keeper.Get("break-glass?state=asked")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (waiting.GetProperty("heroId").GetGuid(), waiting.GetProperty("askerOrgId").GetGuid()).ShouldBe((hero.Id, hospital.OrgId));

        var approved = (await keeper.Post($"break-glass/{asked.Id}/approval", new { reason = "与医院总值班核实" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        approved.Text("state").ShouldBe("approved");
        (await keeper.Post($"break-glass/{asked.Id}/refusal", new { reason = "改变主意" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "break_glass.decided");
        (await colleague.Get($"break-glass/{asked.Id}/file")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await hospital.Get($"heroes/{hero.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var masked = (await hospital.Get($"break-glass/{asked.Id}/file")).Must(HttpStatusCode.OK);
        var clear = (await hospital.Get($"break-glass/{asked.Id}/file", ("X-Purpose", "emergency"))).Must(HttpStatusCode.OK);
        masked.Text("file.phone").ShouldBe("138****0000");
        masked.Header("Cache-Control").ShouldBe("no-store");
        clear.Text("file.phone").ShouldBe("13800000000");
        (await api.Published<BreakGlassUsed>()).ShouldBe([.. Enumerable.Repeat(new BreakGlassUsed(hero.Id, keeper.OrgId, asked.Id, hospital.OrgId), 2)]);
        (await api.Rows<string>("SELECT purpose FROM kernel_read_log WHERE record_id = @Id AND action = 'LookBehindGlass' ORDER BY id", new { hero.Id })).ShouldBe(["medical_emergency", "emergency"]);

        api.Clock.Advance(TimeSpan.FromHours(3));
        (await hospital.Get($"break-glass/{asked.Id}/file")).MustRefuse(HttpStatusCode.Conflict, "break_glass.over");
        var history = (await keeper.Get($"heroes/{hero.Id}/history")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToList();
        history.Select(change => change.GetProperty("what").GetString()).ShouldBe(["opened", "break_glass_asked", "break_glass_approved", "break_glass_used", "break_glass_used"]);
        history[^1].GetProperty("orgId").GetGuid().ShouldBe(hospital.OrgId);
        (await keeper.Get($"heroes/{hero.Id}")).Version.ShouldBe(5);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_asks_learns_nothing_of_whether_there_is_such_a_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, police) = (await api.Organisation(scopes: Trusted), await api.Organisation(region: "350582", scopes: ["heroes:read"]));
        var hero = (await keeper.Post("heroes", new { name = "示范甲", document = Document, protection = "restricted" })).Must(HttpStatusCode.Created);
        object Ask(object? document = null, Guid? heroId = null) => new { heroId, document, purpose = "danger_to_person", reason = "有人扬言报复。" };

        var known = (await police.Post("break-glass", Ask(Document), key: "known")).Must(HttpStatusCode.Created);
        var unknown = (await police.Post("break-glass", Ask(new { type = "passport", number = "E99999999" }), key: "unknown")).Must(HttpStatusCode.Created);
        var byId = (await police.Post("break-glass", Ask(heroId: hero.Id))).Must(HttpStatusCode.Created);
        var noId = (await police.Post("break-glass", Ask(heroId: Guid.CreateVersion7()))).Must(HttpStatusCode.Created);
        await api.Settle();
        (await keeper.Post($"break-glass/{known.Id}/refusal", new { reason = "未能核实" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("refused");

        Alike(known, unknown, byId, noId).ShouldBe(1);
        Alike(await police.Post("break-glass", Ask(Document), key: "known"), await police.Post("break-glass", Ask(new { type = "passport", number = "E99999999" }), key: "unknown")).ShouldBe(1);
        (await police.Get($"break-glass/{known.Id}/file")).MustRefuse(HttpStatusCode.Conflict, "break_glass.not_open");
        (await police.Get($"break-glass/{unknown.Id}/file")).MustRefuse(HttpStatusCode.Conflict, "break_glass.not_open");
        (await api.Published<BreakGlassAsked>()).Count.ShouldBe(4);
        (await api.Admin.Get("break-glass")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(2);

        foreach (var _ in Enumerable.Range(0, 6))
            (await police.Post("break-glass", Ask(Document))).Must(HttpStatusCode.Created);
        var refused = await police.Post("break-glass", Ask(Document));
        refused.MustRefuse(HttpStatusCode.TooManyRequests, "break_glass.too_many");
        refused.Header("Retry-After").ShouldNotBeNull();
        api.Clock.Advance(TimeSpan.FromHours(1));
        (await police.Post("break-glass", Ask(Document))).Must(HttpStatusCode.Created);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_opens_a_file_to_himself_and_nobody_a_day_later(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var second = await api.Key(keeper.OrgId, Trusted);
        var hero = (await second.Post("heroes", new { name = "示范甲", protection = "restricted" })).Must(HttpStatusCode.Created);
        object ask = new { heroId = hero.Id, purpose = "disaster", reason = "洪水转移，须核对住址。" };

        var own = (await second.Post("break-glass", ask)).Must(HttpStatusCode.Created);
        var others = (await keeper.Post("break-glass", ask)).Must(HttpStatusCode.Created);

        (await second.Post($"break-glass/{own.Id}/approval", new { reason = "自行批准" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "break_glass.own");
        (await keeper.Post($"break-glass/{own.Id}/approval", new { reason = "看不到档案" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        api.Clock.Advance(TimeSpan.FromHours(25));
        (await second.Post($"break-glass/{others.Id}/approval", new { reason = "补批" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "break_glass.lapsed");
        (await keeper.Get($"break-glass/{others.Id}/file")).MustRefuse(HttpStatusCode.Conflict, "break_glass.not_open");
        (await keeper.Post("break-glass", new { purpose = "disaster", reason = "无对象" })).Errors.ShouldBe([("/heroId", "value.required")]);
    }

    /// <summary>How many kinds of answer these are, but for what names the request itself.</summary>
    private static int Alike(params Answer[] answers) => answers.Select(answer =>
    {
        var body = JsonNode.Parse(answer.Body)!.AsObject();
        foreach (var own in (string[])["id", "askedAt", "answerBy"])
            body.Remove(own).ShouldBeTrue();
        return (answer.Status, body.ToJsonString());
    }).Distinct().Count();
}
