using System.Net;
using HeroApi.TestKit;
using Shouldly;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Policies, which are about nobody, and who is on their lists. None of these reaches the register by itself, so that a list holds only whom it was given.</summary>
internal sealed class InsuranceArea : Area
{
    private static readonly string[] Drafts = ["draft policy"];
    private static readonly string[] Policies = ["policy"];
    private static readonly string[] Every = ["policy", "listed policy", "draft policy"];
    private static readonly string[] Members = ["policy_member"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["DraftPolicy"] = [new Recipe([], All: () => Post("policies", Body(null, "")))],
        ["ListPolicies"] = [Lists(Every, "policies?limit=7&count=exact")],
        ["ListRenewals"] = [Lists(["policy", "listed policy"], "policies/renewals?limit=7&count=exact&within=3650")],
        ["GetPolicy"] = [Shows(Every, "policies/{0}")],
        ["AmendPolicy"] = [Changes(Drafts, policy => new Ask(HttpMethod.Patch, $"policies/{policy.Id}", new { note = "另注" }, policy.Version))],
        ["ConcludePolicy"] = [Changes(Drafts, policy => Post($"policies/{policy.Id}/conclusion", new { number = $"示保 {policy.Id}" }, policy.Version))],
        ["CancelPolicy"] = [Changes(Policies, policy => Post($"policies/{policy.Id}/cancellation", new { reason = "退保" }, policy.Version))],
        ["AddMember"] = [Changes(Policies, policy => Post($"policies/{policy.Id}/members", new { heroId = policy.Part }))],
        ["ListMembers"] = [Lists(Members, "policy-members?limit=7&count=exact")],
        ["GetMember"] = [Shows(Members, "policy-members/{0}")],
        ["RemoveMember"] = [Changes(Members, member => Post($"policy-members/{member.Id}/removal", new { note = "移出" }, member.Version))]
    };

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var targets = new List<Target>();
        var word = canary();
        var draft = (await owner.Post("policies", Body(word, word))).Must(HttpStatusCode.Created);
        targets.Add(new Target("draft policy", draft.Id, draft.Version, owner.OrgId, null, "none", word));
        foreach (var listed in new[] { false, true })
        {
            var open = canary();
            var policy = await InForce(owner, open);
            targets.Add(new Target(listed ? "listed policy" : "policy", policy.Id, policy.Version, owner.OrgId, null, "none", open) { Part = heroId });
            if (!listed)
                continue;

            var member = (await owner.Post($"policies/{policy.Id}/members", new { heroId })).Must(HttpStatusCode.Created);
            member.Text("protection").ShouldBe(protection);
            targets.Add(new Target("policy_member", member.Id, member.Version, owner.OrgId, null, protection, ""));
        }

        return targets;
    }

    private static async Task<Answer> InForce(Client owner, string word)
    {
        var draft = (await owner.Post("policies", Body(word, word))).Must(HttpStatusCode.Created);
        return (await owner.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
    }

    private static object Body(string? number, string word) => new
    {
        insurerName = $"{word} 保险公司",
        insurerCode = "91350100M000100Y43",
        number,
        kind = "accident",
        from = "2026-01-01",
        to = "2026-12-31",
        covers = new[] { new { what = "death", amountFen = 25_000_000 } },
        premiumFen = 100,
        payer = "fund",
        region = "110101",
        reportDays = 30,
        decisionDays = 30,
        note = word
    };
}
