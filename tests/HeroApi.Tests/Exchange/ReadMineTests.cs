using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class ReadMineTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_station_copies_its_open_work_and_its_last_ninety_days_and_then_follows_its_own(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var (station, stranger) = (await api.Organisation(county, level: "township"), await api.Organisation());
        var (open, settled) = (await county.ReportedLead(), await county.ReportedLead());
        (await county.Post($"leads/{settled.Id}/dismissal", new { reason = "不属见义勇为" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(91));
        var recent = await county.ReportedLead();
        (await county.Post($"leads/{recent.Id}/dismissal", new { reason = "不属见义勇为" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var (below, elsewhere) = (await station.ReportedLead(), await stranger.ReportedLead());

        var (mine, token) = await Drain(county, "exchange/changes?types=lead&scope=mine");
        var (all, _) = await Drain(county, "exchange/changes?types=lead");

        mine.Keys.ShouldBe([open.Id, recent.Id], ignoreOrder: true);
        all.Keys.ShouldBe([open.Id, settled.Id, recent.Id, below.Id], ignoreOrder: true);

        await station.ReportedLead();
        var fresh = await county.ReportedLead();
        (await county.Patch($"leads/{open.Id}", new { summary = "另一经过" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(100));
        var (news, _) = await Drain(county, $"exchange/changes?token={token}");
        news.ShouldBe(new Dictionary<Guid, string> { [fresh.Id] = "upsert", [open.Id] = "upsert" }, ignoreOrder: true);
        mine.ContainsKey(elsewhere.Id).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_goes_on_as_what_it_was_made_for_and_nothing_else(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        async Task<string> Token(string query) => Uri.EscapeDataString((await officer.Get($"exchange/changes?start=now&{query}")).Must(HttpStatusCode.OK).Text("token")!);
        var (leads, mine, org) = (await Token("types=lead"), await Token("scope=mine"), await Token($"org={officer.OrgId}"));

        (await officer.Get($"exchange/changes?token={leads}&types=lead")).Must(HttpStatusCode.OK);
        (await officer.Get($"exchange/changes?token={mine}&scope=mine")).Must(HttpStatusCode.OK);
        (await officer.Get($"exchange/changes?token={org}&org={officer.OrgId}")).Must(HttpStatusCode.OK);
        (await officer.Get($"exchange/changes?token={leads}&types=lead,case&scope=mine&start=now")).Errors
            .ShouldBe([("/query/types", "sync.parameter_differs"), ("/query/scope", "sync.parameter_differs"), ("/query/start", "sync.parameter_differs")]);
        (await officer.Get($"exchange/changes?token={leads}&org={officer.OrgId}")).Errors.ShouldBe([("/query/org", "sync.parameter_differs")]);
        (await officer.Get($"exchange/changes?token={mine}&org={officer.OrgId}")).Errors.ShouldBe([("/query/org", "sync.parameter_differs")]);
        (await officer.Get($"exchange/changes?scope=mine&org={officer.OrgId}")).Errors.ShouldBe([("/query/scope", "query.parameter_invalid")]);
        (await officer.Get("exchange/changes?scope=ours")).Errors.ShouldBe([("/query/scope", "query.parameter_invalid")]);
        (await api.Admin.Get("exchange/changes?scope=mine")).MustRefuse(HttpStatusCode.Forbidden, "caller.organisation_required");
    }

    /// <summary>Everything up to now: what became of each record, and the token after it.</summary>
    private static async Task<(Dictionary<Guid, string> Items, string Token)> Drain(Client reader, string next)
    {
        var items = new Dictionary<Guid, string>();
        while (true)
        {
            var page = (await reader.Get(next)).Must(HttpStatusCode.OK);
            foreach (var item in page.Json.GetProperty("items").EnumerateArray())
                items[item.GetProperty("id").GetGuid()] = item.GetProperty("op").GetString()!;
            next = page.Text("next")!;
            if (page.Text("upToDate") == "true")
                return (items, Uri.EscapeDataString(page.Text("token")!));
        }
    }
}
