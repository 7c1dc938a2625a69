using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Organisations.Organisations.OrganisationStates;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class CreateOrganisationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_keeper_plants_its_first_organisation_and_sees_it_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500", scopes: Keeper);
        await city.Get("organisations");

        var county = await city.Made(("parentId", city.OrgId));

        county.Version.ShouldBe(1);
        county.Text("ownerOrgId").ShouldBe(county.Text("id"));
        county.Json.GetProperty("jurisdictions")[0].GetProperty("validFrom").GetString().ShouldBe("2020-01-01");
        (await city.Get(county.Header("Location")!)).Must(HttpStatusCode.OK).Body.ShouldBe(county.Body);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_below_itself_may_a_keeper_plant(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500", scopes: Keeper);
        var other = await api.Organisation(level: "prefecture", region: "370600");

        (await city.Post("organisations", Body(("parentId", other.OrgId)))).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await city.Post("organisations", Body())).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await other.Post("organisations", Body(("parentId", other.OrgId)))).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await api.Admin.Post("organisations", Body(("parentId", Guid.CreateVersion7())))).Errors.ShouldBe([("/parentId", "organisation.unknown")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_code_is_taken_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Admin.Made();

        var second = await api.Admin.Post("organisations", Body(("jurisdictions", Array.Empty<object>())));

        second.MustRefuse(HttpStatusCode.Conflict, "organisation.code_taken");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_of_a_kind_answers_for_a_region_at_a_time(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Admin.Made(("jurisdictions", new[] { new { regionCode = "371502", validFrom = "2020-01-01", validTo = "2025-12-31" } }));

        var overlapping = await api.Admin.Post("organisations", Body(("code", "B"), ("jurisdictions", new[] { new { regionCode = "371502", validFrom = "2025-12-31" } })));
        var following = await api.Admin.Post("organisations", Body(("code", "C"), ("jurisdictions", new[] { new { regionCode = "371502", validFrom = "2026-01-01" } })));
        var ofAnotherKind = await api.Admin.Post("organisations", Body(("code", "D"), ("kind", "foundation")));

        overlapping.MustRefuse(HttpStatusCode.Conflict, "organisation.jurisdiction_taken");
        overlapping.Json.GetProperty("params").GetRawText().ShouldBe("""{"regionCode":"371502"}""");
        following.Must(HttpStatusCode.Created);
        ofAnotherKind.Must(HttpStatusCode.Created);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_who_claim_a_region_at_once_do_not_both_get_it(Engine engine)
    {
        await using var api = await Api.On(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => api.Admin.Post("organisations", Body(("code", $"C{i}")))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "organisation.jurisdiction_taken").ShouldBe(7);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everything_wrong_is_named_at_once(Engine engine)
    {
        await using var api = await Api.On(engine);

        var refused = await api.Admin.Post("organisations", Body(("code", "with blank"), ("name", ""), ("kind", "club"), ("level", "village"), ("regionCode", "999999"),
            ("jurisdictions", new object[]
            {
                new { regionCode = "371502", validFrom = "2020-01-01" },
                new { regionCode = "371502", validFrom = "2021-01-01", validTo = "2020-01-01" },
                new { regionCode = "000000", validFrom = "2020-01-01" }
            })));

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldBe(
        [
            ("/name", "value.required"), ("/kind", "value.not_allowed"), ("/level", "value.not_allowed"), ("/regionCode", "region.unknown"),
            ("/jurisdictions", "organisation.jurisdiction_repeated"), ("/jurisdictions/1/validTo", "value.out_of_range"),
            ("/jurisdictions/2/regionCode", "region.unknown"), ("/code", "value.format")
        ], ignoreOrder: true);
        (await api.Admin.Post("organisations", Body(("jurisdictions", new object?[] { null })))).Errors.ShouldBe([("/jurisdictions/0", "value.required")]);
        (await api.Count("organisations_organisation")).ShouldBe(0);
    }
}
