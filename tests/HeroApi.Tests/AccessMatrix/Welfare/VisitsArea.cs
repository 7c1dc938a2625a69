using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Campaigns of visits, what is due, what was paid and what was found to be needed.</summary>
internal sealed class VisitsArea : Area
{
    private static readonly string[] Campaigns = ["visit_campaign"];
    private static readonly string[] Due = ["due visit"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["OpenVisitCampaign"] = [new Recipe([], All: () => Post("visit-campaigns", Campaign("示范慰问")))],
        ["ListVisitCampaigns"] = [Lists(Campaigns, "visit-campaigns?limit=7&count=exact")],
        ["GetVisitCampaign"] = [Shows(Campaigns, "visit-campaigns/{0}")],
        ["CloseVisitCampaign"] = [Changes(Campaigns, known => Post($"visit-campaigns/{known.Id}/closure", null, known.Version))],
        ["ListDueVisits"] = [Lists(Due, "due-visits?limit=7&count=exact"), Lists(Due, "due-visits?limit=7&state=due&sort=region")]
    };

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    /// <summary>A campaign of the owner's own persons, each of whom a visit is due to.</summary>
    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        List<Target> targets = [];
        if (protection == "none")
        {
            var title = canary();
            var campaign = (await owner.Post("visit-campaigns", Campaign($"{title} 慰问"))).Must(HttpStatusCode.Created);
            targets.Add(new Target("visit_campaign", campaign.Id, campaign.Version, owner.OrgId, null, "none", title));
        }

        targets.AddRange((await api.Rows<Guid>("SELECT id FROM welfare_due_visit WHERE hero_id = @heroId", new { heroId })).Select(due => new Target("due visit", due, 1, owner.OrgId, null, protection, "")));
        return targets;
    }

    private static object Campaign(string title) => new { occasion = "spring_festival", title, from = "2026-05-20", to = "2026-12-31", orgScope = "self", cashFen = 100 };
}
