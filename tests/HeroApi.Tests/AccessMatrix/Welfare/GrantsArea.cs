using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Grants, and the routes to them, which are public law.</summary>
internal sealed class GrantsArea : Area
{
    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["PublishGrantRoute"] = [new Recipe([], All: () => Post("grant-routes", new { region = "350582" }))],
        ["ListGrantRoutes"] = [Nothing("grant-routes?limit=7&count=exact&region=350582&on=2026-05-01")],
        ["ListShippedGrantRoutes"] = [Nothing("grant-routes/shipped")],
        ["GetGrantRoute"] = [Nothing("grant-routes/01980d2c-5a00-7000-8000-0000c0000001")],
        ["EndGrantRoute"] = [new Recipe([], All: () => Post("grant-routes/01980d2c-5a00-7000-8000-0000c0000001/end", new { validTo = "2027-01-01" }, 1))],
        ["CalculateGrant"] = [new Recipe([], All: () => Post("grant-calculations", new { harm = "died", on = "2025-06-12", region = "350582", martyr = false }))]
    };
}
