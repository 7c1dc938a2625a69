using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;
using static HeroApi.Tests.Organisations.Organisations.OrganisationStates;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class AmendOrganisationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_patch_changes_what_it_names_and_leaves_the_rest(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Admin.Made();

        var amended = await api.Admin.Patch($"organisations/{county.Id}", new { name = "示范县见义勇为促进会" }, ifMatch: 1);

        amended.Must(HttpStatusCode.OK).Version.ShouldBe(2);
        amended.Text("name").ShouldBe("示范县见义勇为促进会");
        amended.Text("kind").ShouldBe("association");
        amended.Json.GetProperty("jurisdictions").GetRawText().ShouldBe(county.Json.GetProperty("jurisdictions").GetRawText());
        (await api.Admin.Get($"organisations/{county.Id}")).Body.ShouldBe(amended.Body);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Jurisdictions_are_replaced_as_a_whole(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Admin.Made();

        var amended = await api.Admin.Patch($"organisations/{county.Id}",
            new { jurisdictions = new object[] { new { regionCode = "371502", validFrom = "2020-01-01", validTo = "2026-06-30" }, new { regionCode = "371503", validFrom = "2026-07-01" } } }, ifMatch: 1);
        var none = await api.Admin.Patch($"organisations/{county.Id}", new { jurisdictions = Array.Empty<object>() }, ifMatch: 2);

        amended.Must(HttpStatusCode.OK).Json.GetProperty("jurisdictions").GetArrayLength().ShouldBe(2);
        none.Must(HttpStatusCode.OK).Json.GetProperty("jurisdictions").GetArrayLength().ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_region_that_another_answers_for_is_not_taken_over(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Admin.Made();
        var foundation = await api.Admin.Made(("code", "F"), ("kind", "foundation"));

        var turned = await api.Admin.Patch($"organisations/{foundation.Id}", new { kind = "association" }, ifMatch: 1);

        turned.MustRefuse(HttpStatusCode.Conflict, "organisation.jurisdiction_taken");
        (await api.Admin.Get($"organisations/{foundation.Id}")).Text("kind").ShouldBe("foundation");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_patch_is_read_as_strictly_as_a_new_organisation(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Admin.Made();
        var path = $"organisations/{county.Id}";

        (await api.Admin.Patch(path, new { code = "NEW" }, ifMatch: 1)).Errors.ShouldBe([("/code", "json.member_unknown")]);
        (await api.Admin.Patch(path, """{"name":null}""", ifMatch: 1)).Errors.ShouldBe([("/name", "value.required")]);
        (await api.Admin.Patch(path, new { kind = "club" }, ifMatch: 1)).Errors.ShouldBe([("/kind", "value.not_allowed")]);
        (await api.Admin.Patch(path, "[]", ifMatch: 1)).Errors.ShouldBe([("", "json.type")]);
        (await api.Admin.Patch(path, new { name = "甲" })).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await api.Admin.Patch(path, new { name = "甲" }, ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await api.Admin.Get(path)).Version.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_does_not_see_it_cannot_change_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Admin.Made();
        var sibling = await api.Organisation(region: "371503", scopes: Keeper);
        var reader = await api.Key(county.Id);

        (await sibling.Patch($"organisations/{county.Id}", new { name = "甲" }, ifMatch: 1)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await reader.Patch($"organisations/{county.Id}", new { name = "甲" }, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
    }
}
