using HeroApi.Welfare.Benefits;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund;
using HeroApi.Welfare.Grants;
using HeroApi.Welfare.GreenChannel;
using HeroApi.Welfare.Hardship;
using HeroApi.Welfare.Insurance;
using HeroApi.Welfare.MedicalCases;
using HeroApi.Welfare.Parity;
using HeroApi.Welfare.Visits;

namespace HeroApi.Welfare;

/// <summary>What is done for the people on the register: so that no hero bleeds and then weeps.</summary>
public static class WelfareModule
{
    public static void AddWelfare(IServiceCollection services) => services
        .AddScoped<EntitlementBook>().AddScoped<ListGate>().AddScoped<Persons>().AddScoped<IFollowsEntitlements, PersonRecords>()
        .AddScoped<RegionReach>()
        .AddBenefits()
        .AddFund()
        .AddGrants()
        .AddGreenChannel().AddMedicalCases()
        .AddHardship()
        .AddInsurance()
        .AddVisits();

    public static void MapWelfare(IEndpointRouteBuilder api)
    {
        var entitlements = api.MapGroup("/entitlements").WithTags("Entitlements");
        ListEntitlements.Map(entitlements);
        GetEntitlement.Map(entitlements);
        ListParityGaps.Map(api);

        BenefitsArea.Map(api);
        FundArea.Map(api);
        GrantsArea.Map(api);
        GreenChannelArea.Map(api);
        HardshipArea.Map(api);
        MedicalArea.Map(api);
        InsuranceArea.Map(api);
        VisitsArea.Map(api);
    }
}
