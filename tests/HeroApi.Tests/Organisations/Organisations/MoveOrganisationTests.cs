using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Organisations.Organisations.OrganisationStates;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class MoveOrganisationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_tree_changes_at_once_for_everything_below(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var county = await api.Organisation(city);
        var lead = await county.ReportedLead();

        var moved = await Move(api.Admin, city, west);

        moved.Text("parentId").ShouldBe(west.OrgId.ToString());
        moved.Version.ShouldBe(2);
        (await west.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (await west.Ids("organisations")).ShouldBe([west.OrgId, city.OrgId, county.OrgId]);
        (await east.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await east.Ids("organisations")).ShouldBe([east.OrgId]);
        (await api.Rows<string>("SELECT note FROM kernel_audit WHERE action = 'organisations.move_organisation'")).ShouldBe(["区划调整"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_feed_takes_records_from_the_old_side_and_gives_them_to_the_new(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (root, east, west, city) = await Provinces(api);
        var lead = await city.ReportedLead();
        var (byRoot, byEast, byWest) = (await Reader.From(root), await Reader.From(east), await Reader.From(west));

        await Move(api.Admin, city, west);
        await api.Settle();

        (await byEast.Of(lead.Id)).ShouldBe(("removed", 2L, "out_of_scope"));
        (await byEast.Of(city.OrgId)).ShouldBe(("removed", 2L, "out_of_scope"));
        (await byWest.Of(lead.Id)).ShouldBe(("upsert", 2L, null));
        (await byWest.Of(city.OrgId)).ShouldBe(("upsert", 2L, null));
        (await byRoot.Of(lead.Id)).ShouldBe(("upsert", 2L, null));

        await Move(api.Admin, city, east);
        await api.Settle();

        (await byEast.Of(lead.Id)).ShouldBe(("upsert", 3L, null));
        (await byWest.Of(lead.Id)).ShouldBe(("removed", 3L, "out_of_scope"));
        (await byRoot.Of(lead.Id)).ShouldBe(("upsert", 3L, null));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reader_of_one_organisation_only_is_told_too(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var lead = await city.ReportedLead();
        var narrowed = await Reader.From(east, $"&org={east.OrgId}");

        await Move(api.Admin, city, west);
        await api.Settle();

        (await narrowed.Of(lead.Id)).ShouldBe(("removed", 2L, "out_of_scope"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_record_that_is_seen_through_its_home_follows_the_home(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var elsewhere = await api.Organisation(region: "350500");
        var lead = await elsewhere.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "371502" } }));
        var (byEast, byWest) = (await Reader.From(east), await Reader.From(west));

        await Move(api.Admin, city, west);
        await api.Settle();

        (await byEast.Of(lead.Id)).ShouldBe(("removed", 2L, "out_of_scope"));
        (await byWest.Of(lead.Id)).ShouldBe(("upsert", 2L, null));
        (await elsewhere.Get($"leads/{lead.Id}")).Version.ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task More_records_than_one_chunk_holds_all_follow_whoever_tries_to_cancel(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var leads = new List<Guid>();
        foreach (var batch in Enumerable.Range(0, 510).Chunk(16))
            leads.AddRange((await Task.WhenAll(batch.Select(_ => city.ReportedLead()))).Select(lead => lead.Id));
        var (byEast, byWest) = (await Reader.From(east), await Reader.From(west));

        await Move(api.Admin, city, west);
        var job = (await api.Admin.Ids("jobs")).ShouldHaveSingleItem();
        (await api.Admin.Post($"jobs/{job}/cancellation")).Must(HttpStatusCode.OK);
        await api.Settle();

        (await byEast.Read()).Where(item => item.Op == "removed").Select(item => item.Id).ShouldBe([.. leads, city.OrgId], ignoreOrder: true);
        (await byWest.Read()).Where(item => item.Op == "upsert").Select(item => item.Id).ShouldBe([.. leads, city.OrgId], ignoreOrder: true);
        (await api.Rows<string>("SELECT state FROM kernel_job")).ShouldBe(["succeeded"]);
        (await api.Rows<long>("SELECT done FROM kernel_job")).ShouldBe([510]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Records_that_change_meanwhile_keep_every_version_in_order(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var leads = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => city.ReportedLead()));

        var accepting = leads.Select(lead => Accept(city, lead.Id)).ToList();
        await Move(api.Admin, city, west);
        await Move(api.Admin, city, east);
        await Task.WhenAll(accepting);
        await api.Settle();

        var versions = (await api.Rows<(Guid Id, long Version)>("SELECT record_id, version FROM kernel_feed WHERE type = 'lead' ORDER BY pos"))
            .ToLookup(row => row.Id, row => row.Version);
        foreach (var lead in leads)
        {
            versions[lead.Id].ShouldBe(Enumerable.Range(1, versions[lead.Id].Count()).Select(version => (long)version));
            versions[lead.Id].Last().ShouldBe(4, "reported, accepted and moved twice");
            (await city.Get($"leads/{lead.Id}")).Version.ShouldBe(4);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_would_break_the_tree_or_reach_too_far_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, city) = await Provinces(api);
        var county = await api.Organisation(city);
        var keeper = await api.Key(east.OrgId, Keeper);
        var own = await api.Key(city.OrgId, Keeper);
        object To(Guid? parent) => new { parentId = parent, reason = "区划调整" };
        var path = $"organisations/{city.OrgId}/parent";

        (await api.Admin.Post(path, To(county.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.circle");
        (await api.Admin.Post(path, To(city.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.circle");
        (await api.Admin.Post(path, To(Guid.CreateVersion7()), ifMatch: 1)).Errors.ShouldBe([("/parentId", "organisation.unknown")]);
        (await keeper.Post(path, To(west.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await keeper.Post(path, To(null), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await own.Post(path, To(city.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await keeper.Post($"organisations/{west.OrgId}/parent", To(east.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await east.Post(path, To(east.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await api.Admin.Post(path, To(west.OrgId), ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Admin.Post(path, To(west.OrgId))).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await api.Admin.Post(path, new { parentId = west.OrgId, reason = "" }, ifMatch: 1)).Errors.ShouldBe([("/reason", "value.required")]);
        (await api.Count("kernel_job")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_moves_that_would_close_a_circle_together_do_not(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (_, east, west, _) = await Provinces(api);

        var both = await Task.WhenAll(
            api.Admin.Post($"organisations/{east.OrgId}/parent", new { parentId = west.OrgId, reason = "甲" }, ifMatch: 1),
            api.Admin.Post($"organisations/{west.OrgId}/parent", new { parentId = east.OrgId, reason = "乙" }, ifMatch: 1));

        both.Select(answer => answer.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    /// <summary>A root with two provinces, and a city in the eastern one.</summary>
    private static async Task<(Client Root, Client East, Client West, Client City)> Provinces(Api api)
    {
        var root = await api.Organisation(level: "province", region: "370000");
        var east = await api.Organisation(root, region: "370600");
        var west = await api.Organisation(root, region: "371500");
        return (root, east, west, await api.Organisation(east));
    }

    private static async Task<Answer> Move(Client keeper, Client moved, Client under)
    {
        var present = await keeper.Get($"organisations/{moved.OrgId}");
        return (await keeper.Post($"organisations/{moved.OrgId}/parent", new { parentId = under.OrgId, reason = "区划调整" }, ifMatch: present.Version)).Must(HttpStatusCode.OK);
    }

    /// <summary>As a caller does it: fetch and try again when the version has moved on.</summary>
    private static async Task Accept(Client officer, Guid lead)
    {
        for (var tried = 0; ; tried++)
        {
            var present = await officer.Get($"leads/{lead}");
            var accepted = await officer.Post($"leads/{lead}/acceptance", new { }, ifMatch: present.Version);
            if (accepted.Status == HttpStatusCode.OK)
                return;
            accepted.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
            tried.ShouldBeLessThan(5);
        }
    }

    private sealed record Item(Guid Id, string Op, long Version, string? Reason);

    /// <summary>Someone who follows the feed from now on.</summary>
    private sealed class Reader(Client client, string token)
    {
        private string token = token;

        internal static async Task<Reader> From(Client client, string narrowed = "") =>
            new(client, (await client.Get($"exchange/changes?start=now{narrowed}")).Must(HttpStatusCode.OK).Text("token")!);

        /// <summary>Everything since the last time.</summary>
        internal async Task<IReadOnlyList<Item>> Read()
        {
            var items = new List<Item>();
            for (var upToDate = false; !upToDate;)
            {
                var page = (await client.Get($"exchange/changes?token={Uri.EscapeDataString(token)}")).Must(HttpStatusCode.OK);
                items.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => new Item(item.GetProperty("id").GetGuid(), item.GetProperty("op").GetString()!,
                    item.GetProperty("version").GetInt64(), item.TryGetProperty("reason", out var reason) ? reason.GetString() : null)));
                (token, upToDate) = (page.Text("token")!, page.Json.GetProperty("upToDate").GetBoolean());
            }

            heard.AddRange(items);
            return items;
        }

        /// <summary>The last that was heard of a record.</summary>
        internal async Task<(string Op, long Version, string? Reason)> Of(Guid id)
        {
            await Read();
            var last = heard.Last(item => item.Id == id);
            return (last.Op, last.Version, last.Reason);
        }

        private readonly List<Item> heard = [];
    }
}
