using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>Whole files and parts of them, and that every reading of a record's file is on record.</summary>
public sealed class DownloadFileTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_range_is_answered_with_that_part(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo(1_000);
        var file = await officer.Upload(photo);
        var tag = $"\"{Uploads.Sha256(photo)}\"";

        async Task<Answer> Ask(params (string, string)[] headers) => await officer.Get($"files/{file.Id}/content", headers);

        var part = (await Ask(("Range", "bytes=100-199"))).Must(HttpStatusCode.PartialContent);
        (await part.Bytes()).ShouldBe(photo[100..200]);
        part.Header("Content-Range").ShouldBe("bytes 100-199/1000");
        (await (await Ask(("Range", "bytes=-10"))).Must(HttpStatusCode.PartialContent).Bytes()).ShouldBe(photo[^10..]);
        (await (await Ask(("Range", "bytes=990-"))).Must(HttpStatusCode.PartialContent).Bytes()).ShouldBe(photo[990..]);
        (await (await Ask(("Range", "bytes=0-9"), ("If-Range", tag))).Must(HttpStatusCode.PartialContent).Bytes()).ShouldBe(photo[..10]);
        (await (await Ask(("Range", "bytes=0-9"), ("If-Range", "\"another\""))).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        (await (await Ask(("Range", "bytes=5000-"), ("If-Range", "\"another\""))).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        (await (await Ask(("Range", "bytes=0-1,5-6"))).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        var beyond = (await Ask(("Range", "bytes=1000-"))).MustRefuse(HttpStatusCode.RequestedRangeNotSatisfiable, "range.not_satisfiable");
        beyond.Header("Content-Range").ShouldBe("bytes */1000");
        (await Ask(("If-None-Match", tag))).Must(HttpStatusCode.NotModified);
        var head = await officer.Send(HttpMethod.Head, $"files/{file.Id}/content", null, null, null);
        (head.Must(HttpStatusCode.OK).Header("Content-Length"), head.Body).ShouldBe(("1000", ""));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_download_of_a_records_file_is_in_the_read_log(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var file = await officer.Upload(Uploads.Photo());
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = file.Id } }));

        (await officer.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);
        (await officer.Get($"files/{file.Id}/content", ("Range", "bytes=0-0"), ("X-Purpose", "verification"))).MustRefuse(HttpStatusCode.PartialContent, null!);
        (await officer.Get($"files/{file.Id}/content", ("If-None-Match", $"\"{file.Text("sha256")}\""))).Must(HttpStatusCode.NotModified);

        (await api.Rows<string>("SELECT record_type || ' ' || purpose || ' ' || action FROM kernel_read_log ORDER BY id")).Order(StringComparer.Ordinal).ShouldBe(
            ["file download DownloadFile", "file verification DownloadFile", "lead download DownloadFile", "lead verification DownloadFile"]);
        (await officer.Get($"read-log?record={lead.Id}")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }
}
