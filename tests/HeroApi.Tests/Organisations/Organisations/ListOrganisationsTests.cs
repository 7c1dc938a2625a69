using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class ListOrganisationsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_caller_lists_itself_and_what_stands_below(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(level: "province", region: "370000");
        var city = await api.Organisation(province, level: "prefecture", region: "371500");
        var county = await api.Organisation(city);
        await api.Organisation(level: "province", region: "350000");

        (await province.Ids("organisations")).ShouldBe([province.OrgId, city.OrgId, county.OrgId]);
        (await city.Ids("organisations")).ShouldBe([city.OrgId, county.OrgId]);
        (await county.Ids("organisations")).ShouldBe([county.OrgId]);
        (await province.Ids($"organisations/{province.OrgId}/children")).ShouldBe([city.OrgId]);
        (await county.Get($"organisations/{city.OrgId}/children")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_filter_keeps_what_it_names(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = (await api.Admin.Made(("code", "CITY"), ("level", "prefecture"), ("regionCode", "371500"), ("jurisdictions", Array.Empty<object>()))).Id;
        var county = (await api.Admin.Made(("code", "COUNTY"), ("parentId", city))).Id;
        var foundation = (await api.Admin.Made(("code", "FOUND"), ("kind", "foundation"), ("parentId", city), ("regionCode", "370600"))).Id;

        (await api.Admin.Ids("organisations?kind=foundation")).ShouldBe([foundation]);
        (await api.Admin.Ids("organisations?kind[in]=foundation,working_committee")).ShouldBe([foundation]);
        (await api.Admin.Ids("organisations?level=prefecture")).ShouldBe([city]);
        (await api.Admin.Ids($"organisations?parent={city}")).ShouldBe([county, foundation]);
        (await api.Admin.Ids("organisations?code=COUNTY")).ShouldBe([county]);
        (await api.Admin.Ids("organisations?region=371500")).ShouldBe([city, county]);
        (await api.Admin.Ids("organisations?region=370000")).ShouldBe([city, county, foundation]);
        (await api.Admin.Ids($"organisations?org={city}&orgScope=subtree")).ShouldBe([city, county, foundation]);
        (await api.Admin.Ids($"organisations?org={city}")).ShouldBe([city]);
        (await api.Admin.Get("organisations?region=999999")).Errors.ShouldBe([("/query/region", "query.parameter_invalid")]);
        (await api.Admin.Get("organisations?kind=club")).Errors.ShouldBe([("/query/kind", "query.parameter_invalid")]);
        (await api.Admin.Get("organisations?name=x")).Errors.ShouldBe([("/query/name", "query.parameter_unknown")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Pages_join_without_gap_or_overlap_in_every_order(Engine engine)
    {
        await using var api = await Api.On(engine);
        foreach (var (name, code) in new[] { ("泉州", "Q"), ("安溪", "A"), ("惠安", "H"), ("晋江", "J"), ("安溪", "A2") })
            await api.Admin.Made(("name", name), ("code", code), ("jurisdictions", Array.Empty<object>()));

        (await Codes(api, "organisations?limit=2")).ShouldBe(["Q", "A", "H", "J", "A2"]);
        (await Codes(api, "organisations?limit=2&sort=name")).ShouldBe(["A", "A2", "H", "J", "Q"]);
        (await Codes(api, "organisations?limit=2&sort=-name")).ShouldBe(["Q", "J", "H", "A2", "A"]);
        (await api.Admin.Get("organisations?cursor=nonsense")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
    }

    private static async Task<IReadOnlyList<string>> Codes(Api api, string path)
    {
        var (codes, next) = (new List<string>(), path);
        while (next is not null)
        {
            var page = (await api.Admin.Get(next)).Must(HttpStatusCode.OK);
            codes.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()!));
            next = page.Text("nextCursor") is { } cursor ? $"{path}&cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        return codes;
    }
}
