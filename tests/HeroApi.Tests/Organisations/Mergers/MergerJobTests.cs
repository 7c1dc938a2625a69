using System.Collections.Concurrent;
using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using HeroApi.Tests.Kernel.Data;
using HeroApi.Tests.Kernel.Planted;
using HeroApi.Tests.Organisations.Organisations;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Mergers;

/// <summary>What may happen to a merger on its way.</summary>
public sealed class MergerJobTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Undone_on_its_way_it_leaves_everything_as_it_was(Engine engine)
    {
        var (api, job) = await Stumbling.On(engine);
        await using var _ = api;
        var counties = await Counties.In(api);
        Guid[] leads =
        [
            (await counties.Old.ReportedLead(Counties.PersonOf(Counties.OldRegion, Counties.NewRegion))).Id, (await counties.Old.ReportedLead()).Id,
            (await counties.Stranger.ReportedLead(Counties.PersonOf(Counties.OldRegion))).Id, (await counties.Stranger.ReportedLead(Counties.PersonOf(Counties.OldRegion, Counties.NewRegion))).Id,
            (await counties.New.ReportedLead(Counties.PersonOf(Counties.OldRegion))).Id, (await counties.New.ReportedLead()).Id
        ];
        string[] all = [.. leads.Select(id => $"leads/{id}"), .. new[] { counties.Old, counties.New, counties.Township }.Select(org => $"organisations/{org.OrgId}")];
        var before = await counties.Shown(all);
        // The first chunk hands everything over, the second finds nothing, the last one is never come to.
        job.After(1);
        var merger = await counties.Merge();
        await api.Settle();
        (await counties.New.Get($"leads/{leads[1]}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
        (await counties.City.Get($"organisations/{counties.Old.OrgId}")).Text("mergingInto").ShouldBe(counties.New.OrgId.ToString());
        (await counties.Old.Get($"organisations/{counties.Old.OrgId}")).Must(HttpStatusCode.OK);

        var undone = await counties.Undo();
        job.NoMore();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await api.Settle();

        undone.Must(HttpStatusCode.Accepted).Header("Location").ShouldBe(merger.Header("Location"));
        (await counties.City.Get($"jobs/{merger.Id}")).Text("phase").ShouldBe("reversed");
        (await counties.Shown(all)).ShouldBe(before);
        (await counties.New.Get($"leads/{leads[1]}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await counties.Old.Get("me")).Text("organisation.id").ShouldBe(counties.Old.OrgId.ToString());
        (await counties.Old.Get($"leads/{leads[1]}")).Version.ShouldBe(3);
        (await counties.Undo()).MustRefuse(HttpStatusCode.Conflict, "organisation.merger_not_open");
        (await api.Count("kernel_event", "type = 'organisations.organisation_merged.v1'")).ShouldBe(0);

        // And it may begin anew.
        await counties.Merge();
        await api.Settle();
        (await counties.New.Get($"leads/{leads[1]}")).Must(HttpStatusCode.OK).Version.ShouldBe(4);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_somebody_else_got_meanwhile_is_not_taken_back(Engine engine)
    {
        var (api, job) = await Stumbling.On(engine);
        await using var _ = api;
        var counties = await Counties.In(api);
        var (given, kept) = (await counties.Old.ReportedLead(), await counties.Old.ReportedLead());
        job.After(1);
        await counties.Merge();
        await api.Settle();

        await counties.New.HandOver(given.Id, counties.Stranger);
        await counties.Undo();
        job.NoMore();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await api.Settle();

        (await counties.Stranger.Get($"leads/{given.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.Stranger.OrgId.ToString());
        (await counties.Old.Get($"leads/{kept.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.Old.OrgId.ToString());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task While_it_is_on_its_way_no_other_merger_takes_hold_of_either_and_nobody_cancels_its_job(Engine engine)
    {
        var (api, job) = await Stumbling.On(engine);
        await using var _ = api;
        var counties = await Counties.In(api);
        var third = await api.Organisation(counties.City, "371521");
        job.After(0);
        var merger = await counties.Merge();
        await api.Settle();
        async Task<Answer> Into(Client from, Client to) => await counties.City.Post($"organisations/{from.OrgId}/merger", new { intoOrgId = to.OrgId, reason = "合并" },
            ifMatch: (await counties.City.Get($"organisations/{from.OrgId}")).Version);

        (await Into(counties.Old, third)).MustRefuse(HttpStatusCode.Conflict, "organisation.merger_open");
        (await Into(counties.New, third)).MustRefuse(HttpStatusCode.Conflict, "organisation.merger_open");
        (await Into(third, counties.Old)).MustRefuse(HttpStatusCode.Conflict, "organisation.merger_open");
        (await Into(third, counties.New)).Must(HttpStatusCode.Accepted);
        (await counties.City.Post($"jobs/{merger.Id}/cancellation")).Must(HttpStatusCode.OK).Text("state").ShouldNotBe("canceled");
        job.NoMore();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await api.Settle();

        (await counties.New.Ids($"organisations/{counties.New.OrgId}/predecessors")).ShouldBe([counties.Old.OrgId, third.OrgId], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_that_failed_goes_on_when_it_is_asked_to_or_is_undone(Engine engine)
    {
        var (api, job) = await Stumbling.On(engine);
        await using var _ = api;
        var counties = await Counties.In(api);
        var lead = await counties.Old.ReportedLead();
        job.After(1);
        var merger = await counties.Merge();
        await Fail(api);
        (await counties.City.Get($"jobs/{merger.Id}")).Text("state").ShouldBe("failed");
        (await counties.Stranger.Post($"jobs/{merger.Id}/retry")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await (await api.Key(counties.Stranger.OrgId, ["jobs:manage"])).Post($"jobs/{merger.Id}/retry")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");

        var retried = await counties.City.Post($"jobs/{merger.Id}/retry");
        await Fail(api);
        (await counties.Undo()).Must(HttpStatusCode.Accepted);
        job.NoMore();
        await api.Settle();

        retried.Must(HttpStatusCode.OK).Text("state").ShouldBe("running");
        var ended = await counties.City.Get($"jobs/{merger.Id}");
        (ended.Text("state"), ended.Text("phase")).ShouldBe(("succeeded", "reversed"));
        (await counties.City.Post($"jobs/{merger.Id}/retry")).Must(HttpStatusCode.OK).Text("state").ShouldBe("succeeded");
        (await counties.Old.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_place_that_somebody_took_meanwhile_stops_the_end_until_it_is_settled(Engine engine)
    {
        var (api, job) = await Stumbling.On(engine);
        await using var _ = api;
        var counties = await Counties.In(api);
        job.After(0);
        var merger = await counties.Merge();
        await api.Settle();
        var old = await counties.City.Get($"organisations/{counties.Old.OrgId}");
        (await counties.City.Patch($"organisations/{counties.Old.OrgId}", new { kind = "foundation" }, ifMatch: old.Version)).Must(HttpStatusCode.OK);
        var rival = await api.Organisation(counties.City, "371521", answersForRegion: false);
        async Task Claim(object[] places, long version) =>
            (await counties.City.Patch($"organisations/{rival.OrgId}", new { jurisdictions = places }, ifMatch: version)).Must(HttpStatusCode.OK);
        await Claim([new { regionCode = Counties.OldRegion, validFrom = "2026-01-01" }], 1);
        job.NoMore();
        await Fail(api);
        var failed = await counties.City.Get($"jobs/{merger.Id}");
        (failed.Text("state"), failed.Text("problem")).ShouldBe(("failed", "organisation.jurisdiction_taken"));

        await Claim([], 2);
        (await counties.City.Post($"jobs/{merger.Id}/retry")).Must(HttpStatusCode.OK);
        await api.Settle();

        (await counties.City.Get($"jobs/{merger.Id}")).Text("state").ShouldBe("succeeded");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_reaches_it_after_the_end_is_taken_over_all_the_same(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        await counties.Merge();
        await api.Settle();

        // As another host would, that still believes the key to belong to the one that is gone.
        var late = await api.LateLead(counties.Old.OrgId);
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        await api.Settle();

        (await counties.New.Get($"leads/{late}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
        (await api.Rows<string>("SELECT state FROM kernel_job WHERE kind = 'organisations.merger_sweep'")).ShouldBe(["succeeded"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Writers_lose_nothing_and_every_version_is_told_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var leads = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => counties.Old.ReportedLead()));
        var (written, made) = (new ConcurrentDictionary<Guid, (long Version, string Summary)>(), new ConcurrentBag<Guid>());
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();

        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            // They end by themselves too: nothing ever settles beside writers that are as fast as the machine.
            for (var n = 0; n < 100 && !stop.IsCancellationRequested; n++)
            {
                var id = leads[((n * 6) + writer) % leads.Length].Id;
                var summary = $"第 {writer}-{n} 次更正";
                var caller = n % 2 == 0 ? counties.Old : counties.New;
                var present = await caller.Get($"leads/{id}");
                if (present.Status == HttpStatusCode.OK && await caller.Patch($"leads/{id}", new { summary }, ifMatch: present.Version) is { Status: HttpStatusCode.OK } done)
                    written.AddOrUpdate(id, (done.Version, summary), (_, known) => known.Version < done.Version ? (done.Version, summary) : known);
                if (n % 5 == 0 && await counties.Old.Post("leads", States.LeadBody()) is { Status: HttpStatusCode.Created } created)
                    made.Add(created.Id);
                if (n == 3)
                    started.TrySetResult();
            }
        })).ToList();
        await started.Task;
        var job = await counties.Merge();
        while ((await counties.City.Get($"jobs/{job.Id}")).Text("state") != "succeeded")
            await api.Settle();
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        await api.Settle();

        written.ShouldNotBeEmpty();
        made.ShouldNotBeEmpty();
        foreach (var id in leads.Select(lead => lead.Id).Concat(made))
        {
            var lead = (await counties.New.Get($"leads/{id}")).Must(HttpStatusCode.OK);
            lead.Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
            if (written.TryGetValue(id, out var last))
                lead.Text("summary").ShouldBe(last.Summary);
        }

        (await api.Rows<long>("SELECT COUNT(*) FROM cases_lead l JOIN kernel_scope s ON s.record_id = l.id AND s.axis = 'owner' WHERE s.org_id <> l.owner_org_id")).ShouldBe([0]);
        foreach (var told in (await api.Rows<(Guid Id, long Version)>("SELECT record_id, version FROM kernel_feed WHERE type = 'lead' ORDER BY pos")).GroupBy(row => row.Id, row => row.Version))
            told.ShouldBe(Enumerable.Range(1, told.Count()).Select(version => (long)version));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_killed_host_goes_on_where_it_was_and_hands_each_record_over_once(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = new HostProcess(database);
        await host.Start();
        async Task<Guid> Made(string code, string region) => (await host.Admin.Post("organisations", new { code, name = code, kind = "association", level = "county", regionCode = region })).Must(HttpStatusCode.Created).Id;
        var (old, heir) = (await Made("OLD", Counties.OldRegion), await Made("NEW", Counties.NewRegion));
        var key = await host.Admin.Post("api-keys", new { name = "load", orgId = old, scopes = States.OfficerScopes, ratePerSecond = 10_000, rateBurst = 100_000 });
        var officer = host.With(new Client(null!, key.Text("secret"), old));
        var leads = new List<Guid>();
        foreach (var batch in Enumerable.Range(0, 1600).Chunk(32))
            leads.AddRange((await Task.WhenAll(batch.Select(_ => officer.ReportedLead()))).Select(lead => lead.Id));

        var job = (await host.Admin.Post($"organisations/{old}/merger", new { intoOrgId = heir, reason = "合并" }, ifMatch: 1)).Must(HttpStatusCode.Accepted).Id;
        await Probe.Until(async () => long.Parse((await host.Admin.Get($"jobs/{job}")).Text("done")!, System.Globalization.CultureInfo.InvariantCulture) >= 500, "the first chunk is done");
        await host.Kill();
        await host.Start();
        await Probe.Until(async () => (await host.Admin.Get($"jobs/{job}")).Text("state") == "succeeded", "the merger has ended");

        await Probe.Until(async () => (await officer.Get("me")).Text("organisation.id") == $"{heir}", "the key goes on for the heir");
        var versions = new List<(Guid Id, long Version, string? Owner)>();
        for (var path = "leads?limit=500"; path is not null;)
        {
            var page = (await officer.Get(path)).Must(HttpStatusCode.OK);
            versions.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(lead =>
                (lead.GetProperty("id").GetGuid(), lead.GetProperty("version").GetInt64(), lead.GetProperty("ownerOrgId").GetString())));
            path = page.Text("nextCursor") is { } cursor ? $"leads?limit=500&cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        versions.Select(lead => lead.Id).ShouldBe(leads, ignoreOrder: true);
        versions.ShouldAllBe(lead => lead.Version == 2 && lead.Owner == heir.ToString());
        (await host.Admin.Get($"jobs/{job}")).Text("done").ShouldBe("1600");
    }

    /// <summary>Lets a job that stumbles try until it is given up.</summary>
    private static async Task Fail(Api api)
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await api.Settle();
            api.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }
}
