using System.Net;
using HeroApi.TestKit;

namespace HeroApi.Tests.Organisations.Organisations;

/// <summary>What the tests of organisations say again and again.</summary>
internal static class OrganisationStates
{
    /// <summary>What an officer needs who keeps the tree below its own organisation.</summary>
    internal static readonly IReadOnlyList<string> Keeper = [.. States.OfficerScopes, "orgs:write"];

    /// <summary>A body that is taken as it is; change what the test is about.</summary>
    internal static Dictionary<string, object?> Body(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["code"] = "SFX-XH",
            ["name"] = "示范县见义勇为协会",
            ["kind"] = "association",
            ["level"] = "county",
            ["regionCode"] = "371502",
            ["jurisdictions"] = new[] { new { regionCode = "371502", validFrom = "2020-01-01" } }
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    internal static async Task<Answer> Made(this Client keeper, params (string Name, object? Value)[] changed) =>
        (await keeper.Post("organisations", Body(changed))).Must(HttpStatusCode.Created);

    internal static async Task<IReadOnlyList<Guid>> Ids(this Client officer, string path) =>
        [.. (await officer.Get(path)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
