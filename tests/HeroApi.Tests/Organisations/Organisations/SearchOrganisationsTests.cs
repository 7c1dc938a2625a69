using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class SearchOrganisationsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_organisation_is_found_by_its_name_its_code_and_its_place(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = (await api.Admin.Made(("name", "聊城市见义勇为基金会"), ("kind", "foundation"), ("code", "LC-JJH"), ("regionCode", "371500"), ("jurisdictions", Array.Empty<object>()))).Id;
        var county = (await api.Admin.Made(("name", "东昌府见义勇为协会"), ("code", "DCF"), ("parentId", city))).Id;
        var other = (await api.Admin.Made(("name", "泉州见义勇为协会"), ("code", "QZ"), ("regionCode", "350500"), ("jurisdictions", Array.Empty<object>()))).Id;

        async Task Finds(string query, params Guid[] expected) => (await api.Admin.Ids($"organisations?q={query}&sort=name")).ShouldBe(expected, query);

        await Finds("见义勇为", county, city, other);
        await Finds("协会", county, other);
        await Finds("聊城", county, city);
        await Finds("福建", other);
        await Finds("jyyw", county, city, other);
        await Finds("dcfjyyw", county);
        await Finds("quanzhou", other);
        await Finds("东昌", county);
        await Finds("jjh", city);
        await Finds("基金会 371500");
        (await api.Admin.Ids($"organisations?q=见义&kind=foundation")).ShouldBe([city]);
        (await api.Admin.Ids($"organisations/{city}/children?q=东昌府")).ShouldBe([county]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_name_is_found_and_the_old_one_is_not(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: OrganisationStates.Keeper);

        (await officer.Patch($"organisations/{officer.OrgId}", new { name = "晨光协会" }, ifMatch: 1)).Must(System.Net.HttpStatusCode.OK);

        (await officer.Ids("organisations?q=晨光")).ShouldBe([officer.OrgId]);
        (await officer.Ids("organisations?q=示范机构")).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_what_stands_below_is_found(Engine engine)
    {
        await using var api = await Api.On(engine);
        var mine = await api.Organisation();
        var theirs = await api.Organisation(region: "370602");

        (await mine.Ids("organisations?q=示范机构")).ShouldBe([mine.OrgId]);
        (await theirs.Get("organisations?q=sfjg&count=exact")).Text("count").ShouldBe("1");
    }
}
