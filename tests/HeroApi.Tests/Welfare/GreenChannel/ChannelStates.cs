using System.Net;
using HeroApi.TestKit;

namespace HeroApi.Tests.Welfare.GreenChannel;

/// <summary>What the tests of the green channel begin with, reached through the API alone.</summary>
internal static class ChannelStates
{
    internal static Dictionary<string, object?> HospitalBody(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["name"] = "示范县人民医院",
            ["creditCode"] = "12371502MB00000015",
            ["region"] = "371502",
            ["services"] = new[] { "emergency", "inpatient", "deposit_free" },
            ["validFrom"] = "2026-01-01",
            ["officer"] = "示范干部",
            ["officerPhone"] = "15400000000"
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    /// <summary>A key of an organisation that may verify and nothing else, not bound to a hospital yet.</summary>
    internal static async Task<(Guid Id, Client Caller)> VerifyingKey(this Api api, Guid orgId, params string[] scopes)
    {
        var made = (await api.Admin.Post("api-keys", new { name = "示范医院", orgId, scopes = (string[])["green_channel:verify", .. scopes], ratePerSecond = 10_000, rateBurst = 100_000 }))
            .Must(HttpStatusCode.Created);
        return (made.Id, api.With(made.Text("secret"), orgId));
    }

    /// <summary>A hospital of a county, and the key that speaks for it.</summary>
    internal static async Task<(Guid Id, Client Desk)> Hospital(this Api api, Client county, params (string Name, object? Value)[] changed)
    {
        var hospital = (await county.Post("hospitals", HospitalBody(changed))).Must(HttpStatusCode.Created);
        var (key, desk) = await api.VerifyingKey(county.OrgId);
        (await county.Post($"hospitals/{hospital.Id}/keys", new { keyId = key }, ifMatch: hospital.Version)).Must(HttpStatusCode.OK);
        return (hospital.Id, desk);
    }

    /// <summary>A person on the register of a county, entitled from then on.</summary>
    internal static async Task<Answer> Entitled(this Api api, Client county, string name = "示范甲", string protection = "none")
    {
        var hero = (await county.Post("heroes", new { name, householdRegion = "371502", protection })).Must(HttpStatusCode.Created);
        await api.Settle();
        return hero;
    }
}
