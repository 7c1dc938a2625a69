using HeroApi.Access.Keyring;
using HeroApi.Access.Keys;
using HeroApi.Access.Roles;
using HeroApi.Access.Subjects;
using HeroApi.Access.Tokens;

namespace HeroApi.Access;

/// <summary>Who may call: API keys, tokens of trusted issuers, roles; and the trail of what was done and read with them.</summary>
public static class AccessModule
{
    public static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<LastUse>().AddHostedService(provider => provider.GetRequiredService<LastUse>());
        services.AddSingleton<ICredentials, Credentials>().AddSingleton<KeyCallers>().AddSingleton<TokenCallers>().AddSingleton<Issuers>();
        services.AddSingleton<AdministratorKey>();
        services.AddScoped<ApiKeys>().AddScoped<RoleSource>().AddScoped<SubjectSource>().AddScoped<Principals>();
        services.AddSingleton(new ProtectedColumn("access_subject", "subject"));
    }

    /// <summary>What must hold before the first request: issuers that can be meant so, and a way in for the administrator.</summary>
    public static Task Start(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<Issuers>();
        return services.GetRequiredService<AdministratorKey>().Ensure(services.GetRequiredService<HeroSettings>(), ct);
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

        var roles = api.MapGroup("/roles").WithTags("Access");
        ListRoles.Map(roles);
        GetRole.Map(roles);
        PutRole.Map(roles);
        DeleteRole.Map(roles);

        var subjects = api.MapGroup("/subjects").WithTags("Access");
        ListSubjects.Map(subjects);
        GetSubject.Map(subjects);
        BlockSubject.Map(subjects);
        UnblockSubject.Map(subjects);
        RevokeTokens.Map(subjects);

        GetMe.Map(api);
        ListAudit.Map(api);
        ListReads.Map(api);
    }
}
