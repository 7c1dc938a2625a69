using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Plaques;

public sealed class PlaqueTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_plaque_is_made_issued_hung_damaged_and_replaced_and_each_step_is_kept(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var photo = (await keeper.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
        var hero = await keeper.Hero("示范甲");
        var made = await keeper.Made(hero);

        var early = await keeper.Act(made, "hanging", new { by = "示范村村委会" });
        var issued = (await keeper.Act(made, "issue", new { by = "示范县见义勇为协会", on = "2026-06-01" })).Must(HttpStatusCode.OK);
        var backwards = await keeper.Act(issued, "hanging", new { by = "示范村村委会", on = "2026-05-31" });
        var hung = (await keeper.Act(issued, "hanging", new { by = "示范村村委会", fileIds = new[] { photo } })).Must(HttpStatusCode.OK);
        var stale = await keeper.Act(issued, "damage", new { by = "示范村村委会", reason = "台风" });
        var unexplained = await keeper.Act(hung, "damage", new { by = "示范村村委会" });
        var damaged = (await keeper.Act(hung, "damage", new { by = "示范村村委会", reason = "台风" })).Must(HttpStatusCode.OK);
        var second = await keeper.Post($"heroes/{hero.Id}/plaques", new { by = "示范牌匾厂" });
        var replaced = (await keeper.Act(damaged, "replacement", new { by = "示范牌匾厂", reason = "台风吹落" })).Must(HttpStatusCode.OK);

        early.MustRefuse(HttpStatusCode.Conflict, "plaque.step_not_allowed");
        early.Json.GetProperty("allowedActions").EnumerateArray().Select(step => step.GetString()).ShouldBe(["issue", "withdrawal"]);
        backwards.Errors.ShouldBe([("/on", "plaque.before_last_step")]);
        stale.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        unexplained.Errors.ShouldBe([("/reason", "value.required")]);
        second.MustRefuse(HttpStatusCode.Conflict, "plaque.household_has_one");
        Plaque(hung).ShouldBe(("2026-0001", "hung", "2026-06-01"));
        replaced.Json.GetProperty("plaques").EnumerateArray().Select(plaque => (plaque.GetProperty("serial").GetString(), plaque.GetProperty("state").GetString()))
            .ShouldBe([("2026-0001", "replaced"), ("2026-0002", "made")]);
        var lives = (await keeper.Get($"heroes/{hero.Id}/plaques")).Must(HttpStatusCode.OK).Json.GetProperty("plaques");
        lives[0].GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()).ShouldBe(["making", "issue", "hanging", "damage", "replacement"]);
        lives[0].GetProperty("steps")[2].GetProperty("fileIds")[0].GetGuid().ShouldBe(photo);
        lives[1].GetProperty("replaces").GetGuid().ShouldBe(made.Parts("plaques")[0]);
        (await keeper.Get($"files/{photo}")).Must(HttpStatusCode.OK);
        Count(await keeper.Get($"heroes/{hero.Id}/history?what=plaque")).ShouldBe(5);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Coverage_counts_households_and_the_missing_ones_are_listed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture", scopes: [.. States.OfficerScopes, "protected:read"]);
        var (keeper, other) = (await api.Organisation(city, "371502"), await api.Organisation(city, "371503"));
        var (father, son, single, dead) = (await keeper.Hero("示范父"), await keeper.Hero("示范子"), await keeper.Hero("示范甲"), await other.Hero("示范乙", "371503", diedOn: "2004"));
        var shared = (await keeper.Post($"heroes/{father.Id}/plaques", new { by = "示范牌匾厂", serial = "聊0001", sharedWith = new[] { son.Id } })).Must(HttpStatusCode.OK);
        await keeper.Hung(shared);
        await other.Hung(await other.Made(dead));

        var all = (await city.Get("plaque-statistics?region=371500")).Must(HttpStatusCode.OK).Json;
        var here = (await keeper.Get("plaque-statistics")).Must(HttpStatusCode.OK).Json;
        var missing = (await city.Get("heroes?hasPlaque=false&plaqueEntitled=true&count=exact")).Must(HttpStatusCode.OK);

        Figures(all.GetProperty("all")).ShouldBe((3, 2));
        all.GetProperty("regions").EnumerateArray().Select(unit => (unit.GetProperty("region").GetString(), Figures(unit.GetProperty("figures")))).ShouldBe([("371502", (2, 1)), ("371503", (1, 1))]);
        all.GetProperty("organisations").EnumerateArray().Select(unit => (unit.GetProperty("orgId").GetGuid(), Figures(unit.GetProperty("figures"))))
            .ShouldBe([(keeper.OrgId, (2, 1)), (other.OrgId, (1, 1))], ignoreOrder: true);
        Figures(here.GetProperty("all")).ShouldBe((2, 1));
        missing.Parts("items").ShouldBe([single.Id]);
        Plaque((await keeper.Get($"heroes/{son.Id}")).Must(HttpStatusCode.OK)).ShouldBe(("聊0001", "hung", "2026-06-01"));
        (await city.Get("plaques?state=hung&hungOn[gte]=2026-06-01&region=371502")).Parts("items").ShouldBe([shared.Parts("plaques")[0]]);
        (await keeper.Post($"heroes/{single.Id}/plaques", new { by = "示范牌匾厂", serial = "聊0001" })).MustRefuse(HttpStatusCode.Conflict, "plaque.serial_taken");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_kept_secret_is_in_no_list_and_no_figure_and_who_only_sees_a_file_hangs_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var trusted = await api.Organisation(region: "371502", scopes: [.. States.OfficerScopes, "protected:read"]);
        var plain = await api.Key(trusted.OrgId);
        var (sealedHero, known) = (await trusted.Hero("示范密", protection: "sealed"), await trusted.Hero("示范甲"));
        var made = await trusted.Made(sealedHero);
        await trusted.Hung(made);

        (await plain.Post($"heroes/{sealedHero.Id}/plaques/{made.Parts("plaques")[0]}/damage", new { by = "示范", reason = "示范" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await plain.Post($"heroes/{known.Id}/plaques/{made.Parts("plaques")[0]}/damage", new { by = "示范", reason = "示范" }, ifMatch: known.Version)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await plain.Post($"heroes/{known.Id}/plaques", new { by = "示范", sharedWith = new[] { sealedHero.Id } })).Errors.ShouldBe([("/sharedWith/0", "hero.unknown")]);
        Figures((await plain.Get("plaque-statistics")).Json.GetProperty("all")).ShouldBe((1, 0));
        Figures((await trusted.Get("plaque-statistics")).Json.GetProperty("all")).ShouldBe((2, 1));
        Count(await plain.Get("plaques")).ShouldBe(0);
        Count(await trusted.Get("plaques")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_fraud_whose_decision_asks_for_the_plaque_marks_it_until_it_is_withdrawn(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Json.GetProperty("items")[0];
        var made = (await home.Post($"heroes/{hero.GetProperty("id").GetGuid()}/plaques", new { by = "示范牌匾厂" })).Must(HttpStatusCode.OK);
        var hung = await home.Hung(made);

        await api.Revoked(county, decided, "plaque");
        var marked = (await home.Get($"heroes/{made.Id}")).Must(HttpStatusCode.OK);
        var listed = await home.Get("plaques?toWithdraw=true");
        var withdrawn = (await home.Act(marked, "withdrawal", new { by = "示范县见义勇为协会", reason = "确认被撤销" })).Must(HttpStatusCode.OK);

        hung.Json.GetProperty("plaques")[0].GetProperty("toWithdraw").GetBoolean().ShouldBeFalse();
        marked.Json.GetProperty("plaques")[0].GetProperty("toWithdraw").GetBoolean().ShouldBeTrue();
        Count(listed).ShouldBe(1);
        Plaque(withdrawn).ShouldBe(("2026-0001", "withdrawn", "2026-06-09"));
        withdrawn.Json.GetProperty("plaques")[0].GetProperty("toWithdraw").GetBoolean().ShouldBeFalse();
        Figures((await home.Get("plaque-statistics")).Json.GetProperty("all")).ShouldBe((0, 0));
    }

    private static (string?, string?, string?) Plaque(Answer hero) => hero.Json.GetProperty("plaques")[0] is var plaque
        ? (plaque.GetProperty("serial").GetString(), plaque.GetProperty("state").GetString(), plaque.GetProperty("hungOn").GetString()) : default;

    private static (long, long) Figures(JsonElement figures) => (figures.GetProperty("entitled").GetInt64(), figures.GetProperty("hung").GetInt64());

    private static int Count(Answer listed) => listed.Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength();
}
