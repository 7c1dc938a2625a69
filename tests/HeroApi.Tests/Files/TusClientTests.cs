using System.Globalization;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Data;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>The stock client, over lines that break and hosts that die.</summary>
public sealed class TusClientTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_goes_on_where_the_line_broke(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (photo, id) = (Uploads.Photo(5_000_000), Guid.CreateVersion7());
        var arrived = 0L;
        // A line that breaks is a slow one: what it carried has been taken in by then.
        await using var line = new CuttingProxy(api.Address, cuts: 5, bytes: 500_000, onCut: () => Probe.Until(async () =>
        {
            var offset = long.Parse((await officer.Head(id)).Header("Upload-Offset")!, CultureInfo.InvariantCulture);
            return offset > arrived && (arrived = offset) > 0;
        }, "more has arrived"));
        var lead = await officer.ReportedLead(("attachments", new[] { new { fileId = id } }));

        var sent = await TusClient.Send(line.Address, officer.Secret!, photo, new { filename = "现场.jpg", filetype = "image/jpeg", id });

        sent.Id.ShouldBe(id);
        sent.Cuts.ShouldBeGreaterThanOrEqualTo(5);
        sent.ResumedAt.ShouldBeInOrder();
        sent.ResumedAt[^1].ShouldBeGreaterThanOrEqualTo(arrived);
        (await (await officer.Get($"files/{id}/content")).Bytes()).ShouldBe(photo);
        await api.Settle();
        (await officer.Get($"leads/{lead.Id}")).Text("filesPending").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_sends_in_chunks_by_POST_and_with_the_creation(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await using var line = new CuttingProxy(api.Address, cuts: 3, bytes: 700_000);
        var photo = Uploads.Photo(3_000_000);

        var sent = await TusClient.Send(line.Address, officer.Secret!, photo, chunkSize: 262_144, byPost: true, withCreation: true);

        (await (await officer.Get($"files/{sent.Id}/content")).Bytes()).ShouldBe(photo);
        sent.Refusals.Except([409, 423]).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_gets_over_a_killed_host_and_nothing_acknowledged_is_sent_again(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = new HostProcess(database);
        await host.Start();
        var officer = await host.Officer();
        var photo = Uploads.Photo(4_000_000);
        await using var line = new CuttingProxy(host.Address, cuts: 2, bytes: 1_200_000, onCut: async () =>
        {
            await host.Kill();
            await host.Start();
        });

        var sent = await TusClient.Send(line.Address, officer.Secret!, photo, chunkSize: 1_000_000);

        sent.ResumedAt.ShouldNotBeEmpty();
        sent.ResumedAt.ShouldBeInOrder();
        sent.ResumedAt[0].ShouldBeGreaterThanOrEqualTo(1_000_000, "the first chunk was acknowledged");
        (await (await officer.Get($"files/{sent.Id}/content")).Bytes()).ShouldBe(photo);
    }
}
