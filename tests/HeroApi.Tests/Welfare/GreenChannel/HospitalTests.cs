using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.GreenChannel;

public sealed class HospitalTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_county_keeps_its_hospitals_and_says_which_keys_speak_for_them(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, other) = (await api.Organisation(), await api.Organisation(region: "350582"));

        var hospital = (await county.Post("hospitals", ChannelStates.HospitalBody(("creditCode", "12371502mb00000015"), ("services", new[] { "inpatient", "emergency" })))).Must(HttpStatusCode.Created);
        (hospital.Text("creditCode"), hospital.Text("services"), hospital.Text("officerPhone")).ShouldBe(("12371502MB00000015", """["emergency","inpatient"]""", "15400000000"));
        (await county.Post("hospitals", ChannelStates.HospitalBody())).MustRefuse(HttpStatusCode.Conflict, "hospital.known");
        (await other.Post("hospitals", ChannelStates.HospitalBody())).Must(HttpStatusCode.Created);
        (await county.Post("hospitals", ChannelStates.HospitalBody(("creditCode", "12371502MB00000016"), ("services", Array.Empty<string>()), ("region", "999999"), ("validTo", "2025-12-31"), ("officerPhone", "0635"))))
            .Errors.Select(error => error.Pointer).ShouldBe(["/creditCode", "/services", "/validTo", "/officerPhone"], ignoreOrder: true);
        (await county.Post("hospitals", ChannelStates.HospitalBody(("creditCode", "12410102MB00000025"), ("region", "999999")))).Errors.ShouldBe([("/region", "region.unknown")]);

        var amended = (await county.Patch($"hospitals/{hospital.Id}", new { services = new[] { "emergency" }, validTo = "2026-12-31" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (amended.Version, amended.Text("validTo")).ShouldBe((2, "2026-12-31"));
        (await county.Get("hospitals?on=2027-01-01")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await county.Get("hospitals?on=2026-12-31&region=371500")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);

        var (narrow, _) = await api.VerifyingKey(county.OrgId);
        var (wide, _) = await api.VerifyingKey(county.OrgId, "welfare:read");
        var (foreign, _) = await api.VerifyingKey(other.OrgId);
        (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = wide }, ifMatch: 2)).MustRefuse(HttpStatusCode.Forbidden, "hospital.key_too_wide");
        (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = foreign }, ifMatch: 2)).Errors.ShouldBe([("/keyId", "hospital.key_unknown")]);
        (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = narrow }, ifMatch: 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        var bound = (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = narrow }, ifMatch: 2)).Must(HttpStatusCode.OK);
        bound.Json.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem().GetProperty("keyId").GetGuid().ShouldBe(narrow);
        (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = narrow }, ifMatch: 3)).Must(HttpStatusCode.OK).Version.ShouldBe(3);
        var second = (await county.Post("hospitals", ChannelStates.HospitalBody(("creditCode", "12410102MB00000025")))).Must(HttpStatusCode.Created);
        (await county.Post($"hospitals/{second.Id}/keys", new { keyId = narrow }, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "hospital.key_bound");

        (await county.Delete($"hospitals/{hospital.Id}/keys/{narrow}", ifMatch: 3)).Must(HttpStatusCode.OK).Json.GetProperty("keys").GetArrayLength().ShouldBe(0);
        (await county.Delete($"hospitals/{hospital.Id}/keys/{narrow}", ifMatch: 4)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        await api.Settle();
        (await county.Get("exchange/changes?types=hospital")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }
}
