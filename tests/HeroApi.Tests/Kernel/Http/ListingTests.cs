using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Http;

public sealed class ListingTests
{
    [Theory]
    [InlineData(Engine.Sqlite, "axis=home"), InlineData(Engine.Postgres, "axis=home")]
    [InlineData(Engine.Sqlite, "orgScope=subtree"), InlineData(Engine.Postgres, "orgScope=subtree")]
    public async Task An_axis_or_subtree_of_no_organisation_is_refused(Engine engine, string query)
    {
        await using var api = await Api.On(engine);

        var refused = await api.Admin.Get($"organisations?{query}");

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldHaveSingleItem().ShouldBe(("/query/org", "query.parameter_invalid"));
    }
}
