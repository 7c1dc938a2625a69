using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Yearly surveys, whose household is to be surveyed, and what was found.</summary>
internal sealed class HardshipArea : Area
{
    private static readonly string[] Surveys = ["hardship survey"];
    private static readonly string[] Entries = ["survey entry"];
    private static readonly string[] Findings = ["hardship finding"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["OpenHardshipSurvey"] = [new Recipe([], All: () => Post("hardship-surveys", Survey(2026, "示范调查")))],
        ["ListHardshipSurveys"] = [Lists(Surveys, "hardship-surveys?limit=7&count=exact"), Lists([], "hardship-surveys?limit=7&year=2025&state=open")],
        ["GetHardshipSurvey"] = [Shows(Surveys, "hardship-surveys/{0}")],
        ["CloseHardshipSurvey"] = [Changes(Surveys, known => Post($"hardship-surveys/{known.Id}/closure", null, known.Version))],
        ["ListSurveyEntries"] = [Lists(Entries, "survey-entries?limit=7&count=exact"), Lists(Entries, "survey-entries?limit=7&state=due&year=2027&sort=region")],
        ["GetSurveyEntry"] = [Shows(Entries, "survey-entries/{0}")],
        ["CloseSurveyEntry"] = [Changes(Entries, known => Post($"survey-entries/{known.Id}/closure", new { state = "refused", words = "谢绝" }))],
        ["RecordHardshipFinding"] = [Changes(Entries, known => Post($"survey-entries/{known.Id}/finding", Finding("示范")))],
        ["ListHardshipFindings"] = [Lists(Findings, "hardship-findings?limit=7&count=exact"), Lists(Findings, "hardship-findings?limit=7&year=2025&withoutPlan=true&hardship[ne]=none")],
        ["GetHardshipFinding"] = [Shows(Findings, "hardship-findings/{0}")],
        ["CorrectHardshipFinding"] = [Changes(Findings, known => new Ask(HttpMethod.Put, $"hardship-findings/{known.Id}", Finding("示范"), known.Version))],
        ["PlanFromHardshipFinding"] = [Changes(Findings, known => Post($"hardship-findings/{known.Id}/plan", null, known.Version))],
        ["GetHardshipStatistics"] = [Nothing("hardship-statistics?year=2025&region=350582")]
    };

    /// <summary>One survey in which everybody was found, and one in which everybody is still due.</summary>
    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        List<Target> targets = [];
        foreach (var year in protection == "none" ? (int[])[2025, 2027] : [])
        {
            var note = canary();
            var survey = (await owner.Post("hardship-surveys", Survey(year, $"{note} 调查"))).Must(HttpStatusCode.Created);
            targets.Add(new Target("hardship survey", survey.Id, survey.Version, owner.OrgId, null, "none", note));
        }

        var (word, done) = (canary(), await Entry(api, heroId, 2025));
        var found = (await owner.Post($"survey-entries/{done}/finding", Finding(word))).Must(HttpStatusCode.Created);
        targets.Add(new Target("hardship finding", found.Id, 1, owner.OrgId, null, protection, word));
        targets.Add(new Target("survey entry", await Entry(api, heroId, 2027), 1, owner.OrgId, null, protection, ""));
        return targets;
    }

    private static async Task<Guid> Entry(Api api, Guid heroId, int year) => (await api.Rows<Guid>(
        "SELECT x.id FROM welfare_survey_entry x JOIN welfare_hardship_survey s ON s.id = x.survey_id WHERE x.hero_id = @heroId AND s.year = @year", new { heroId, year })).Single();

    private static object Survey(int year, string note) => new { year, orgScope = "self", dueOn = "2026-12-31", note };

    private static object Finding(string words) => new { hardship = "other", surveyedBy = "示范街道", situation = $"{words} 困难", needs = new[] { new { what = "走访", responsible = "示范专员", dueOn = "2026-09-01" } } };
}
