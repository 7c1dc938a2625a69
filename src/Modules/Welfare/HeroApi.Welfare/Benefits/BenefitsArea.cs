using HeroApi.Welfare.Benefits.Cases;
using HeroApi.Welfare.Benefits.Catalogue;
using HeroApi.Welfare.Benefits.Plans;
using HeroApi.Welfare.Benefits.Statistics;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Benefits;

/// <summary>Benefits: what there is to be had, what was asked for and became of it, and one plan for each household.</summary>
internal static class BenefitsArea
{
    internal static IServiceCollection AddBenefits(this IServiceCollection services) => services
        .AddScoped<BenefitCatalogue>().AddScoped<BenefitDesk>()
        .AddScoped<IPayable, PayableBenefit>().AddScoped<IFollowsEntitlements, BenefitsFollow>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/benefit-rules").WithTags("Benefits");
        ListBenefitRules.Map(rules);
        PublishBenefitRule.Map(rules);

        var cases = api.MapGroup("/benefit-cases").WithTags("Benefits");
        OpenBenefitCase.Map(cases);
        ListBenefitCases.Map(cases);
        GetBenefitCase.Map(cases);
        ReferBenefitCase.Map(cases);
        RecordBenefitReply.Map(cases);
        DecideBenefitCase.Map(cases);
        AskBenefitReview.Map(cases);
        WithdrawBenefitCase.Map(cases);
        GetBenefitStatistics.Map(api);

        var plans = api.MapGroup("/household-plans").WithTags("Benefits");
        RecordHouseholdPlan.Map(plans);
        ListHouseholdPlans.Map(plans);
        GetHouseholdPlan.Map(plans);
        AddPlanMeasure.Map(plans);
        EndPlanMeasure.Map(plans);
    }
}
