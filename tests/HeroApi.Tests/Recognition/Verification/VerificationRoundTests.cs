using System.Net;
using System.Text.Json;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Verification;

public sealed class VerificationRoundTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_round_over_two_townships_is_done_by_both_and_closed_by_the_last_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var (east, west) = (await Township(api, county), await Township(api, county));
        var stranger = await api.Organisation(region: "350582");
        var (own, moved, lost) = (await Opened(county), await Opened(east, "371502001"), await Opened(west));
        await Opened(west, diedOn: "2010");

        var round = (await county.Post("verification-rounds", new { title = "2026 年度核实", dueOn = "2026-06-30" })).Must(HttpStatusCode.Created);
        var late = await Opened(west);
        var id = Guid.CreateVersion7();
        var changed = new { id, channel = "visit", result = "reached", outcome = "changed", changes = "phone", by = "示范网格员" };
        var done = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => east.Post($"verification-rounds/{round.Id}/items/{moved.Id}", changed)));
        var again = await east.Post($"verification-rounds/{round.Id}/items/{moved.Id}", new { channel = "visit", result = "reached", outcome = "unchanged" });

        done.ShouldAllBe(answer => answer.Must(HttpStatusCode.OK).Text("state") == "done" && answer.Text("attemptId") == id.ToString());
        again.MustRefuse(HttpStatusCode.Conflict, "verification.done_already");
        (await east.Post($"verification-rounds/{round.Id}/items/{lost.Id}", changed)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await west.Post($"verification-rounds/{round.Id}/items/{late.Id}", new { channel = "visit", result = "reached", outcome = "unchanged" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Get($"verification-rounds/{round.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await Progress(county, round)).ShouldBe((2, 0, 1, 1));
        (await Progress(east, round)).ShouldBe((0, 0, 1, 1));
        (await Items(county, round, "state=due")).Count.ShouldBe(2);
        (await Items(county, round, "livingRegion=371502001")).ShouldHaveSingleItem().GetProperty("changes").GetString().ShouldBe("phone");
        (await Items(county, round, $"org={west.OrgId}&overdue=true")).ShouldBeEmpty();

        api.Clock.Advance(TimeSpan.FromDays(40));
        (await Progress(county, round)).ShouldBe((2, 2, 1, 1));
        (await Items(county, round, $"org={west.OrgId}&overdue=true")).ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(lost.Id);
        (await west.Post($"verification-rounds/{round.Id}/items/{lost.Id}", new { channel = "police", result = "no_trace", outcome = "lost" })).Must(HttpStatusCode.OK);
        (await county.Get($"verification-rounds/{round.Id}")).Text("state").ShouldBe("open");
        (await county.Post($"verification-rounds/{round.Id}/items/{own.Id}", new { channel = "phone", result = "relative", outcome = "deceased", diedOn = "2026-06" })).Must(HttpStatusCode.OK);

        var closed = (await county.Get($"verification-rounds/{round.Id}")).Must(HttpStatusCode.OK);
        (closed.Text("state"), closed.Text("closedOn"), closed.Version).ShouldBe(("closed", "2026-07-11", 2));
        (await west.Get($"heroes/{lost.Id}")).Text("contactState").ShouldBe("lost");
        (await county.Get($"heroes/{own.Id}")).Text("contactState").ShouldBe("deceased");
        (await api.Published<ContactLost>()).ShouldHaveSingleItem().KeeperOrgId.ShouldBe(west.OrgId);
        (await county.Get("heroes?verifiedOn[lt]=2026-07-01&sort=verifiedOn&count=exact")).Text("count").ShouldBe("4");
        (await east.Get($"heroes/{moved.Id}/history?what=verified")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await east.Post($"verification-rounds/{round.Id}/items/{moved.Id}", changed)).Must(HttpStatusCode.OK).Text("outcome").ShouldBe("changed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_deleted_file_leaves_a_round_and_a_closed_round_is_done_no_more(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, other) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var (stays, goes) = (await Opened(county), await Opened(county));
        var round = (await county.Post("verification-rounds", new { title = "2026 年度核实", dueOn = "2026-06-30", orgScope = "self", contactStates = new[] { "reachable" } }))
            .Must(HttpStatusCode.Created);

        (await county.Delete($"heroes/{goes.Id}?reason=test_data", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        (await Progress(county, round)).ShouldBe((1, 0, 0, 0));
        (await other.Post($"verification-rounds/{round.Id}/closure", ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await county.Post($"verification-rounds/{round.Id}/closure", ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await county.Post($"verification-rounds/{round.Id}/closure", ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("closed");

        (await county.Post($"verification-rounds/{round.Id}/items/{stays.Id}", new { channel = "phone", result = "reached", outcome = "unchanged" }))
            .MustRefuse(HttpStatusCode.Conflict, "verification.round_closed");
        (await county.Post($"verification-rounds/{round.Id}/items/{goes.Id}", new { channel = "phone", result = "reached", outcome = "unchanged" })).MustRefuse(HttpStatusCode.Gone, "record.deleted");
        (await other.Post("verification-rounds", new { title = "2026 年度核实", dueOn = "2026-06-30" })).MustRefuse(HttpStatusCode.Conflict, "verification.nobody");
        (await county.Post("verification-rounds", new { title = "2026 年度核实", dueOn = "2026-05-31", region = "379999" })).Errors.ShouldBe([("/dueOn", "verification.due_in_past")]);
        (await county.Get("verification-rounds?state=closed&count=exact")).Text("count").ShouldBe("1");
        (await api.Count("recognition_contact_attempt")).ShouldBe(0);
    }

    private static Task<Client> Township(Api api, Client county) => api.Organisation(county, level: "township", answersForRegion: false);

    private static async Task<Answer> Opened(Client keeper, string? livingRegion = null, string? diedOn = null) =>
        (await keeper.Post("heroes", new { name = "示范甲", registeredOn = "2001", livingRegion, diedOn })).Must(HttpStatusCode.Created);

    private static async Task<(int Due, int Overdue, int Done, int Changed)> Progress(Client caller, Answer round)
    {
        var far = (await caller.Get($"verification-rounds/{round.Id}")).Must(HttpStatusCode.OK).Json.GetProperty("progress");
        return (far.GetProperty("due").GetInt32(), far.GetProperty("overdue").GetInt32(), far.GetProperty("done").GetInt32(), far.GetProperty("changed").GetInt32());
    }

    private static async Task<IReadOnlyList<JsonElement>> Items(Client caller, Answer round, string query) =>
        [.. (await caller.Get($"verification-rounds/{round.Id}/items?{query}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
}
