using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>Files of leads: who sees them, what waits for them, and what keeps them.</summary>
public sealed class AttachmentTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_lead_shows_its_files_and_whoever_sees_the_lead_sees_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "370000", level: "province");
        var (officer, stranger) = (await api.Organisation(province), await api.Organisation());
        var file = await officer.Upload(Uploads.Photo());
        (await province.Get($"files/{file.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(officer.OrgId)).Get($"files/{file.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = file.Id, kind = "scene", label = "落水处" } }));

        lead.Json.GetProperty("attachments")[0].GetRawText().ShouldBe($$"""{"fileId":"{{file.Id}}","kind":"scene","label":"落水处","pending":false}""");
        lead.Text("filesPending").ShouldBe("0");
        foreach (var sees in new[] { officer, province, await api.Key(officer.OrgId) })
        {
            (await sees.Get($"files/{file.Id}")).Must(HttpStatusCode.OK);
            (await sees.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);
            (await sees.Get("leads")).Body.ShouldContain(file.Id.ToString());
        }

        foreach (var path in new[] { $"files/{file.Id}", $"files/{file.Id}/content" })
        {
            (await stranger.Get(path)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await stranger.Get(path, ("Range", "bytes=0-1"))).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await stranger.Get(path, ("If-None-Match", $"\"{file.Text("sha256")}\""))).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await stranger.Send(HttpMethod.Head, path, null, null, null)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await (await api.Key(officer.OrgId, ["orgs:read", "files:write"])).Get(path)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        }

        (await stranger.Delete($"files/{file.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Delete($"files/{file.Id}")).MustRefuse(HttpStatusCode.Conflict, "file.in_use");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_rights_of_a_file_follow_its_lead(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, other) = (await api.Organisation(), await api.Organisation());
        var file = await officer.Upload(Uploads.Photo());
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = file.Id } }));

        await officer.HandOver(lead.Id, other);

        (await other.Get($"files/{file.Id}/content")).Must(HttpStatusCode.OK);
        (await officer.Get($"files/{file.Id}/content")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Post("leads", States.LeadBody(("attachments", new[] { new { fileId = file.Id } })))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")
            .Errors.ShouldBe([("/attachments/0/fileId", "file.unknown")]);
        (await other.Delete($"leads/{lead.Id}?reason=entered_in_error", ifMatch: (await other.Get($"leads/{lead.Id}")).Version)).Must(HttpStatusCode.NoContent);
        (await other.Get($"files/{file.Id}/content")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_lead_waits_for_files_that_were_only_named_and_hears_of_their_arrival_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var lead = await officer.ReportedLead(("attachments", ids.Select(fileId => new { fileId })));
        lead.Text("filesPending").ShouldBe("2");
        var token = (await officer.Get("exchange/changes?start=now")).Text("token");

        (await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "lead.files_pending").Text("params.filesPending").ShouldBe("2");
        (await officer.Get($"leads/{lead.Id}/actions")).Body.ShouldContain("lead.files_pending");
        (await (await api.Key(officer.OrgId)).UploadAs(ids[0], Uploads.Photo())).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await officer.UploadAs(ids[0], Uploads.Photo())).Must(HttpStatusCode.Created);
        await api.Settle();

        var now = (await officer.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (now.Version, now.Text("filesPending")).ShouldBe((2, "1"));
        var told = (await officer.Get($"exchange/changes?token={token}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        told.GetProperty("body").GetProperty("filesPending").GetInt32().ShouldBe(1);
        (await officer.UploadAs(ids[1], Uploads.Photo())).Must(HttpStatusCode.Created);
        await api.Settle();
        (await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 3)).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Files_that_never_come_are_waived_for_a_reason(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = Guid.CreateVersion7() } }));

        (await officer.Post($"leads/{lead.Id}/acceptance", new { waivePendingFiles = true }, ifMatch: 1)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")
            .Errors.ShouldBe([("/reason", "value.required")]);
        (await officer.Post($"leads/{lead.Id}/acceptance", new { waivePendingFiles = true, reason = "报告人手机已损坏" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("filesPending").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Attachments_stay_unless_they_are_written(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (first, second) = ((await officer.Upload(Uploads.Photo())).Id, (await officer.Upload(Uploads.Photo())).Id);
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = first } }));

        var put = (await officer.Put($"leads/{lead.Id}", States.LeadBody(("summary", "另一经过")), ifMatch: 1)).Must(HttpStatusCode.OK);
        put.Json.GetProperty("attachments").GetArrayLength().ShouldBe(1);
        var patched = (await officer.Patch($"leads/{lead.Id}", new { attachments = new[] { new { fileId = second, kind = "thanks" } } }, ifMatch: 2)).Must(HttpStatusCode.OK);
        patched.Json.GetProperty("attachments")[0].GetProperty("fileId").GetGuid().ShouldBe(second);
        (await officer.Get($"files/{first}")).Must(HttpStatusCode.OK);
        (await officer.Patch($"leads/{lead.Id}", """{"attachments":null}""", ifMatch: 3)).Must(HttpStatusCode.OK).Json.GetProperty("attachments").GetArrayLength().ShouldBe(0);
        var upserted = (await officer.Put("leads/ext/grid/A-1", States.LeadBody(("attachments", new[] { new { fileId = second } })))).Must(HttpStatusCode.Created);
        (await officer.Put("leads/ext/grid/A-1", States.LeadBody(("summary", "又一经过")))).Must(HttpStatusCode.OK).Json.GetProperty("lead").GetProperty("attachments").GetArrayLength().ShouldBe(1);
        upserted.Json.GetProperty("lead").GetProperty("filesPending").GetInt32().ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Attachments_are_checked(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, stranger) = (await api.Organisation(), await api.Organisation());
        var hidden = (await stranger.Upload(Uploads.Photo())).Id;
        var own = Guid.CreateVersion7();

        async Task<Answer> Report(params object[] files) => (await officer.Post("leads", States.LeadBody(("attachments", files)))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");

        (await Report(new { fileId = own }, new { fileId = hidden })).Errors.ShouldBe([("/attachments/1/fileId", "file.unknown")]);
        (await Report(new { fileId = Guid.NewGuid() })).Errors.ShouldBe([("/attachments/0/fileId", "id.not_uuid_v7")]);
        (await Report(new { fileId = own }, new { fileId = own })).Errors.ShouldBe([("/attachments", "file.repeated")]);
        (await Report(new { fileId = own, kind = "selfie" })).Errors.ShouldBe([("/attachments/0/kind", "value.not_allowed")]);
        (await Report(new { fileId = own, label = new string('长', 201) })).Errors.ShouldBe([("/attachments/0/label", "value.too_long")]);
        (await Report([null!])).Errors.Count.ShouldBe(1);
        (await Report([.. Enumerable.Range(0, 51).Select(_ => new { fileId = Guid.CreateVersion7() })])).Errors.ShouldBe([("/attachments", "value.out_of_range")]);
        (await api.Published<LeadReported>()).ShouldBeEmpty();
        (await api.Count("kernel_file")).ShouldBe(1, "a refused lead claims no file");
    }
}
