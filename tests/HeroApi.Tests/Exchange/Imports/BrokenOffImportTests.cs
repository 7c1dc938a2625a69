using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Data;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange.Imports;

/// <summary>Whenever an import is broken off, whole chunks of it are there, and going on makes no row twice.</summary>
public sealed class BrokenOffImportTests
{
    private const int People = 6_000;
    private const int Chunk = 500;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_killed_import_goes_on_a_cancelled_one_leaves_whole_chunks_and_sent_again_it_adds_the_rest(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = new HostProcess(database);
        await host.Start();
        var officer = await host.Officer();
        var register = Registers.Utf8(["姓名,证件号码,电话", .. Enumerable.Range(0, People).Select(person => $"示范甲,{Registers.IdNumber(person)},{15_400_000_000 + person}")]);
        var import = await officer.StartedImport(register);

        await Probe.Until(async () => (await Now()).Rows >= Chunk, "a chunk is written");
        await host.Kill();
        await host.Start();
        (await Files() % Chunk).ShouldBe(0);

        await Probe.Until(async () => (await Now()).Rows >= 3 * Chunk, "it goes on");
        (await host.Admin.Post($"jobs/{import.Text("jobId")}/cancellation")).Must(HttpStatusCode.OK);
        await Ended(import.Text("jobId")!);
        var cancelled = await Now();
        (cancelled.Rows % Chunk).ShouldBe(0);
        cancelled.Created.ShouldBe(cancelled.Rows);
        (await Files()).ShouldBe(cancelled.Created);

        var again = await officer.StartedImport(register);
        await Ended(again.Text("jobId")!);
        (await officer.Get($"imports/{again.Id}")).Counts().ShouldBe((People, 0, People - cancelled.Created, cancelled.Created, 0, 0));
        (await Files()).ShouldBe(People);

        async Task<(long Rows, long Blank, long Created, long Unchanged, long Known, long Errors)> Now() => (await officer.Get($"imports/{import.Id}")).Must(HttpStatusCode.OK).Counts();
        Task Ended(string job) => Probe.Until(async () => (await officer.Get($"jobs/{job}")).Text("endedAt") is not null, "the job ends");
        async Task<long> Files() => long.Parse((await officer.Get("heroes?count=exact&limit=1")).Must(HttpStatusCode.OK).Text("count")!, null);
    }
}
