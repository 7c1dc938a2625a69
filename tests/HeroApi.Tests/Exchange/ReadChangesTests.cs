using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class ReadChangesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reader_that_starts_now_gets_only_what_comes_after(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await officer.ReportedLead();
        var start = (await officer.Get("exchange/changes?types=lead&start=now")).Must(HttpStatusCode.OK);
        start.Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        var lead = await officer.ReportedLead();

        var item = (await officer.Get(start.Text("next")!)).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        item.GetProperty("id").GetGuid().ShouldBe(lead.Id);
        item.GetProperty("op").GetString().ShouldBe("upsert");
        item.GetProperty("body").GetProperty("summary").GetString().ShouldBe(lead.Text("summary"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Without_bodies_the_feed_names_ids_and_versions(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var item = (await officer.Get("exchange/changes?types=lead&include=none")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        item.GetProperty("id").GetGuid().ShouldBe(lead.Id);
        item.GetProperty("version").GetInt64().ShouldBe(1);
        item.TryGetProperty("body", out _).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_page_holds_what_was_asked_for_and_the_next_goes_on(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        for (var i = 0; i < 5; i++)
            await officer.ReportedLead();

        var (ids, next) = (new List<Guid>(), "exchange/changes?types=lead&limit=2");
        for (var upToDate = false; !upToDate;)
        {
            var page = (await officer.Get(next)).Must(HttpStatusCode.OK);
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            page.Json.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(2);
            (next, upToDate) = (page.Text("next")!, page.Text("upToDate") == "true");
        }

        ids.Distinct().Count().ShouldBe(5);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_the_feed_does_not_take_is_refused_by_name(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token")!;

        (await officer.Get("exchange/changes?limit=1001")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/limit", "query.parameter_invalid"));
        (await officer.Get("exchange/changes?types=dragons")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/types", "query.parameter_invalid"));
        (await officer.Get("exchange/changes?start=yesterday")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/start", "query.parameter_invalid"));
        (await officer.Get("exchange/changes?include=all")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/include", "query.parameter_invalid"));
        (await officer.Get("exchange/changes?token=broken")).MustRefuse(HttpStatusCode.BadRequest, "sync.token_invalid");
        (await officer.Get($"exchange/changes?token={token[..^2]}xx")).MustRefuse(HttpStatusCode.BadRequest, "sync.token_invalid");
        (await (await api.Key(officer.OrgId, ["leads:read"])).Get("exchange/changes")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await (await api.Key(officer.OrgId, ["feed:read"])).Get("exchange/changes?types=lead")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Another_caller_s_token_says_where_to_begin_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token")!;
        var other = await api.Key(officer.OrgId, ["leads:read", "feed:read"]);

        var gone = await other.Get($"exchange/changes?token={token}");

        gone.MustRefuse(HttpStatusCode.Gone, "sync.scope_changed");
        gone.Text("params.restart").ShouldBe("/api/v1/exchange/changes");
    }
}
