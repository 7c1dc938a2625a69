using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Grants, and the routes to them, which are public law.</summary>
internal sealed class GrantsArea : Area
{
    private static readonly string[] Grants = ["grant"];
    private static readonly string[] Persons = ["file of an entitled person"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write", "welfare:decide"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["PublishGrantRoute"] = [new Recipe([], All: () => Post("grant-routes", new { region = "350582" }))],
        ["ListGrantRoutes"] = [Nothing("grant-routes?limit=7&count=exact&region=350582&on=2026-05-01")],
        ["ListShippedGrantRoutes"] = [Nothing("grant-routes/shipped")],
        ["GetGrantRoute"] = [Nothing("grant-routes/01980d2c-5a00-7000-8000-0000c0000001")],
        ["EndGrantRoute"] = [new Recipe([], All: () => Post("grant-routes/01980d2c-5a00-7000-8000-0000c0000001/end", new { validTo = "2027-01-01" }, 1))],
        ["CalculateGrant"] = [new Recipe([], All: () => Post("grant-calculations", new { harm = "died", on = "2025-06-12", region = "350582", martyr = false }))],

        ["ProposeGrant"] = [new Recipe(Persons, (hero, _) => Post("grants", new { heroId = hero.Id, facts = Facts("350582") })) { Hidden = "request.invalid" }],
        ["ListGrants"] = [Lists(Grants, "grants?limit=7&count=exact"), Lists(Grants, "grants?limit=7&state=proposed&harm=disabled&on[gte]=2026-01-01&sort=-on")],
        ["GetGrant"] = [Shows(Grants, "grants/{0}")],
        ["ReviseGrant"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/revision", new { facts = Facts("350582") }, grant.Version))],
        ["DecideGrant"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/decision", new { number = "示抚1号" }, grant.Version))],
        ["RefuseGrant"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/refusal", new { reason = "依据不足" }, grant.Version))],
        ["RevokeGrant"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/revocation", new { reason = "申报材料不实" }, grant.Version))],
        ["GetGrantStatistics"] = [Nothing("grant-statistics?from=2026-01-01&region=350582")],
        ["RecordGrantFiling"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/filing", new { by = "employer", on = "2026-05-21", clear = false }, grant.Version))],
        ["PauseGrantFinding"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/finding-pause", new { on = "2026-05-22", waitsFor = "示范区公安分局" }, grant.Version))],
        ["ResumeGrantFinding"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/finding-resumption", new { on = "2026-05-23" }, grant.Version))],
        ["RecordGrantFinding"] = [Changes(Grants, grant => Post($"grants/{grant.Id}/finding", new { on = "2026-05-24", workInjury = false }, grant.Version))]
    };

    /// <summary>A grant has no words of a person's own but in its number, which it does not have yet: its id is looked for.</summary>
    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var grant = (await owner.Post("grants", new { heroId, facts = Facts("350502") })).Must(HttpStatusCode.Created);
        return [new Target("grant", grant.Id, 1, owner.OrgId, null, protection, "")];
    }

    private static object Facts(string region) => new { harm = "disabled", on = "2026-05-20", region, scheme = "work_injury", insured = true, grade = 7, care = "none", ownPayFen = 600_000 };
}
