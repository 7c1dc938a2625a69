using System.Net;
using HeroApi.Files.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>Small files, sent whole.</summary>
public sealed class UploadFileTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_file_is_kept_and_given_back_as_it_was_sent(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(700_000);

        var file = (await officer.Upload(photo)).Must(HttpStatusCode.Created);
        var content = (await officer.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);

        file.Header("Location").ShouldBe($"/api/v1/files/{file.Id}");
        (file.Text("name"), file.Text("mediaType"), file.Text("size"), file.Text("sha256")).ShouldBe(("现场照片.jpg", "image/jpeg", "700000", Uploads.Sha256(photo)));
        (await officer.Get($"files/{file.Id}")).Must(HttpStatusCode.OK).Body.ShouldBe(file.Body);
        (await content.Bytes()).ShouldBe(photo);
        content.Response.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        content.Header("Content-Disposition").ShouldBe("attachment; filename=____.jpg; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%E7%85%A7%E7%89%87.jpg");
        content.Header("X-Content-Type-Options").ShouldBe("nosniff");
        content.Header("Content-Security-Policy").ShouldBe("sandbox; default-src 'none'");
        content.Header("Repr-Digest").ShouldBe($"sha-256=:{Convert.ToBase64String(Convert.FromHexString(Uploads.Sha256(photo)))}:");
        content.ETag.ShouldBe($"\"{Uploads.Sha256(photo)}\"");
        (await api.Published<FileVerified>()).ShouldHaveSingleItem().FileId.ShouldBe(file.Id);
        (await api.Count("kernel_audit", "action = 'files.keep_file' AND record_id = @Id", new { file.Id })).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_repeated_upload_is_one_file_and_another_body_under_the_same_key_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo();

        var first = (await officer.Post("files", Uploads.Body(photo), key: "photo-1")).Must(HttpStatusCode.Created);
        var again = (await officer.Post("files", Uploads.Body(photo), key: "photo-1")).Must(HttpStatusCode.Created);
        var other = await officer.Post("files", Uploads.Body(Uploads.Photo()), key: "photo-1");

        (again.Body, again.Replayed).ShouldBe((first.Body, true));
        other.MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        (await officer.Post("files", Uploads.Body(photo), key: "")).MustRefuse(HttpStatusCode.BadRequest, "idempotency.key_missing");
        (await api.Count("files_file")).ShouldBe(1);
        api.Blobs().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_client_chosen_id_is_its_own_key(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (id, photo) = (Guid.CreateVersion7(), Uploads.Photo());

        (await officer.UploadAs(id, photo)).Must(HttpStatusCode.Created).Id.ShouldBe(id);
        (await officer.UploadAs(id, photo)).Must(HttpStatusCode.Created).Replayed.ShouldBeTrue();

        (await officer.UploadAs(id, Uploads.Photo())).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await (await api.Key(officer.OrgId)).UploadAs(id, photo)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await officer.Put($"files/{id}", Uploads.Body(photo))).MustRefuse((HttpStatusCode)428, "record.precondition_required");
        (await officer.UploadAs(Guid.NewGuid(), photo)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/path/id", "id.not_uuid_v7")]);
        api.Blobs().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_content_is_kept_once_for_all_of_its_files(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, other) = (await api.Organisation(), await api.Organisation());
        var photo = Uploads.Photo();

        var files = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? officer : other).Upload(photo)));

        files.Select(file => file.Status).ShouldAllBe(status => status == HttpStatusCode.Created);
        files.Select(file => file.Id).Distinct().Count().ShouldBe(6);
        (await api.Rows<long>("SELECT files FROM files_content")).ShouldBe([6]);
        api.Blobs().ShouldBe(1);
        (await (await other.Get($"files/{files[1].Id}/content")).Bytes()).ShouldBe(photo);
        (await other.Get($"files/{files[0].Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_not_as_it_is_said_to_be_is_refused_and_leaves_nothing(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:MaxFileBytes", "100000"]);
        var officer = await api.Organisation();
        var photo = Uploads.Photo();
        string Digest(byte[] of) => $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(Uploads.Sha256(of)))}:";

        (await officer.Post("files", Uploads.Body([]))).MustRefuse(HttpStatusCode.BadRequest, "file.empty");
        (await officer.Upload(Uploads.Photo(100_001))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        (await officer.Post("files", new StreamContent(new Unsized(Uploads.Photo(100_001))))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        (await officer.Upload(photo, "image/png")).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_contradicted");
        (await officer.Upload(photo, "text/html")).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_not_accepted");
        (await officer.Upload("<html><script>alert(1)</script>"u8.ToArray(), null)).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_not_accepted");
        (await officer.Upload("MZ\x90 program"u8.ToArray(), "application/octet-stream")).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_not_accepted");
        (await officer.Post("files", Uploads.Body(photo, digest: Digest(Uploads.Photo())))).MustRefuse(HttpStatusCode.BadRequest, "file.digest_mismatch");
        (await officer.Post("files", Uploads.Body(photo, digest: "sha-256=:nonsense:"))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await (await api.Key(officer.OrgId, ["leads:read"])).Upload(photo)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await api.Nobody.Upload(photo)).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        api.Blobs().ShouldBe(0);
        (await api.Count("files_file")).ShouldBe(0);

        (await officer.Post("files", Uploads.Body(photo, digest: $"sha-512=:AAAA:, {Digest(photo)}"))).Must(HttpStatusCode.Created);
        (await officer.Upload(photo, "image/jpg; x=1")).Must(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\photos\scene.jpg", "scene.jpg")]
    [InlineData("..", "file")]
    [InlineData("现场\u202Egpj.exe", "现场\u202Egpj.exe")]
    public async Task A_name_is_never_a_path(string sent, string kept)
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();

        (await officer.Upload(Uploads.Photo(), name: sent)).Must(HttpStatusCode.Created).Text("name").ShouldBe(kept);

        Directory.EnumerateFiles(api.Database.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldNotContain("passwd");
    }

    [Theory]
    [InlineData("a\nb.jpg"), InlineData("a\0b.jpg")]
    public async Task A_name_with_control_characters_is_refused(string name)
    {
        await using var api = await Api.On(Engine.Sqlite);

        (await (await api.Organisation()).Upload(Uploads.Photo(), name: name)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/name", "value.format")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Validate_only_checks_everything_and_keeps_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        (await officer.Post("files?validateOnly=true", Uploads.Body(Uploads.Photo()))).Must(HttpStatusCode.OK).Text("valid").ShouldBe("true");
        (await officer.Post("files?validateOnly=true", Uploads.Body("%PDF-1.7"u8.ToArray(), "image/png"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_contradicted");

        (await api.Count("files_file")).ShouldBe(0);
        api.Blobs().ShouldBe(0);
    }

    /// <summary>A body whose length nobody is told.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

/// <summary>What lies in a host's store.</summary>
internal static class StoreProbe
{
    internal static int Blobs(this Api api) => BlobFiles(api).Count;

    internal static IReadOnlyList<string> BlobFiles(this Api api) =>
        Directory.Exists(Path.Combine(api.Database.Folder, "files", "blobs")) ? [.. Directory.EnumerateFiles(Path.Combine(api.Database.Folder, "files", "blobs"), "*", SearchOption.AllDirectories)] : [];
}
