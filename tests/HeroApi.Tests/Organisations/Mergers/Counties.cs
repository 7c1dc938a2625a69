using System.Net;
using System.Text.Json.Nodes;
using HeroApi.TestKit;

namespace HeroApi.Tests.Organisations.Mergers;

/// <summary>A city with two counties, of which the old one goes into the new one, and a stranger elsewhere.</summary>
internal sealed record Counties(Api Api, Client City, Client Old, Client New, Client Township, Client Stranger)
{
    internal const string OldRegion = "371502";
    internal const string NewRegion = "371503";

    internal static async Task<Counties> In(Api api)
    {
        var city = await api.Organisation(level: "prefecture", region: "371500", scopes: [.. States.OfficerScopes, "orgs:write", "jobs:manage", "keys:manage"]);
        var old = await api.Organisation(city, OldRegion, scopes: [.. States.OfficerScopes, "protected:read", "orgs:write"]);
        return new Counties(api, city, old, await api.Organisation(city, NewRegion), await api.Organisation(old, OldRegion, "township", answersForRegion: false), await api.Organisation(region: "350582"));
    }

    /// <summary>Somebody who is registered there.</summary>
    internal static (string, object?) PersonOf(params string[] regions) =>
        ("persons", regions.Select(region => new { name = "示范甲", householdRegion = region }).ToArray());

    internal async Task<Answer> Merge(Client? keeper = null)
    {
        var present = await (keeper ?? City).Get($"organisations/{Old.OrgId}");
        return (await (keeper ?? City).Post($"organisations/{Old.OrgId}/merger", new { intoOrgId = New.OrgId, reason = "两县合并" }, ifMatch: present.Version)).Must(HttpStatusCode.Accepted);
    }

    internal async Task<Answer> Undo()
    {
        var present = await City.Get($"organisations/{Old.OrgId}");
        return await City.Delete($"organisations/{Old.OrgId}/merger", ifMatch: present.Version);
    }

    /// <summary>What stands there, without what every change raises.</summary>
    internal async Task<string> Shown(params string[] paths)
    {
        var shown = new List<string>();
        foreach (var path in paths)
        {
            var body = JsonNode.Parse((await Api.Admin.Get(path)).Must(HttpStatusCode.OK).Body)!.AsObject();
            body.Remove("version");
            body.Remove("updatedAt");
            body.Remove("ownerEpoch");
            shown.Add(body.ToJsonString());
        }

        return string.Join('\n', shown);
    }
}
