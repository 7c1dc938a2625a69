using System.Net;
using System.Net.Sockets;
using System.Text;
using HeroApi.Host;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>The store itself: that it is the right one, that a backup holds it, and that a slow sender does not hold it up.</summary>
public sealed class StoreTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_whose_store_is_another_one_is_not_ready_and_takes_no_files(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var (shared, empty) = (Path.Combine(database.Folder, "shared"), Path.Combine(database.Folder, "unmounted"));
        Client officer;
        Guid file;
        await using (var api = await Api.On(database, settings: ["--Hero:FileStore", shared]))
        {
            officer = await api.Organisation();
            file = (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
            (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.OK).Text("checks.files").ShouldBe("ok");
        }

        await using (var api = await Api.On(database, settings: ["--Hero:FileStore", empty]))
        {
            var misled = api.With(officer.Secret, officer.OrgId);
            (await api.Nobody.Get("/health/ready")).Must(HttpStatusCode.ServiceUnavailable).Text("checks.files").ShouldBe("behind");
            (await misled.Upload(Uploads.Photo())).MustRefuse(HttpStatusCode.ServiceUnavailable, "storage.unavailable");
            (await misled.Get($"files/{file}/content")).MustRefuse(HttpStatusCode.ServiceUnavailable, "storage.unavailable");
            Directory.Exists(empty).ShouldBeFalse("nothing is written where nothing is mounted");
        }

        await using (var api = await Api.On(database, settings: ["--Hero:FileStore", shared]))
            (await api.With(officer.Secret, officer.OrgId).Get($"files/{file}/content")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_backup_holds_the_files()
    {
        await using var other = await TestDatabase.On(Engine.Sqlite);
        var photo = Uploads.Photo();
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var file = (await officer.Upload(photo)).Id;

        (await Commands.Run(["backup", other.Folder, "--data", api.Database.Folder])).ShouldBe(0);

        await using var restored = await Api.On(other);
        (await (await restored.With(officer.Secret).Get($"files/{file}/content")).Must(HttpStatusCode.OK).Bytes()).ShouldBe(photo);
        (await restored.Nobody.Get("/health/ready")).Text("checks.files").ShouldBe("ok");
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_cut_off()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var upload = (await officer.BeginUpload(3_000)).Id;
        using var slow = new TcpClient();
        await slow.ConnectAsync(api.Address.Host, api.Address.Port, TestContext.Current.CancellationToken);
        var line = slow.GetStream();
        await line.WriteAsync(Encoding.ASCII.GetBytes(
            $"PATCH /api/v1/files/uploads/{upload} HTTP/1.1\r\nHost: hero\r\nAuthorization: Bearer {officer.Secret}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + "Content-Type: application/offset+octet-stream\r\nContent-Length: 3000\r\n\r\n0123456789"), TestContext.Current.CancellationToken);

        // It never sends more, and waits for the host to have had enough.
        while (await line.ReadAsync(new byte[1024], TestContext.Current.CancellationToken) > 0)
        {
        }

        (await officer.Head(upload)).Must(HttpStatusCode.OK).Header("Upload-Offset").ShouldBe("10", "what came is kept");
        (await officer.Append(upload, 10, Uploads.Photo(100))).Must(HttpStatusCode.NoContent);
    }
}
