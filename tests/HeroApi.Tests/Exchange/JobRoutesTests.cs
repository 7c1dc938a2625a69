using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class JobRoutesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_job_is_shown_to_its_organisation_and_those_above(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture");
        var county = await api.Organisation(under: city);
        var sibling = await api.Organisation(under: city);
        var job = await api.StartedJob(county.OrgId);

        (await county.Get($"jobs/{job}")).Must(HttpStatusCode.OK).Text("kind").ShouldBe("planted.endless");
        (await city.Get("jobs?sort=-id&state[in]=queued,running")).Must(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldBe(job);
        (await sibling.Get($"jobs/{job}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await sibling.Get("jobs")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await city.Get("jobs?state=resting")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/state", "query.parameter_invalid"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_job_that_is_asked_to_stop_stops_between_two_chunks(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(scopes: ["jobs:manage"]);
        var sibling = await api.Organisation(scopes: ["jobs:manage"]);
        var job = await api.StartedJob(county.OrgId);

        (await sibling.Post($"jobs/{job}/cancellation")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(county.OrgId, ["leads:read"])).Post($"jobs/{job}/cancellation")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await county.Post($"jobs/{job}/cancellation")).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        await api.Settle();

        (await county.Get($"jobs/{job}")).Text("state").ShouldBe("canceled");
        (await county.Post($"jobs/{job}/cancellation")).Must(HttpStatusCode.OK).Text("state").ShouldBe("canceled");
    }
}
