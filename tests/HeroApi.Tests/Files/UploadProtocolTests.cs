using System.Net;
using System.Security.Cryptography;
using HeroApi.Files.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>tus 1.0.0 as its text asks it, and what hostile clients make of it.</summary>
public sealed class UploadProtocolTests
{
    private const HttpStatusCode Locked = HttpStatusCode.Locked;
    private const HttpStatusCode ChecksumMismatch = (HttpStatusCode)460;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_file_is_sent_in_pieces(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(10_000);

        var begun = (await officer.BeginUpload(10_000, ("filename", "现场.jpg"), ("filetype", "image/jpeg"), ("sha256", Uploads.Sha256(photo)))).Must(HttpStatusCode.Created);
        begun.Header("Location").ShouldBe($"/api/v1/files/uploads/{begun.Id}");
        (begun.Header("Tus-Resumable"), begun.Header("Upload-Offset"), begun.Header("Upload-Expires")).ShouldBe(("1.0.0", "0", "Mon, 08 Jun 2026 01:00:00 GMT"));
        (await officer.Append(begun.Id, 0, photo[..4_000])).Must(HttpStatusCode.NoContent).Header("Upload-Offset").ShouldBe("4000");

        var head = (await officer.Head(begun.Id)).Must(HttpStatusCode.OK);
        (head.Header("Upload-Offset"), head.Header("Upload-Length"), head.Header("Cache-Control"), head.Header("Tus-Resumable"), head.Body).ShouldBe(("4000", "10000", "no-store", "1.0.0", ""));
        (await officer.Get($"files/{begun.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Append(begun.Id, 3_999, photo[3_999..])).MustRefuse(HttpStatusCode.Conflict, "upload.offset_mismatch").Text("current.offset").ShouldBe("4000");
        (await officer.Append(begun.Id, 4_000, [.. photo[4_000..], 0])).MustRefuse(HttpStatusCode.BadRequest, "upload.length_exceeded");
        (await officer.Append(begun.Id, 4_000, photo[4_000..])).Must(HttpStatusCode.NoContent).Header("Upload-Offset").ShouldBe("10000");

        (await officer.Head(begun.Id)).Must(HttpStatusCode.OK).Header("Upload-Offset").ShouldBe("10000");
        (await officer.Tus(HttpMethod.Get, $"files/uploads/{begun.Id}", null)).Text("verified").ShouldBe("true");
        (await officer.Append(begun.Id, 0, photo[..10])).MustRefuse(HttpStatusCode.Conflict, "upload.offset_mismatch");
        (await (await officer.Get($"files/{begun.Id}/content")).Bytes()).ShouldBe(photo);
        (await officer.Get($"files/{begun.Id}")).Text("name").ShouldBe("现场.jpg");
        (await api.Published<FileVerified>()).ShouldHaveSingleItem().FileId.ShouldBe(begun.Id);
    }

    [Fact]
    public async Task What_is_spoken_is_told_and_nothing_else_is_spoken()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();

        var told = (await officer.Send(HttpMethod.Options, "files/uploads", null, null, null)).Must(HttpStatusCode.NoContent);
        (told.Header("Tus-Version"), told.Header("Tus-Extension"), told.Header("Tus-Max-Size"), told.Header("Tus-Checksum-Algorithm"))
            .ShouldBe(("1.0.0", "creation,creation-with-upload,checksum,expiration,termination", "52428800", "sha1,sha256"));

        var upload = (await officer.BeginUpload(5)).Id;
        foreach (var (method, path) in new[] { (HttpMethod.Post, "files/uploads"), (HttpMethod.Head, $"files/uploads/{upload}"), (HttpMethod.Patch, $"files/uploads/{upload}"), (HttpMethod.Delete, $"files/uploads/{upload}") })
            foreach (var version in new[] { ("X", "1"), ("Tus-Resumable", "0.2.2"), ("Tus-Resumable", "1.0.0, 1.0.0") })
            {
                var refused = await officer.Send(method, path, null, null, null, version, ("Upload-Length", "5"));
                (refused.Status, refused.Header("Tus-Version"), refused.Header("Tus-Resumable")).ShouldBe((HttpStatusCode.PreconditionFailed, "1.0.0", "1.0.0"));
            }

        (await api.Count("files_upload")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Its_first_bytes_may_come_with_the_creation_and_a_mini_program_sends_all_by_POST(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(3_000);

        var first = new ByteArrayContent(photo[..1_000]);
        first.Headers.ContentType = new("application/offset+octet-stream");
        var begun = (await officer.Tus(HttpMethod.Post, "files/uploads", first, ("Upload-Length", "3000"))).Must(HttpStatusCode.Created);
        begun.Header("Upload-Offset").ShouldBe("1000");
        var rest = new ByteArrayContent(photo[1_000..]);
        rest.Headers.ContentType = new("application/offset+octet-stream");
        (await officer.Tus(HttpMethod.Post, $"files/uploads/{begun.Id}", rest, ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "1000"))).Must(HttpStatusCode.NoContent);
        (await (await officer.Get($"files/{begun.Id}/content")).Bytes()).ShouldBe(photo);
        (await officer.Tus(HttpMethod.Post, $"files/uploads/{begun.Id}", null, ("X-HTTP-Method-Override", "DELETE"))).Must(HttpStatusCode.NoContent);
        (await officer.Get($"files/{begun.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_chunk_with_a_wrong_checksum_leaves_the_upload_as_it_was(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(3_000);
        var upload = (await officer.BeginUpload(3_000)).Id;

#pragma warning disable CA5350 // The protocol asks for it.
        static (string, string) Sha1(byte[] of) => ("Upload-Checksum", $"sha1 {Convert.ToBase64String(SHA1.HashData(of))}");
#pragma warning restore CA5350
        static (string, string) Sha256(byte[] of) => ("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(of))}");

        (await officer.Append(upload, 0, photo[..1_000], Sha1(photo[..1_000]))).Must(HttpStatusCode.NoContent);
        (await officer.Append(upload, 1_000, Uploads.Photo(500), Sha1(photo[1_000..1_500]))).MustRefuse(ChecksumMismatch, "upload.checksum_mismatch");
        (await officer.Append(upload, 1_000, photo[1_000..1_500], ("Upload-Checksum", "md5 AAAAAAAAAAAAAAAAAAAAAA=="))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await officer.Append(upload, 1_000, photo[1_000..1_500], ("Upload-Checksum", "sha1 not-base64"))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await officer.Head(upload)).Header("Upload-Offset").ShouldBe("1000");
        (await officer.Append(upload, 1_000, photo[1_000..], Sha256(photo[1_000..]))).Must(HttpStatusCode.NoContent);

        (await (await officer.Get($"files/{upload}/content")).Bytes()).ShouldBe(photo);
        api.Blobs().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_that_write_at_once_one_is_told_to_wait(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(600_000);
        var upload = (await officer.BeginUpload(600_000)).Id;
        using var half = new HeldBack(photo, 400_000);

        var first = officer.Append(upload, 0, new StreamContent(half));
        await half.Reached;
        await Kernel.Data.Probe.Until(async () => (await officer.Head(upload)).Header("Upload-Offset") != "0", "the first half arrives");
        (await officer.Append(upload, 0, photo)).MustRefuse(Locked, "upload.busy").Header("Retry-After").ShouldBe("1");
        half.Release();

        (await first).Must(HttpStatusCode.NoContent);
        (await (await officer.Get($"files/{upload}/content")).Bytes()).ShouldBe(photo);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_upload_is_given_up_or_expires(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(3_000);
        var given = (await officer.BeginUpload(3_000)).Id;
        await officer.Append(given, 0, photo[..1_000]);

        (await officer.Tus(HttpMethod.Delete, $"files/uploads/{given}", null)).Must(HttpStatusCode.NoContent);
        (await officer.Head(given)).Status.ShouldBe(HttpStatusCode.NotFound);
        api.Blobs().ShouldBe(0);

        var id = Guid.CreateVersion7();
        await officer.BeginUpload(3_000, ("id", id.ToString()));
        await officer.Append(id, 0, photo[..1_000]);
        api.Clock.Advance(TimeSpan.FromDays(7));
        (await officer.Append(id, 1_000, photo[1_000..])).MustRefuse(HttpStatusCode.Gone, "upload.expired");
        (await officer.Head(id)).Status.ShouldBe(HttpStatusCode.Gone);
        (await officer.BeginUpload(3_000, ("id", id.ToString()))).Must(HttpStatusCode.Created).Header("Upload-Offset").ShouldBe("0");
        api.Blobs().ShouldBe(0);
        (await officer.Append(id, 0, photo)).Must(HttpStatusCode.NoContent);
        (await officer.Get($"files/{id}")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_creation_may_be_repeated_under_its_own_id(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (photo, id) = (Uploads.Photo(3_000), Guid.CreateVersion7().ToString());

        await officer.BeginUpload(3_000, ("id", id));
        await officer.Append(Guid.Parse(id), 0, photo[..1_000]);
        (await officer.BeginUpload(3_000, ("id", id))).Must(HttpStatusCode.Created).Header("Upload-Offset").ShouldBe("1000");

        (await officer.BeginUpload(3_001, ("id", id))).MustRefuse(HttpStatusCode.Conflict, "upload.differs");
        (await officer.UploadAs(Guid.Parse(id), Uploads.Photo())).Must(HttpStatusCode.Created);
        (await (await api.Key(officer.OrgId)).BeginUpload(3_000, ("id", id))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_turns_out_wrong_at_the_end_is_thrown_away_and_may_be_sent_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (id, photo) = (Guid.CreateVersion7(), Uploads.Photo(3_000));
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = id } }));

        await officer.BeginUpload(3_000, ("id", id.ToString()), ("sha256", Uploads.Sha256(Uploads.Photo())));
        (await officer.Append(id, 0, photo)).MustRefuse(HttpStatusCode.BadRequest, "file.digest_mismatch");
        await officer.BeginUpload(3_000, ("id", id.ToString()), ("filetype", "image/png"));
        (await officer.Append(id, 0, photo)).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_contradicted");
        (await officer.Head(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        api.Blobs().ShouldBe(0);
        await officer.BeginUpload(3_000, ("id", id.ToString()), ("sha256", Uploads.Sha256(photo).ToUpperInvariant()));
        (await officer.Append(id, 0, photo)).Must(HttpStatusCode.NoContent);
        await api.Settle();

        (await officer.Get($"leads/{lead.Id}")).Text("filesPending").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_known_hash_finishes_at_once_for_who_sees_the_file_and_tells_others_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, stranger) = (await api.Organisation(), await api.Organisation());
        var photo = Uploads.Photo(3_000);
        var hash = ("sha256", Uploads.Sha256(photo));
        await officer.Upload(photo);

        var known = (await officer.BeginUpload(3_000, hash)).Must(HttpStatusCode.Created);
        (known.Header("Upload-Offset"), known.Text("verified")).ShouldBe(("3000", "true"));
        (await (await officer.Get($"files/{known.Id}/content")).Bytes()).ShouldBe(photo);
        (await officer.BeginUpload(2_999, hash)).Header("Upload-Offset").ShouldBe("0");

        var hidden = (await stranger.BeginUpload(3_000, hash)).Must(HttpStatusCode.Created);
        (hidden.Header("Upload-Offset"), hidden.Text("verified")).ShouldBe(("0", "false"));
        (await stranger.Get($"files/{hidden.Id}/content")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(officer.OrgId)).BeginUpload(3_000, hash)).Header("Upload-Offset").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_else_reaches_an_upload(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var upload = (await officer.BeginUpload(3_000)).Id;
        var absent = Guid.CreateVersion7();

        foreach (var other in new[] { await api.Key(officer.OrgId), await api.Organisation(), api.Admin })
            foreach (var id in new[] { upload, absent })
            {
                (await other.Tus(HttpMethod.Get, $"files/uploads/{id}", null)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
                (await other.Head(id)).Status.ShouldBe(HttpStatusCode.NotFound);
                (await other.Append(id, 0, [1])).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
                (await other.Tus(HttpMethod.Delete, $"files/uploads/{id}", null)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            }

        (await officer.Head(upload)).Must(HttpStatusCode.OK).Header("Upload-Offset").ShouldBe("0");
    }

    [Theory]
    [InlineData("Upload-Length", "-1"), InlineData("Upload-Length", "5.0"), InlineData("Upload-Length", ""), InlineData("Upload-Length", "99999999999999999999")]
    [InlineData("Upload-Metadata", "filename !!!"), InlineData("Upload-Metadata", "filename /w=="), InlineData("Upload-Metadata", "a YQ==,a YQ=="), InlineData("Upload-Metadata", "a b c")]
    [InlineData("Upload-Metadata", "filename YQBi"), InlineData("Upload-Metadata", "id YWJj"), InlineData("Upload-Metadata", "sha256 YWJj")]
    [InlineData("Upload-Metadata", "id NmYxZDJjMWUtNWI3YS00YzUzLTlkN2UtMWYwYTdiNmM1ZDRl")]
    public async Task A_hostile_creation_is_refused(string header, string value)
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();

        var refused = await officer.Tus(HttpMethod.Post, "files/uploads", null, [(header, value), .. header == "Upload-Length" ? Array.Empty<(string, string)>() : [("Upload-Length", "5")]]);

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldHaveSingleItem().Pointer.ShouldStartWith("/headers/Upload-");
        (await api.Count("files_upload")).ShouldBe(0);
    }

    [Fact]
    public async Task Sizes_and_types_are_refused_before_a_byte_is_sent()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();

        (await officer.BeginUpload(10_000_000_000)).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large").Text("params.maxFileBytes").ShouldBe("52428800");
        (await officer.BeginUpload(0)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([("/headers/Upload-Length", "file.empty")]);
        (await officer.BeginUpload(5, ("filetype", "text/html"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_not_accepted");
        (await officer.BeginUpload(5, ("filename", new string('长', 2_000)))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        var upload = (await officer.BeginUpload(5, ("filename", "../../../etc/passwd"))).Must(HttpStatusCode.Created).Id;
        (await officer.Tus(HttpMethod.Patch, $"files/uploads/{upload}", new StringContent("12345"), ("Upload-Offset", "0"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        foreach (var offset in new[] { "-1", "x", "" })
            (await officer.Tus(HttpMethod.Patch, $"files/uploads/{upload}", new ByteArrayContent([1]) { Headers = { ContentType = new("application/offset+octet-stream") } }, ("Upload-Offset", offset)))
                .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await officer.Append(upload, 1, [1])).MustRefuse(HttpStatusCode.Conflict, "upload.offset_mismatch");
    }
}

/// <summary>A body that comes to a halt halfway, until it is told to go on.</summary>
internal sealed class HeldBack(byte[] bytes, int halt) : Stream
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int at;

    internal Task Reached => reached.Task;

    internal void Release() => released.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (at == halt)
        {
            reached.TrySetResult();
            await released.Task.WaitAsync(cancellationToken);
        }

        var count = Math.Min(Math.Min(buffer.Length, 16_384), (at < halt ? halt : bytes.Length) - at);
        bytes.AsMemory(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
