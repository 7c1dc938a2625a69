using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Regions;

public sealed class RegionTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_region_says_what_it_lies_in(Engine engine)
    {
        await using var api = await Api.On(engine);

        var county = (await api.Admin.Get("regions/371502")).Must(HttpStatusCode.OK);

        county.Text("name").ShouldBe("东昌府区");
        county.Text("level").ShouldBe("county");
        county.Text("fullName").ShouldBe("山东省聊城市东昌府区");
        county.Json.GetProperty("ancestors").EnumerateArray().Select(above => above.GetProperty("code").GetString()).ShouldBe(["370000", "371500"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_caller_who_holds_it_is_not_sent_it_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var held = await api.Admin.Get("regions/350500/children");

        var again = await api.Admin.Get("regions/350500/children", ("If-None-Match", held.ETag!));
        var narrower = await api.Admin.Get("regions/350500/children?fields=code", ("If-None-Match", held.ETag!));

        held.Header("Cache-Control").ShouldBe("max-age=86400, private");
        again.Must(HttpStatusCode.NotModified).Body.ShouldBeEmpty();
        again.ETag.ShouldBe(held.ETag);
        narrower.Must(HttpStatusCode.OK).Json.GetProperty("items")[0].EnumerateObject().Select(member => member.Name).ShouldBe(["code"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Without_a_term_the_provinces_are_listed(Engine engine)
    {
        await using var api = await Api.On(engine);

        (await Codes(api, "regions")).Count.ShouldBe(34);
        (await Codes(api, "regions?limit=2")).ShouldBe(["110000", "120000"]);
        (await Codes(api, "regions/370000/children")).ShouldContain("371500");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Regions_are_found_by_two_characters_by_pinyin_and_by_initials(Engine engine)
    {
        await using var api = await Api.On(engine);

        (await Codes(api, "regions?q=泉州&limit=1")).ShouldBe(["350500"]);
        (await Codes(api, "regions?q=quanzhou&limit=1")).ShouldBe(["350500"]);
        (await Codes(api, "regions?q=qz&within=350000")).ShouldContain("350500");
        (await Codes(api, "regions?q=qz&within=370000")).ShouldNotContain("350500");
        (await Codes(api, "regions?q=没有这个地方")).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_cannot_be_asked_is_refused_by_name(Engine engine)
    {
        await using var api = await Api.On(engine);

        (await api.Admin.Get("regions/999999")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Admin.Get("regions/999999/children")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Admin.Get("regions?q=泉州&within=999999")).Errors.ShouldBe([("/query/within", "region.unknown")]);
        (await api.Admin.Get("regions?within=350000")).Errors.ShouldBe([("/query/within", "value.unwanted")]);
        (await api.Admin.Get("regions?q=")).Errors.ShouldBe([("/query/q", "query.search_invalid")]);
        (await api.Admin.Get("regions?limit=0")).Errors.ShouldBe([("/query/limit", "value.out_of_range")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Regions_need_a_credential_and_no_scope(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation(scopes: ["leads:write"]);

        (await api.Nobody.Get("regions/371502")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        (await grid.Get("regions/371502")).Must(HttpStatusCode.OK);
        (await grid.Get("regions?q=东昌")).Must(HttpStatusCode.OK);
    }

    private static async Task<IReadOnlyList<string>> Codes(Api api, string path) =>
        [.. (await api.Admin.Get(path)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(region => region.GetProperty("code").GetString()!)];
}
