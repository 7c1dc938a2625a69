using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Hospitals of the green channel, which are about nobody, and what is asked and recorded through their keys.</summary>
internal sealed class GreenChannelArea : Area
{
    private static readonly string[] Hospitals = ["hospital"];
    private static readonly string[] Heroes = ["hero"];
    private static readonly Guid NoKey = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3");

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["RegisterHospital"] = [new Recipe([], All: () => Post("hospitals", Hospital("示范县人民医院", "12410102MB00000025")))],
        ["ListHospitals"] = [Lists(Hospitals, "hospitals?limit=7&count=exact"), Lists([], "hospitals?region=371500&sort=name")],
        ["GetHospital"] = [Shows(Hospitals, "hospitals/{0}")],
        ["AmendHospital"] = [Changes(Hospitals, known => new Ask(HttpMethod.Patch, $"hospitals/{known.Id}", new { officer = "示范干部乙" }, known.Version))],
        ["BindHospitalKey"] = [Changes(Hospitals, known => Post($"hospitals/{known.Id}/keys", new { keyId = NoKey }, known.Version))],
        ["IssueChannelCode"] = [new Recipe(Heroes, (hero, _) => Post("green-channel/codes", new { heroId = hero.Id })) { Hidden = "request.invalid" }],
        ["IssueChannelToken"] = [new Recipe(Heroes, (hero, _) => Post("green-channel/tokens", new { heroId = hero.Id })) { Hidden = "request.invalid" }],
        ["VerifyEntitlement"] = [new Recipe([], All: () => Post("green-channel/verifications", new { code = "7K3Q-9TZ4" }))],
        ["ReportChannelUse"] = [new Recipe([], All: () => Post("green-channel/uses", new { id = NoKey, service = "emergency", usedAt = "2026-06-01T01:00:00Z", checkId = NoKey }))],
        ["ListChannelChecks"] = [Nothing("green-channel/checks?limit=7&count=exact")],
        ["ListPersonChecks"] = [Shows(["entitlement"], "entitlements/{0}/channel-checks")],
        ["ListChannelUses"] = [Nothing("green-channel/uses?limit=7&count=exact")],
        ["GetChannelStatistics"] = [Nothing("green-channel-statistics")],
        ["PublishChannelKeys"] = [Nothing("public/green-channel/keys")],
        ["UnbindHospitalKey"] = [Changes(Hospitals, known => new Ask(HttpMethod.Delete, $"hospitals/{known.Id}/keys/{known.Part}", null, known.Version))]
    };

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        if (protection != "none")
            return [];

        var word = canary();
        var hospital = (await owner.Post("hospitals", Hospital($"示范 {word}", "12371502MB0000003B"))).Must(HttpStatusCode.Created);
        var key = (await api.Admin.Post("api-keys", new { name = "示范医院", orgId = owner.OrgId, scopes = new[] { "green_channel:verify" } })).Must(HttpStatusCode.Created).Id;
        var bound = (await owner.Post($"hospitals/{hospital.Id}/keys", new { keyId = key }, ifMatch: hospital.Version)).Must(HttpStatusCode.OK);
        return [new Target("hospital", hospital.Id, bound.Version, owner.OrgId, null, "none", word) { Part = key }];
    }

    private static object Hospital(string name, string creditCode) => new
    {
        name,
        creditCode,
        region = "371502",
        services = new[] { "emergency", "inpatient" },
        validFrom = "2026-01-01",
        officer = "示范干部",
        officerPhone = "15400000000"
    };
}
