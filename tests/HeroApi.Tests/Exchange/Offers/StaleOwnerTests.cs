using System.Collections.Concurrent;
using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange.Offers;

/// <summary>Who owned a record once and goes on writing to it is told so, and stores nothing.</summary>
public sealed class StaleOwnerTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_way_of_writing_to_a_lead_that_was_given_away_is_refused_by_name(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next, stranger) = (await api.Organisation(), await api.Organisation(region: "370602"), await api.Organisation(region: "371521"));
        var id = Guid.CreateVersion7();
        var body = States.LeadBody(("externalIds", new[] { new { system = "grid", value = "G-1" } }));
        (await old.Create($"leads/{id}", body)).Must(HttpStatusCode.Created);
        var other = await old.ReportedLead();
        await old.HandOver(id, next);
        var before = (await next.Get($"leads/{id}")).Body;

        foreach (var write in (Func<Client, Task<Answer>>[])
        [
            owner => owner.Put($"leads/{id}", States.LeadBody(("summary", "旧机构的更改")), ifMatch: 1),
            owner => owner.Patch($"leads/{id}", new { summary = "旧机构的更改" }, ifMatch: 2),
            owner => owner.Delete($"leads/{id}?reason=test_data", ifMatch: 2),
            owner => owner.Post($"leads/{id}/acceptance", new { }, ifMatch: 2),
            owner => owner.Post($"leads/{id}/dismissal", new { reason = "x" }, ifMatch: 2),
            owner => owner.Post($"leads/{id}/duplicate", new { ofLeadId = other.Id }, ifMatch: 2),
            owner => owner.Post($"leads/{id}/receipt-code"),
            owner => owner.Post("offers", OfferStates.Body(id, stranger.OrgId))
        ])
        {
            (await write(old)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{next.OrgId}");
            (await write(stranger)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        }

        foreach (var write in (Func<Client, Task<Answer>>[])[owner => owner.Put("leads/ext/grid/G-1", States.LeadBody(("summary", "旧机构的更改"))), owner => owner.Create($"leads/{id}", body)])
            (await write(old)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{next.OrgId}");
        (await stranger.Put("leads/ext/grid/G-1", States.LeadBody())).MustRefuse(HttpStatusCode.Conflict, "external.id_taken");
        (await stranger.Create($"leads/{id}", body)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await old.Get($"leads/{id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await next.Get($"leads/{id}")).Body.ShouldBe(before);
        (await api.Count("exchange_offer")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_former_owner_is_told_only_whom_he_gave_it_to_and_only_what_he_could_see(Engine engine)
    {
        await using var api = await Api.On(engine);
        IReadOnlyList<string> trusted = [.. States.OfficerScopes, "protected:read"];
        var city = await api.Organisation(level: "prefecture", region: "371500");
        var (first, second, third) = (await api.Organisation(city, scopes: trusted), await api.Organisation(region: "370602", scopes: trusted), await api.Organisation(region: "371521"));
        var plain = await api.Key(first.OrgId);
        var (lead, kept) = (await first.ReportedLead(), await first.ReportedLead(("protection", "restricted")));

        await first.HandOver(lead.Id, second);
        await second.HandOver(lead.Id, third);
        await first.HandOver(kept.Id, second);

        (await first.Patch($"leads/{lead.Id}", new { }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{second.OrgId}");
        (await city.Patch($"leads/{lead.Id}", new { }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{second.OrgId}");
        (await first.Patch($"leads/{kept.Id}", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await plain.Patch($"leads/{kept.Id}", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        await third.HandOver(lead.Id, first);
        (await first.Patch($"leads/{lead.Id}", new { protection = "restricted" }, ifMatch: 4)).Must(HttpStatusCode.OK);
        (await plain.Patch($"leads/{lead.Id}", new { }, ifMatch: 5)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_was_written_in_the_time_of_an_earlier_ownership_is_refused_even_from_the_owner(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (a, b) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var lead = (await a.Put("leads/ext/grid/G-1", States.LeadBody())).Must(HttpStatusCode.Created).Json.GetProperty("lead").GetProperty("id").GetGuid();
        await a.HandOver(lead, b);
        await b.HandOver(lead, a);

        var late = (await a.Put("leads/ext/grid/G-1", States.LeadBody(("summary", "离线期间的更改"), ("ownerEpoch", 1)))).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (late.Text("params.askOrgId"), late.Text("params.ownerEpoch")).ShouldBe(($"{a.OrgId}", "3"));
        (await a.Patch($"leads/{lead}", new { summary = "离线期间的更改", ownerEpoch = 2 }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await a.Patch($"leads/{lead}", new { ownerEpoch = 0 }, ifMatch: 3)).Errors.ShouldBe([("/ownerEpoch", "value.out_of_range")]);
        (await a.Get($"leads/{lead}")).Version.ShouldBe(3);

        (await a.Put("leads/ext/grid/G-1", States.LeadBody(("summary", "现在的更改"), ("ownerEpoch", 3)))).Must(HttpStatusCode.OK).Text("result").ShouldBe("updated");
        (await a.Put("leads/ext/grid/G-1", States.LeadBody(("summary", "现在的更改"), ("ownerEpoch", 3), ("protection", "none")))).Text("result").ShouldBe("unchanged");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_lead_that_goes_and_comes_back_keeps_every_update_in_order(Engine engine)
    {
        await using var api = await Api.On(engine);
        var parent = await api.Organisation(level: "province", region: "370000");
        var (a, b) = (await api.Organisation(parent), await api.Organisation(parent, region: "370602"));
        var lead = (await a.ReportedLead()).Id;
        var readers = new[] { a, b, parent }.Select(side => (Feed: new Reader(side, "types=lead"), Told: new List<(long Version, string Op)>())).ToList();
        var written = new ConcurrentBag<long>();
        using var over = new CancellationTokenSource();

        var writers = new[] { a, b }.Select(async side =>
        {
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                var now = await side.Get($"leads/{lead}");
                var change = await side.Patch($"leads/{lead}", new { summary = $"{side.OrgId} {number}" }, ifMatch: now.Status == HttpStatusCode.OK ? now.Version : 1);
                if (change.Status == HttpStatusCode.OK)
                    written.Add(change.Version);
                else if (change.Code is not ("exchange.not_owner" or "record.version_stale" or "record.not_found"))
                    throw new InvalidOperationException(change.Body);
            }
        }).ToList();
        var listeners = readers.Select(async reader =>
        {
            do
                await Listen(reader);
            while (!over.IsCancellationRequested);
        }).ToList();
        for (var turn = 0; turn < 10; turn++)
            await (turn % 2 == 0 ? a : b).HandOver(lead, turn % 2 == 0 ? b : a);
        await over.CancelAsync();
        await Task.WhenAll([.. writers, .. listeners]);
        foreach (var reader in readers)
            await Listen(reader);

        var last = (await parent.Get($"leads/{lead}")).Must(HttpStatusCode.OK);
        (last.Text("ownerEpoch"), last.Text("ownerOrgId"), last.Version).ShouldBe(("11", $"{a.OrgId}", 11 + written.Count));
        written.Distinct().Count().ShouldBe(written.Count);
        (readers[0].Feed.Held[lead], readers[1].Feed.Held[lead].Removed, readers[2].Feed.Held[lead]).ShouldBe(((last.Version, false), true, (last.Version, false)));
        // An item may repeat a version that the reader has, which he then leaves; it never goes back behind it.
        foreach (var (_, told) in readers)
            told.Zip(told.Skip(1)).ShouldAllBe(pair => pair.First.Version <= pair.Second.Version);
        readers[2].Told.ShouldAllBe(item => item.Op == "upsert");

        // Slow readers are told the same end: each of these reads only now, from where it began.
        foreach (var (side, op) in ((Client, string)[])[(a, "upsert"), (b, "removed"), (parent, "upsert")])
            (await side.Get("exchange/changes?types=lead")).Json.GetProperty("items").EnumerateArray().Count().ShouldBe(op == "upsert" ? 1 : 0);

        async Task Listen((Reader Feed, List<(long, string)> Told) reader)
        {
            await reader.Feed.CatchUp();
            reader.Told.AddRange(reader.Feed.Items.Select(item => (item.GetProperty("version").GetInt64(), item.GetProperty("op").GetString()!)));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reader_who_watches_each_turn_sees_it_go_and_come_back_newer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (a, b) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var lead = (await a.ReportedLead()).Id;
        var (left, right) = (await new Reader(a, "types=lead").CatchUp(), await new Reader(b, "types=lead").CatchUp());

        await a.HandOver(lead, b);
        (await left.CatchUp()).Held[lead].ShouldBe((2, true));
        (await right.CatchUp()).Held[lead].ShouldBe((2, false));
        (await b.Patch($"leads/{lead}", new { summary = "接收后补充" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        await b.HandOver(lead, a);

        (await left.CatchUp()).Held[lead].ShouldBe((4, false));
        (await right.CatchUp()).Held[lead].ShouldBe((4, true));
        (await a.Get($"leads/{lead}")).Text("summary").ShouldBe("接收后补充");
    }
}
