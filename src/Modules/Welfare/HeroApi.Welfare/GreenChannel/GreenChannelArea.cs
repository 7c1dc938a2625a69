using HeroApi.Welfare.GreenChannel.Codes;
using HeroApi.Welfare.GreenChannel.Hospitals;
using HeroApi.Welfare.GreenChannel.Uses;
using HeroApi.Welfare.GreenChannel.Verifications;

namespace HeroApi.Welfare.GreenChannel;

/// <summary>The medical green channel (绿色通道): which hospitals treat heroes first and settle later, and how they know that it is one.</summary>
internal static class GreenChannelArea
{
    internal static IServiceCollection AddGreenChannel(this IServiceCollection services) => services
        .AddSingleton<ChannelTokens>().AddScoped<HospitalDesk>().AddScoped<DoorCode>().AddScoped<ChannelDoor>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var hospitals = api.MapGroup("/hospitals").WithTags("Green channel");
        RegisterHospital.Map(hospitals);
        ListHospitals.Map(hospitals);
        GetHospital.Map(hospitals);
        AmendHospital.Map(hospitals);
        BindHospitalKey.Map(hospitals);
        UnbindHospitalKey.Map(hospitals);

        var channel = api.MapGroup("/green-channel").WithTags("Green channel");
        IssueChannelCode.Map(channel);
        IssueChannelToken.Map(channel);
        VerifyEntitlement.Map(channel);
        ListChannelChecks.Map(channel);
        ReportChannelUse.Map(channel);
        ListChannelUses.Map(channel);
        ListPersonChecks.Map(api.MapGroup("/entitlements").WithTags("Green channel"));
        PublishChannelKeys.Map(api.MapGroup("/public"));
        GetChannelStatistics.Map(api);
    }
}
