using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Campaigns of visits, what is due, what was paid and what was found to be needed.</summary>
internal sealed class VisitsArea : Area
{
    private static readonly string[] Campaigns = ["visit_campaign"];
    private static readonly string[] Due = ["due visit"];
    private static readonly string[] Persons = ["entitlement"];
    private static readonly string[] Visits = ["visit"];
    private static readonly string[] Needs = ["visit_need"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["OpenVisitCampaign"] = [new Recipe([], All: () => Post("visit-campaigns", Campaign("示范慰问")))],
        ["ListVisitCampaigns"] = [Lists(Campaigns, "visit-campaigns?limit=7&count=exact")],
        ["GetVisitCampaign"] = [Shows(Campaigns, "visit-campaigns/{0}")],
        ["CloseVisitCampaign"] = [Changes(Campaigns, known => Post($"visit-campaigns/{known.Id}/closure", null, known.Version))],
        ["GetVisitRoute"] = [Shows(Campaigns, "visit-campaigns/{0}/route")],
        ["ListDueVisits"] = [Lists(Due, "due-visits?limit=7&count=exact"), Lists(Due, "due-visits?limit=7&state=due&sort=region")],
        ["GetDueVisit"] = [Shows(Due, "due-visits/{0}")],
        ["ScheduleVisit"] =
        [
            Changes(Persons, known => Post("due-visits", new { heroId = known.Part, occasion = "homecoming", on = "2030-01-01" })) with { Hidden = "request.invalid" }
        ],
        ["AssignDueVisits"] = [new Recipe([], All: () => Post("due-visits/assignment", new { dueIds = new[] { Guid.Empty }, assignee = "示范网格员" }))],
        ["CloseDueVisit"] = [Changes(Due, known => Post($"due-visits/{known.Id}/closure", new { state = "not_met", reason = "not_at_home" }))],
        ["RecordVisit"] = [new Recipe(Persons, (known, _) => Post("visits", new { heroId = known.Part, occasion = "follow_up", visitors = new[] { "示范专干" } })) { Hidden = "request.invalid" }],
        ["PutVisit"] = [Changes(Visits, known => new Ask(HttpMethod.Put, $"visits/{known.Id}", Visit(known.Part), known.Version))],
        ["ListVisits"] = [Lists(Visits, "visits?limit=7&count=exact"), Lists(Visits, "visits?limit=7&sort=-on")],
        ["GetVisit"] = [Shows(Visits, "visits/{0}")],
        ["CorrectVisit"] = [Changes(Visits, known => new Ask(HttpMethod.Patch, $"visits/{known.Id}", new { cashFen = 200, reason = "写错" }, known.Version))],
        ["CancelVisit"] = [Changes(Visits, known => Post($"visits/{known.Id}/cancellation", new { reason = "写错" }, known.Version))],
        ["GetVisitHistory"] = [Shows(Visits, "visits/{0}/history")],
        ["GetVisitStatistics"] = [Nothing("visit-statistics?from=2026-01-01&region=350000")],
        ["ListNotVisited"] = [Lists([], "visits/not-visited?year=2025&limit=7&count=exact")],
        ["ListParityGaps"] = [Lists([], "parity-gaps?limit=7&count=exact")],
        ["RecordNeed"] = [new Recipe(Persons, (known, _) => Post("visit-needs", new { heroId = known.Part, need = new { kind = "living", words = "缺柴米" } })) { Hidden = "request.invalid" }],
        ["ListNeeds"] = [Lists(Needs, "visit-needs?limit=7&count=exact"), Lists(Needs, "visit-needs?limit=7&state=open&sort=dueOn")],
        ["GetNeed"] = [Shows(Needs, "visit-needs/{0}")],
        ["AmendNeed"] = [Changes(Needs, known => new Ask(HttpMethod.Patch, $"visit-needs/{known.Id}", new { assignee = "示范己" }, known.Version))],
        ["CloseNeed"] = [Changes(Needs, known => Post($"visit-needs/{known.Id}/closure", new { state = "done", result = "已办" }, known.Version))]
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

        var (words, lack) = (canary(), canary());
        var visit = (await owner.Post("visits", new { heroId, occasion = "follow_up", visitors = new[] { $"示范 {words}" }, opinion = words, cashFen = 100, needs = new[] { new { kind = "living", words = lack } } })).Must(HttpStatusCode.Created);
        targets.Add(new Target("visit", visit.Id, visit.Version, owner.OrgId, null, protection, words) { Part = heroId });
        targets.Add(new Target("visit_need", visit.Json.GetProperty("needIds")[0].GetGuid(), 1, owner.OrgId, null, protection, lack));
        (await owner.Post("due-visits", new { heroId, occasion = "hardship", on = "2030-01-01", note = words })).Must(HttpStatusCode.Created);
        targets.AddRange((await api.Rows<Guid>("SELECT id FROM welfare_due_visit WHERE hero_id = @heroId", new { heroId })).Select(due => new Target("due visit", due, 1, owner.OrgId, null, protection, "")));
        return targets;
    }

    private static object Visit(Guid heroId) => new { heroId, occasion = "follow_up", visitors = new[] { "示范专干" }, reason = "写错" };

    private static object Campaign(string title) => new { occasion = "spring_festival", title, from = "2026-05-20", to = "2026-12-31", orgScope = "self", cashFen = 100 };
}
