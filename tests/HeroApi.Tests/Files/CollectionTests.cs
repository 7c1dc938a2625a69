using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>What is cleared away, and what never is.</summary>
public sealed class CollectionTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_file_that_no_record_refers_to_is_collected_and_its_bytes_a_day_later(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (photo, shared) = (Uploads.Photo(), Uploads.Photo());
        var loose = (await officer.Upload(photo)).Id;
        var twin = (await officer.Upload(shared)).Id;
        var kept = (await officer.Upload(shared)).Id;
        var begun = (await officer.BeginUpload(3_000)).Id;
        await officer.Append(begun, 0, Uploads.Photo(1_000));
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = kept } }));
        api.Blobs().ShouldBe(3);

        await api.Pass(TimeSpan.FromDays(1));
        (await officer.Get($"files/{loose}")).Must(HttpStatusCode.OK);
        await api.Pass(TimeSpan.FromDays(1.5));
        (await officer.Get($"files/{loose}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get($"files/{twin}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        api.Blobs().ShouldBe(3, "a backup may still look for them");
        await api.Pass(TimeSpan.FromDays(1.5));

        api.Blobs().ShouldBe(2);
        (await officer.Head(begun)).Must(HttpStatusCode.OK).Header("Upload-Offset").ShouldBe("1000", "an upload has seven days");
        (await officer.Delete($"leads/{lead.Id}?reason=entered_in_error", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        await api.Pass(TimeSpan.FromDays(30));
        await api.Pass(TimeSpan.FromDays(2));
        api.Blobs().ShouldBe(1, "what a deleted lead refers to stays");
        (await api.Rows<long>("SELECT files FROM files_content")).ShouldBe([1]);
        (await api.Count("kernel_file")).ShouldBe(1);
        (await api.Count("files_upload")).ShouldBe(0);
        (await api.Count("files_blob")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_file_taken_off_its_lead_is_collected_in_its_time(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var file = (await officer.Upload(Uploads.Photo())).Id;
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = file } }));
        await api.Pass(TimeSpan.FromDays(20));

        (await officer.Patch($"leads/{lead.Id}", new { attachments = Array.Empty<object>() }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Pass(TimeSpan.FromHours(2));
        (await officer.Get($"files/{file}")).Must(HttpStatusCode.OK);
        await api.Pass(TimeSpan.FromDays(3));

        (await officer.Get($"files/{file}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Content_is_never_taken_from_under_a_file_that_comes_while_the_last_one_goes(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var photo = Uploads.Photo();
        var file = (await officer.Upload(photo)).Id;

        for (var round = 0; round < 12; round++)
        {
            var (going, coming, clearing) = (officer.Delete($"files/{file}"), officer.Upload(photo), api.Pass(TimeSpan.FromHours(30)));
            await Task.WhenAll(going, coming, clearing);
            // On a busy machine the clock may run away from an upload that is under way: it is told so, and begins anew.
            var came = await coming;
            file = (came.Code == "upload.expired" ? await officer.Upload(photo) : came).Must(HttpStatusCode.Created).Id;
            (await (await officer.Get($"files/{file}/content")).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        }

        await api.Pass(TimeSpan.FromHours(30));
        await officer.ReportedLead(("attachments", new[] { new { fileId = file } }));
        await api.Pass(TimeSpan.FromDays(5));
        (await (await officer.Get($"files/{file}/content")).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        api.Blobs().ShouldBe(1);
    }
}

/// <summary>Time goes by, and the host does what is due in it.</summary>
internal static class Passing
{
    internal static async Task Pass(this Api api, TimeSpan by)
    {
        // Twice: what the first hour finds to throw away the next one does.
        api.Clock.Advance(by);
        await api.Settle();
        api.Clock.Advance(TimeSpan.FromHours(1));
        await api.Settle();
    }
}
