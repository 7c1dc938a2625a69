using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Sections;

public sealed class DocumentTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_document_has_the_next_number_of_its_volume_which_no_other_is_given(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        Task<Answer> Add(string volume, string kind) => keeper.Post($"heroes/{hero.Id}/documents", new { volume, kind, title = "见义勇为证书", on = "1998" });

        var first = (await Add("commendation", "certificate")).Must(HttpStatusCode.Created);
        var second = (await Add("commendation", "media")).Must(HttpStatusCode.Created);
        (await keeper.Delete($"heroes/{hero.Id}/documents/{second.Id}", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Add("commendation", "photo")).Append(Add("service", "receipt")));

        first.Header("Location").ShouldBe($"/api/v1/heroes/{hero.Id}/documents/{first.Id}");
        (first.Text("number"), first.Text("on"), second.Text("number")).ShouldBe(("1", "1998", "2"));
        (await Numbers(keeper, hero.Id, "volume=commendation")).ShouldBe([1, 3, 4, 5, 6, 7, 8, 9, 10], ignoreOrder: true);
        (await Numbers(keeper, hero.Id, "kind=receipt")).ShouldBe([1]);
        (await keeper.Get($"heroes/{hero.Id}/documents/{second.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await keeper.Delete($"heroes/{hero.Id}/documents/{second.Id}", ifMatch: 2)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var shown = await keeper.Get($"heroes/{hero.Id}");
        shown.Version.ShouldBe(13);
        shown.Json.GetProperty("missing").EnumerateArray().Select(section => section.GetString()).ShouldNotContain(section => section == "documents" || section == "deed");
        var history = (await keeper.Get($"heroes/{hero.Id}/history?what=document&count=exact")).Must(HttpStatusCode.OK);
        history.Text("count").ShouldBe("12");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_sees_the_hero_sees_the_scans_of_the_documents_as_long_as_one_names_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var (colleague, stranger) = (await api.Key(keeper.OrgId), await api.Organisation(region: "350582"));
        var hero = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        var scan = (await keeper.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
        var body = new { volume = "commendation", kind = "certificate", title = "证书", fileIds = new[] { scan } };

        var first = (await keeper.Post($"heroes/{hero.Id}/documents", body)).Must(HttpStatusCode.Created);
        var second = (await keeper.Post($"heroes/{hero.Id}/documents", body)).Must(HttpStatusCode.Created);
        (await colleague.Get($"files/{scan}")).Must(HttpStatusCode.OK);
        (await stranger.Get($"files/{scan}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        var replaced = await keeper.Put($"heroes/{hero.Id}/documents/{first.Id}", new { volume = "commendation", kind = "decision", title = "确认决定" }, ifMatch: 1);
        (replaced.Must(HttpStatusCode.OK).Version, replaced.Text("number"), replaced.Text("kind"), replaced.Json.GetProperty("fileIds").GetArrayLength()).ShouldBe((2, "1", "decision", 0));
        (await colleague.Get($"files/{scan}")).Must(HttpStatusCode.OK);
        (await keeper.Delete($"heroes/{hero.Id}/documents/{second.Id}", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        (await colleague.Get($"files/{scan}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        (await keeper.Put($"heroes/{hero.Id}/documents/{first.Id}", body, ifMatch: 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await keeper.Put($"heroes/{hero.Id}/documents/{first.Id}", new { volume = "service", kind = "decision", title = "决定" }, ifMatch: 2)).Errors.ShouldBe([("/volume", "hero.volume_fixed")]);
        (await stranger.Get($"heroes/{hero.Id}/documents")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Post($"heroes/{hero.Id}/documents", body)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await colleague.Post($"heroes/{hero.Id}/documents", body)).Errors.ShouldBe([("/fileIds/0", "file.unknown")]);
        (await keeper.Post($"heroes/{hero.Id}/documents", new { volume = "third", kind = "scroll", title = "", fileIds = new[] { scan, scan } })).Errors
            .ShouldBe([("/volume", "value.not_allowed"), ("/kind", "value.not_allowed"), ("/title", "value.required"), ("/fileIds", "hero.file_repeated")], ignoreOrder: true);
    }

    private static async Task<IReadOnlyList<int>> Numbers(Client keeper, Guid hero, string asked) =>
        [.. (await keeper.Get($"heroes/{hero}/documents?{asked}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt32())];
}
