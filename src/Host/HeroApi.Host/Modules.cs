using System.Reflection;
using HeroApi.Access;
using HeroApi.Cases;
using HeroApi.Exchange;
using HeroApi.Files;
using HeroApi.Organisations;
using HeroApi.Recognition;
using HeroApi.Welfare;

namespace HeroApi.Host;

/// <summary>A module as the host sees it: where its parts are found, what it adds, and which routes it has.</summary>
public sealed record Module(Assembly Assembly, Action<IServiceCollection> Add, Action<IEndpointRouteBuilder> Map);

/// <summary>The only list of modules.</summary>
public static class Modules
{
    public static readonly IReadOnlyList<Module> All =
    [
        new(typeof(AccessModule).Assembly, AccessModule.AddAccess, AccessModule.MapAccess),
        new(typeof(OrganisationsModule).Assembly, OrganisationsModule.AddOrganisations, OrganisationsModule.MapOrganisations),
        new(typeof(CasesModule).Assembly, CasesModule.AddCases, CasesModule.MapCases),
        new(typeof(RecognitionModule).Assembly, RecognitionModule.AddRecognition, RecognitionModule.MapRecognition),
        new(typeof(WelfareModule).Assembly, WelfareModule.AddWelfare, WelfareModule.MapWelfare),
        new(typeof(FilesModule).Assembly, FilesModule.AddFiles, FilesModule.MapFiles),
        new(typeof(ExchangeModule).Assembly, ExchangeModule.AddExchange, ExchangeModule.MapExchange)
    ];
}
