using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Organisations;

public sealed class FindCompetentTests
{
    /// <summary>Two townships of one county; the development zone runs the first from 2024 on.</summary>
    private const string RunByZone = "371502001";
    private const string RunByCounty = "371502002";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_narrowest_jurisdiction_of_the_day_comes_first(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Admin.Made(("code", "PROVINCE"), ("jurisdictions", Answers("370000", "2000-01-01")));
        await api.Admin.Made(("code", "CITY"), ("jurisdictions", Answers("371500", "2000-01-01")));
        await api.Admin.Made(("code", "COUNTY"), ("jurisdictions", Answers("371502", "2000-01-01")));
        await api.Admin.Made(("code", "COUNTY-AUTHORITY"), ("kind", "confirming_authority"), ("jurisdictions", Answers("371502", "2000-01-01")));
        await api.Admin.Made(("code", "ZONE"), ("regionCode", "371503"), ("jurisdictions", Answers(RunByZone, "2024-01-01", "2026-12-31")));

        (string Query, string[] Competent)[] table =
        [
            ($"region={RunByZone}&date=2024-01-01", ["ZONE", "COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ($"region={RunByZone}&date=2026-12-31", ["ZONE", "COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ($"region={RunByZone}&date=2023-12-31", ["COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ($"region={RunByZone}&date=2027-01-01", ["COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ($"region={RunByZone}", ["ZONE", "COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ($"region={RunByZone}&kind=confirming_authority", ["COUNTY-AUTHORITY"]),
            ($"region={RunByCounty}&date=2024-01-01", ["COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ("region=371502", ["COUNTY-AUTHORITY", "COUNTY", "CITY", "PROVINCE"]),
            ("region=371503", ["CITY", "PROVINCE"]),
            ("region=370000", ["PROVINCE"]),
            ("region=350500", []),
            ("region=370000&date=1999-12-31", [])
        ];
        foreach (var (query, competent) in table)
            (await Codes(api, query)).ShouldBe(competent, query);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_answer_names_the_jurisdiction_that_holds_the_place(Engine engine)
    {
        await using var api = await Api.On(engine);
        await api.Admin.Made();

        var found = (await api.Admin.Get($"organisations/competent?region={RunByCounty}")).Must(HttpStatusCode.OK).Json.GetProperty("items")[0];

        found.GetProperty("jurisdictionCode").GetString().ShouldBe("371502");
        found.GetProperty("jurisdictionName").GetString().ShouldBe("山东省聊城市东昌府区");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_has_a_credential_may_ask(Engine engine)
    {
        await using var api = await Api.On(engine);
        var elsewhere = await api.Organisation(region: "350500", scopes: ["leads:write"]);
        await api.Admin.Made();

        (await elsewhere.Get("organisations/competent?region=371502")).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await api.Nobody.Get("organisations/competent?region=371502")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        (await elsewhere.Get("organisations/competent")).Errors.ShouldBe([("/query/region", "value.required")]);
        (await elsewhere.Get("organisations/competent?region=999999&kind=club")).Errors.ShouldBe([("/query/region", "region.unknown"), ("/query/kind", "value.not_allowed")]);
        (await elsewhere.Get("organisations/competent?region=371502&date=2026-02-30")).Errors.ShouldBe([("/query/date", "query.parameter_invalid")]);
    }

    private static object Answers(string region, string from, string? to = null) => new[] { new { regionCode = region, validFrom = from, validTo = to } };

    private static async Task<IReadOnlyList<string>> Codes(Api api, string query) =>
        [.. (await api.Admin.Get($"organisations/competent?{query}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("code").GetString()!)];
}
