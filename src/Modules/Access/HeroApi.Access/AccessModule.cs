using HeroApi.Access.Keys;

namespace HeroApi.Access;

/// <summary>Who may call: API keys, and the trail of what was done and read with them.</summary>
public static class AccessModule
{
    public static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<Credentials>().AddSingleton<ICredentials>(provider => provider.GetRequiredService<Credentials>());
        services.AddSingleton<AdministratorKey>();
    }

    public static void MapAccess(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("Access");
        CreateApiKey.Map(keys);
    }
}
