using HeroApi.Welfare.MedicalCases.Figures;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>What it costs to treat heroes, and who pays it in the end.</summary>
internal static class MedicalArea
{
    internal static IServiceCollection AddMedicalCases(this IServiceCollection services) => services.AddScoped<MedicalDesk>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var medical = api.MapGroup("/medical-cases").WithTags("Medical cases");
        OpenMedicalCase.Map(medical);
        ListMedicalCases.Map(medical);
        GetMedicalCase.Map(medical);
        AmendMedicalCase.Map(medical);
        AddMedicalLine.Map(medical);
        RemoveMedicalLine.Map(medical);
        RecordMedicalRecovery.Map(medical);
        GetMedicalStatistics.Map(api);
    }
}
