using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Who is entitled; the stage itself has made one.</summary>
internal sealed class EntitlementArea : Area
{
    private static readonly string[] Entitlements = ["entitlement"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["ListEntitlements"] = [Lists(Entitlements, "entitlements?limit=7&count=exact")],
        ["GetEntitlement"] = [Shows(Entitlements, "entitlements/{0}")]
    };
}
