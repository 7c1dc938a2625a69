using HeroApi.Access.Keyring;
using HeroApi.Access.Keys;

namespace HeroApi.Access;

/// <summary>Who may call: API keys, and the trail of what was done and read with them.</summary>
public static class AccessModule
{
    public static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<LastUse>().AddHostedService(provider => provider.GetRequiredService<LastUse>());
        services.AddSingleton<ICredentials, Credentials>();
        services.AddSingleton<AdministratorKey>();
        services.AddScoped<ApiKeys>();
    }

    public static void MapAccess(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("Access");
        CreateApiKey.Map(keys);
        ListApiKeys.Map(keys);
        GetApiKey.Map(keys);
        AmendApiKey.Map(keys);
        RotateApiKey.Map(keys);
        RetireSecret.Map(keys);
        RevokeApiKey.Map(keys);

        var keyring = api.MapGroup("/keyring").WithTags("Keyring");
        GetKeyring.Map(keyring);
        RotateKey.Map(keyring);
        RetireKey.Map(keyring);

        GetMe.Map(api);
        ListAudit.Map(api);
        ListReads.Map(api);
    }
}
