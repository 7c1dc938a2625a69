using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Medical cases, each about a person.</summary>
internal sealed class MedicalArea : Area
{
    private static readonly string[] Cases = ["medical case"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["OpenMedicalCase"] = [new Recipe(["hero"], (hero, _) => Post("medical-cases", Body(hero.Id, "示范医院"))) { Hidden = "request.invalid" }],
        ["ListMedicalCases"] = [Lists(Cases, "medical-cases?limit=7&count=exact"), Lists([], "medical-cases?state=open&sort=-billFen")],
        ["GetMedicalCase"] = [Shows(Cases, "medical-cases/{0}")],
        ["AmendMedicalCase"] = [Changes(Cases, known => new Ask(HttpMethod.Patch, $"medical-cases/{known.Id}", new { heroId = known.Document, billFen = 70_000_000 }, known.Version))],
        ["AddMedicalLine"] = [Changes(Cases, known => Post($"medical-cases/{known.Id}/lines", new { payer = "employer", kind = "final", amountFen = 1 }))],
        ["RemoveMedicalLine"] = [Changes(Cases, known => new Ask(HttpMethod.Delete, $"medical-cases/{known.Id}/lines/{known.Part}", null, known.Version))],
        ["RecordMedicalRecovery"] =
            [Changes(Cases, known => Post($"medical-cases/{known.Id}/recoveries", new { lineId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"), from = "offender", amountFen = 1, receiptNumber = "示追1" }))],
        ["GetMedicalStatistics"] = [Nothing("medical-statistics?from=2026-01-01&region=350582")]
    };

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var word = canary();
        var opened = (await owner.Post("medical-cases", Body(heroId, $"示范 {word}"))).Must(HttpStatusCode.Created);
        var advanced = (await owner.Post($"medical-cases/{opened.Id}/lines", new { payer = "hospital", kind = "advance", amountFen = 1 })).Must(HttpStatusCode.OK);
        return [new Target("medical case", opened.Id, advanced.Version, owner.OrgId, null, protection, word) { Part = advanced.Json.GetProperty("lines")[0].GetProperty("id").GetGuid(), Document = heroId }];
    }

    private static object Body(Guid heroId, string hospital) => new { heroId, hospital, from = "2026-05-01", billFen = 60_000_000 };
}
