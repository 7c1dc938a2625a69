using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Benefits that were asked for, household plans, and the catalogue, which is public.</summary>
internal sealed class BenefitsArea : Area
{
    private static readonly string[] Cases = ["benefit case"];
    private static readonly string[] Plans = ["household plan"];
    private static readonly string[] Persons = ["file of an entitled person"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write", "welfare:decide"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["ListBenefitRules"] = [Nothing("benefit-rules?region=350582&on=2026-05-01")],
        ["PublishBenefitRule"] = [new Recipe([], All: () => Post("benefit-rules", new { region = "350582" }))],
        ["OpenBenefitCase"] =
        [
            new Recipe(Persons, (hero, _) => Post("benefit-cases", new { heroId = hero.Id, kind = "job", source = "county", request = "求职", region = "350582" })) { Hidden = "request.invalid" }
        ],
        ["ListBenefitCases"] = [Lists(Cases, "benefit-cases?limit=7&count=exact"), Lists(Cases, "benefit-cases?limit=7&state=open&kind=job&appliedOn[gte]=2026-01-01&sort=-appliedOn")],
        ["GetBenefitCase"] = [Shows(Cases, "benefit-cases/{0}")],
        ["ReferBenefitCase"] = [Changes(Cases, known => Post($"benefit-cases/{known.Id}/referral", new { department = "human_resources", departmentName = "示范区人社局", replyBy = "2026-12-31" }, known.Version))],
        ["RecordBenefitReply"] = [Changes(Cases, known => Post($"benefit-cases/{known.Id}/reply", new { reply = "符合条件" }, known.Version))],
        ["DecideBenefitCase"] = [Changes(Cases, known => Post($"benefit-cases/{known.Id}/result", new { outcome = "granted", measure = "公益性岗位" }, known.Version))],
        ["AskBenefitReview"] = [Changes(Cases, known => Post($"benefit-cases/{known.Id}/review", new { reason = "认定有误" }, known.Version))],
        ["WithdrawBenefitCase"] = [Changes(Cases, known => Post($"benefit-cases/{known.Id}/withdrawal", new { reason = "撤回" }, known.Version))],
        ["GetBenefitStatistics"] = [Nothing("benefit-statistics?from=2026-01-01&region=350582")],
        ["RecordHouseholdPlan"] =
        [
            new Recipe(Persons, (hero, _) => Post("household-plans", new { heroId = hero.Id, year = 2026, hardship = "none", surveyedBy = "示范街道" })) { Hidden = "request.invalid" }
        ],
        ["ListHouseholdPlans"] = [Lists(Plans, "household-plans?limit=7&count=exact"), Lists(Plans, "household-plans?limit=7&year=2024&hardship=other&open=2026-12-31")],
        ["GetHouseholdPlan"] = [Shows(Plans, "household-plans/{0}")],
        ["AddPlanMeasure"] = [Changes(Plans, plan => Post($"household-plans/{plan.Id}/measures", new { measure = Measure("走访") }, plan.Version))],
        ["EndPlanMeasure"] = [Changes(Plans, plan => Post($"household-plans/{plan.Id}/measure-ends", new { measureId = plan.Part, state = "done", result = "已落实" }, plan.Version))]
    };

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var (words, found) = (canary(), canary());
        var opened = (await owner.Post("benefit-cases", new { heroId, kind = "job", source = "county", request = $"{words} 求职", region = "350502" })).Must(HttpStatusCode.Created);
        var plan = (await owner.Post("household-plans", new { heroId, year = 2024, hardship = "other", surveyedBy = "示范街道", situation = $"{found} 困难", measures = new[] { Measure($"{found} 帮扶") } }))
            .Must(HttpStatusCode.Created);
        return
        [
            new Target("benefit case", opened.Id, 1, owner.OrgId, null, protection, words),
            new Target("household plan", plan.Id, 1, owner.OrgId, null, protection, found) { Part = plan.Parts("measures")[0] }
        ];
    }

    private static object Measure(string what) => new { what, responsible = "示范专员", dueOn = "2026-09-01" };
}
