using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Mergers;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Mergers;

public sealed class HeroMergerTests
{
    private static readonly object Card = new { type = "id_card", number = "11010519491231002X" };
    private static readonly object Passport = new { type = "passport", number = "E12345678" };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_files_of_one_person_become_one_and_the_lost_id_says_where_it_went(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (north, south, stranger) = (await api.Organisation(under: city, region: "371502"), await api.Organisation(under: city, region: "371503"), await api.Organisation(region: "350582"));
        var gone = await Opened(north, new { name = "示范甲", document = Passport, phone = "15400000001", employer = "示范厂", fileNumber = "旧-7", externalIds = new[] { Known("A-1") } });
        var left = await Opened(south, new { name = "示范甲", document = Card, phone = "15400000002", note = "旧证书" });
        (await north.Post($"heroes/{gone.Id}/contact-attempts", new { channel = "phone", result = "reached" })).Must(HttpStatusCode.OK);

        var merged = (await city.Post($"heroes/{gone.Id}/merger", Into(left, ("phone", "from")), ifMatch: 2)).Must(HttpStatusCode.OK);

        (merged.Id, merged.Version, merged.Text("fileNumber")).ShouldBe((left.Id, 2, left.Text("fileNumber")));
        (merged.Text("phone"), merged.Text("employer"), merged.Text("document.type"), merged.Text("note")).ShouldBe(("154****0001", "示范厂", "id_card", "旧证书"));
        merged.Json.GetProperty("formerFileNumbers")[0].GetString().ShouldBe("旧-7");
        merged.Json.GetProperty("homeOrgIds")[0].GetGuid().ShouldBe(north.OrgId);
        foreach (var caller in new[] { north, city })
        {
            var asked = (await caller.Get($"heroes/{gone.Id}")).MustRefuse(HttpStatusCode.Gone, "hero.merged");
            asked.Text("params.mergedInto").ShouldBe(left.Id.ToString());
        }

        (await stranger.Get($"heroes/{gone.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await city.Get("heroes/ext/grid/A-1")).Must(HttpStatusCode.OK).Id.ShouldBe(left.Id);
        (await city.Get("heroes?formerFileNumber=旧-7")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(left.Id);
        (await city.Get("heroes?q=旧-7&count=exact")).Text("count").ShouldBe("1");
        (await south.Post("heroes", new { name = "示范甲", document = Passport })).MustRefuse(HttpStatusCode.Conflict, "hero.person_has_file").Text("params.id").ShouldBe(left.Id.ToString());
        (await city.Get($"heroes/{left.Id}/history")).Json.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("what").GetString()).ShouldBe(["opened", "opened", "contact", "merged"]);
        (await api.Published<HeroFilesMerged>()).ShouldHaveSingleItem().ShouldBe(new HeroFilesMerged(gone.Id, left.Id, south.OrgId));
        (await stranger.Get("hero-mergers")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_merger_is_refused_where_it_would_be_a_mistake(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (north, south, stranger) = (await api.Organisation(under: city, region: "371502"), await api.Organisation(under: city, region: "371503"), await api.Organisation(region: "350582"));
        var (gone, left, secret) = (await Opened(north, new { name = "示范甲" }), await Opened(south, new { name = "示范甲" }), await Opened(stranger, new { name = "示范甲" }));
        var restricted = await Opened(await api.Key(north.OrgId, ["heroes:read", "heroes:write", "protected:read"]), new { name = "示范甲", protection = "restricted" });
        var trusted = await api.Key(city.OrgId, ["heroes:read", "heroes:write", "protected:read"]);

        (await north.Post($"heroes/{gone.Id}/merger", Into(gone), ifMatch: 1)).Errors.ShouldBe([("/intoId", "hero.merger_into_itself")]);
        (await north.Post($"heroes/{gone.Id}/merger", Into(left), ifMatch: 1)).Errors.ShouldBe([("/intoId", "hero.merger_unknown_file")]);
        (await city.Post($"heroes/{gone.Id}/merger", Into(secret), ifMatch: 1)).Errors.ShouldBe([("/intoId", "hero.merger_unknown_file")]);
        (await city.Post($"heroes/{gone.Id}/merger", Into(left, ("fileNumber", "from")), ifMatch: 1)).Errors.ShouldBe([("/fields", "hero.merger_member")]);
        (await city.Post($"heroes/{gone.Id}/merger", Into(left), ifMatch: 2)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await city.Post($"heroes/{gone.Id}/merger", Into(left))).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await city.Post($"heroes/{gone.Id}/merger", new { intoId = left.Id, intoVersion = 2, reason = "同一人" }, ifMatch: 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await trusted.Post($"heroes/{gone.Id}/merger", Into(restricted), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "hero.merger_protection");
        (await api.Count("recognition_merger")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_merger_is_undone_for_thirty_days_and_what_came_since_stays(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var first = await Opened(keeper, new { name = "示范甲", phone = "15400000001", document = Passport, externalIds = new[] { Known("A-1") } });
        var second = await Opened(keeper, new { name = "示范甲", note = "旧证书" });
        var merged = (await keeper.Post($"heroes/{first.Id}/merger", Into(second), ifMatch: 1)).Must(HttpStatusCode.OK);
        var cursor = await Feed(api, keeper);
        (await keeper.Patch($"heroes/{second.Id}", new { employer = "示范厂" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{second.Id}/contact-attempts", new { channel = "visit", result = "reached" })).Must(HttpStatusCode.OK);
        var merger = (await keeper.Get($"hero-mergers?intoId={second.Id}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();

        var parted = (await keeper.Post($"heroes/{second.Id}/merger-reversal", new { mergerId = merger, reason = "同名两人" }, ifMatch: 4)).Must(HttpStatusCode.OK);

        merged.Text("phone").ShouldBe("154****0001");
        (parted.Text("phone"), parted.Text("document"), parted.Text("employer"), parted.Text("note")).ShouldBe((null, null, "示范厂", "旧证书"));
        parted.Json.GetProperty("formerFileNumbers").GetArrayLength().ShouldBe(0);
        var again = (await keeper.Get($"heroes/{first.Id}")).Must(HttpStatusCode.OK);
        (again.Version, again.Text("phone"), again.Text("document.type"), again.Text("employer")).ShouldBe((3, "154****0001", "passport", null));
        (await keeper.Get("heroes/ext/grid/A-1")).Id.ShouldBe(first.Id);
        (await api.Count("recognition_contact_attempt", "hero_id = @Id", new { second.Id })).ShouldBe(1);
        (await keeper.Post($"heroes/{second.Id}/merger-reversal", new { mergerId = merger, reason = "再次" }, ifMatch: 5)).MustRefuse(HttpStatusCode.Conflict, "hero.merger_undone");
        (await api.Published<HeroMergerUndone>()).ShouldHaveSingleItem().ShouldBe(new HeroMergerUndone(first.Id, second.Id, keeper.OrgId));
        await api.Settle();
        var told = (await keeper.Get(cursor)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("id").GetGuid(), item.GetProperty("op").GetString(), item.GetProperty("version").GetInt64())).ToList();
        told.ShouldContain((first.Id, "upsert", 3L));
        told.ShouldContain((second.Id, "upsert", 5L));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_thirty_days_a_merger_is_final_and_what_undoing_needed_is_forgotten(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var (first, second, third) = (await Opened(keeper, new { name = "示范甲", phone = "15400000001" }), await Opened(keeper, new { name = "示范甲" }), await Opened(keeper, new { name = "示范甲" }));
        var cursor = await Feed(api, keeper);
        (await keeper.Post($"heroes/{first.Id}/merger", Into(second), ifMatch: 1)).Must(HttpStatusCode.OK);
        (await keeper.Post($"heroes/{third.Id}/merger", new { intoId = second.Id, intoVersion = 2, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var mergers = (await keeper.Get($"hero-mergers?intoId={second.Id}")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();

        var early = await keeper.Post($"heroes/{second.Id}/merger-reversal", new { mergerId = mergers[0], reason = "同名两人" }, ifMatch: 3);
        api.Clock.Advance(TimeSpan.FromDays(30));
        await api.Settle();
        var late = await keeper.Post($"heroes/{second.Id}/merger-reversal", new { mergerId = mergers[1], reason = "同名两人" }, ifMatch: 3);

        var told = (await keeper.Get(cursor)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().First(item => item.GetProperty("id").GetGuid() == first.Id);
        (told.GetProperty("op").GetString(), told.GetProperty("reason").GetString(), told.GetProperty("mergedInto").GetGuid()).ShouldBe(("removed", "merged", second.Id));
        early.MustRefuse(HttpStatusCode.Conflict, "hero.merger_not_last");
        late.MustRefuse(HttpStatusCode.Conflict, "hero.merger_final");
        (await api.Count("recognition_merger", "state_cipher IS NOT NULL")).ShouldBe(0);
        (await api.Count("recognition_merger_row")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_table_that_hangs_on_a_file_is_carried(Engine engine)
    {
        await using var api = await Api.On(engine);

        var hanging = await api.Rows<string>(engine == Engine.Sqlite
            ? "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'hero_id' WHERE m.type = 'table'"
            : "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'hero_id'");

        // Other modules name a file as they first knew it, and follow what is said of mergers.
        hanging = [.. hanging.Where(table => table.StartsWith("recognition_", StringComparison.Ordinal))];
        hanging.Count.ShouldBeGreaterThan(3);
        hanging.Order().ShouldBe(HeroPart.All.Select(part => part.Table).Order());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_comes_between_a_merger_loses_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation(region: "410102");
        foreach (var (round, name) in new[] { "示范甲", "示范乙", "示范丙", "示范丁" }.Index())
        {
            var gone = await Opened(keeper, new { name, document = new { type = "passport", number = $"E0000000{round}" } });
            var (left, right) = (await Opened(keeper, new { name }), await Opened(keeper, new { name }));
            var confirmed = await keeper.OpenedCase(("actors", new[] { new { name, document = new { type = "passport", number = $"E0000000{round}" } } }));
            await keeper.Step(confirmed, "outside-decision", new
            {
                actors = new[] { new { actorId = confirmed.ActorId(0), outcome = "confirmed" } },
                authority = "示范市公安局",
                number = $"公〔2026〕{round}号",
                decidedOn = "2026-05"
            });

            var delivered = api.Settle();
            var amended = keeper.Patch($"heroes/{gone.Id}", new { note = "旧报" }, ifMatch: 1);
            var mergers = await Task.WhenAll(new[] { left, right }.Select(into => keeper.Post($"heroes/{gone.Id}/merger", Into(into), ifMatch: 1)));
            var patched = await amended;
            await delivered;
            await api.Settle();

            var merged = mergers.Count(answer => answer.Status == HttpStatusCode.OK);
            (merged + (patched.Status == HttpStatusCode.OK ? 1 : 0)).ShouldBeLessThanOrEqualTo(1, "each of them knew version 1");
            foreach (var late in mergers.Append(patched).Where(answer => answer.Status != HttpStatusCode.OK))
                late.Code.ShouldBeOneOf("hero.merged", "record.version_stale");
            var holder = (await keeper.Get($"heroes?q={name}&category=rescue_person")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            holder.GetProperty("deeds").GetArrayLength().ShouldBe(1, "the act is in the one living file that has the document");
            if (merged == 0)
                (await keeper.Post($"heroes/{gone.Id}/merger", Into(left), ifMatch: (await keeper.Get($"heroes/{gone.Id}")).Version)).Must(HttpStatusCode.OK);
            (await api.Count("recognition_deed", "hero_id = @Id", new { gone.Id })).ShouldBe(0);
            (await api.Count("recognition_person", "hero_id = @Id", new { gone.Id })).ShouldBe(0);
        }

        await api.Settle();
        (await api.Count("recognition_deed")).ShouldBe(4);
        (await api.Count("kernel_delivery", "done_at IS NULL")).ShouldBe(0);
    }

    internal static async Task<Answer> Opened(Client keeper, object body) => (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created);

    private static object Known(string value) => new { system = "grid", value };

    private static object Into(Answer left, params (string Member, string File)[] fields) =>
        new { intoId = left.Id, intoVersion = left.Version, fields = fields.ToDictionary(field => field.Member, field => field.File), reason = "出生日期与户籍一致" };

    /// <summary>Where the feed goes on after everything said so far.</summary>
    private static async Task<string> Feed(Api api, Client reader)
    {
        await api.Settle();
        for (var page = "exchange/changes?types=hero"; ;)
        {
            var read = (await reader.Get(page)).Must(HttpStatusCode.OK);
            page = read.Text("next")!;
            if (read.Text("upToDate") == "true")
                return page;
        }
    }
}
