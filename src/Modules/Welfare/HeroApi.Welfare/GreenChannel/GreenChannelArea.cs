using HeroApi.Welfare.GreenChannel.Hospitals;

namespace HeroApi.Welfare.GreenChannel;

/// <summary>The medical green channel (绿色通道): which hospitals treat heroes first and settle later, and how they know that it is one.</summary>
internal static class GreenChannelArea
{
    internal static IServiceCollection AddGreenChannel(this IServiceCollection services) => services.AddScoped<HospitalDesk>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var hospitals = api.MapGroup("/hospitals").WithTags("Green channel");
        RegisterHospital.Map(hospitals);
        ListHospitals.Map(hospitals);
        GetHospital.Map(hospitals);
        AmendHospital.Map(hospitals);
        BindHospitalKey.Map(hospitals);
        UnbindHospitalKey.Map(hospitals);
    }
}
