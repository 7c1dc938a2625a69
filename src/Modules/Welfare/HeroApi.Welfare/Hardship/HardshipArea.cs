using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Hardship.Entries;
using HeroApi.Welfare.Hardship.Figures;
using HeroApi.Welfare.Hardship.Findings;
using HeroApi.Welfare.Hardship.Surveys;

namespace HeroApi.Welfare.Hardship;

/// <summary>The yearly survey of hardship (困难调查): whose household is to be looked into, what was found, and who still has no plan.</summary>
internal static class HardshipArea
{
    internal static IServiceCollection AddHardship(this IServiceCollection services) => services
        .AddScoped<SurveyLists>().AddScoped<IFollowsEntitlements>(provider => provider.GetRequiredService<SurveyLists>())
        .AddScoped<EntryDesk>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var surveys = api.MapGroup("/hardship-surveys").WithTags("Hardship");
        OpenHardshipSurvey.Map(surveys);
        ListHardshipSurveys.Map(surveys);
        GetHardshipSurvey.Map(surveys);
        CloseHardshipSurvey.Map(surveys);

        var entries = api.MapGroup("/survey-entries").WithTags("Hardship");
        ListSurveyEntries.Map(entries);
        GetSurveyEntry.Map(entries);
        CloseSurveyEntry.Map(entries);
        RecordHardshipFinding.Map(entries);

        var findings = api.MapGroup("/hardship-findings").WithTags("Hardship");
        ListHardshipFindings.Map(findings);
        GetHardshipFinding.Map(findings);
        CorrectHardshipFinding.Map(findings);
        PlanFromHardshipFinding.Map(findings);
        GetHardshipStatistics.Map(api);
    }
}
