using System.Reflection;
using FluentValidation;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HeroApi.Kernel;

/// <summary>The assemblies of the running modules, the kernel's first: where handlers, sources and migrations are found.</summary>
public sealed record ModuleAssemblies(IReadOnlyList<Assembly> All);

/// <summary>Something of a module's that must hold before the host can do its work, under its name in <c>/health/ready</c>.</summary>
public sealed record ReadyCheck(string Name, Func<CancellationToken, Task<bool>> Holds);

/// <summary>What the host composes the kernel from.</summary>
public static class KernelModule
{
    public static IServiceCollection AddKernel(this IServiceCollection services, HeroSettings settings, IEnumerable<Assembly> modules)
    {
        var assemblies = new ModuleAssemblies([typeof(KernelModule).Assembly, .. modules]);
        services.AddSingleton(settings).AddSingleton(assemblies);
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(KeyRing.Open(settings)).AddSingleton<Protector>().AddScoped<KeyBook>().AddSingleton<SealChain>().AddSingleton<RateLimits>().AddSingleton<Inside>().AddSingleton<Standing>();
        if (settings.PostgresConnection is null)
            services.AddSingleton<IEngine, SqliteEngine>();
        else
            services.AddSingleton<IEngine, PostgresEngine>();
        services.AddSingleton<Migrations>().AddScoped<Db>().AddScoped<ScopeTables>().AddScoped<Pages>();

        services.AddScoped<Call>().AddScoped<Transactions>().AddScoped<Idempotency>().AddScoped<Audit>().AddScoped<AfterCommit>().AddScoped<Outbox>().AddScoped<Changes>();
        services.AddScoped<Feed>().AddScoped<Jobs>().AddScoped<DeadLetters>().AddScoped<Trail>().AddScoped<ReadLog>().AddScoped<FileLinks>().AddScoped<ExternalIds>().AddScoped<Records>();
        services.AddSingleton<KeyWatch>().AddHostedService(provider => provider.GetRequiredService<KeyWatch>());
        services.AddSingleton<Wake>().AddSingleton<Deliveries>().AddSingleton<JobRunner>();
        services.AddSingleton(new Subscriptions(AssembliesWithContracts(assemblies.All)));
        services.AddSingleton<Workers>().AddHostedService(provider => provider.GetRequiredService<Workers>());

        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService).AddTransient<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.Scan(scan => scan.FromAssemblies(assemblies.All)
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithTransientLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(INotificationHandler<>)), publicOnly: false).AsSelf().WithTransientLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime()
            .AddClasses(classes => classes.AssignableTo<IRecordSource>(), publicOnly: false).AsSelfWithInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo<IOffered>(), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo<IImport>(), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo<IRecordFollower>(), publicOnly: false).AsSelfWithInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo<IJob>(), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime());

        services.Configure<JsonOptions>(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>The order matters: problems around everything, the other method before routing, the gate after it.</summary>
    public static IApplicationBuilder UseKernel(this IApplicationBuilder app) => app
        .Use(app.ApplicationServices.GetRequiredService<Inside>().Keep)
        .UseMiddleware<Tracing>()
        .UseMiddleware<Language>()
        .UseMiddleware<ProblemWriter>()
        .UseMiddleware<MethodOverride>()
        .UseRouting()
        .UseRequestTimeouts()
        .UseMiddleware<Gate>();

    /// <summary>Brings the database up to date and proves the keys; throws <see cref="HostRefused"/> when the host must not start.</summary>
    public static async Task StartKernel(this IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Migrations>().Apply(services.GetRequiredService<ModuleAssemblies>().All, ct);
        await services.GetRequiredService<KeyWatch>().Start(ct);

        await using var scope = services.CreateAsyncScope();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        var (db, jobs) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<Jobs>());
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(services, async () =>
        {
            outbox.At(Housekeeping.Timer, clock.GetUtcNow() + TimeSpan.FromHours(1), new HousekeepingDue(Guid.Empty), Guid.Empty);
            await SearchRebuild.StartWhenOutdated(db, jobs, ct);
            return true;
        }, ct);
    }

    /// <summary>Refuses a route that does not say who may call it.</summary>
    public static void RefuseUnscoped(IEnumerable<Endpoint> endpoints)
    {
        var unscoped = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is null).Select(endpoint => endpoint.DisplayName).ToList();
        if (unscoped.Count > 0)
            throw new HostRefused($"These routes name no scope: {string.Join(", ", unscoped)}");
    }

    private static IEnumerable<Assembly> AssembliesWithContracts(IEnumerable<Assembly> assemblies) => assemblies.SelectMany(assembly => assembly
        .GetReferencedAssemblies().Where(name => name.Name!.StartsWith("HeroApi.", StringComparison.Ordinal) && name.Name.EndsWith(".Contracts", StringComparison.Ordinal))
        .Select(Assembly.Load).Prepend(assembly)).Distinct();
}
