using HeroApi.Cases.Leads;

namespace HeroApi.Cases;

/// <summary>From the first word of a brave act to the decision on it.</summary>
public static class CasesModule
{
    public static void AddCases(IServiceCollection services) => services.AddScoped<LeadWriter>();

    public static void MapCases(IEndpointRouteBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        ReportLead.Map(leads);
        GetLead.Map(leads);
        AcceptLead.Map(leads);
    }
}
