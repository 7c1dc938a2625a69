using System.IO.Compression;
using HeroApi.Access;
using HeroApi.Host.Samples;
using HeroApi.Kernel;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace HeroApi.Host;

/// <summary>Composes the host from the kernel and the modules.</summary>
public static class HeroHost
{
    /// <param name="args">The command line.</param>
    /// <param name="adjust">What a test changes: the clock, planted modules' services.</param>
    /// <param name="planted">Modules beside the shipped ones.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null, IReadOnlyList<Module>? planted = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = Arguments.Normalise(args), ContentRootPath = AppContext.BaseDirectory });
        adjust?.Invoke(builder);
        var settings = HeroSettings.From(builder.Configuration);
        IReadOnlyList<Module> modules = [.. Modules.All, .. planted ?? []];

        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxRequestBytes;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.RequestTimeout + TimeSpan.FromSeconds(5));

        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<Demo>();
        builder.Services.AddKernel(settings, modules.Select(module => module.Assembly));
        foreach (var module in modules)
            module.Add(builder.Services);

        builder.AddTelemetry();
        builder.Services.AddHeroOpenApi();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = settings.RequestTimeout, TimeoutStatusCode = 503 });
        builder.Services.AddRequestDecompression();
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json"];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);

        var app = builder.Build();
        if (settings.TrustedProxies.Count > 0)
            app.UseForwardedHeaders(Forwarded(settings));
        app.UseResponseCompression();
        app.UseRequestDecompression();
        app.UseKernel();
        app.UseHeroPages();
        var api = app.MapGroup("/api/v1");
        foreach (var module in modules)
            module.Map(api);
        app.MapHealth();
        app.MapOpenApi();
        try
        {
            app.StartUp();
            return app;
        }
        catch
        {
            app.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Whom a proxy we know says that it speaks for; behind several of them, the first address that is none of theirs.</summary>
    private static ForwardedHeadersOptions Forwarded(HeroSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies)
            options.KnownIPNetworks.Add(network);
        return options;
    }

    /// <summary>Everything that must hold before the first request is answered.</summary>
    private static void StartUp(this WebApplication app)
    {
        // Groups build their routes anew whenever they are asked for them, which takes as long as all else here: once is enough.
        var routes = ((IEndpointRouteBuilder)app).DataSources;
        var built = new DefaultEndpointDataSource([.. routes.SelectMany(source => source.Endpoints)]);
        routes.Clear();
        routes.Add(built);
        KernelModule.RefuseUnscoped(built.Endpoints);
        app.Services.GetRequiredService<DataFolder>().Lock();
        app.Services.StartKernel(CancellationToken.None).GetAwaiter().GetResult();
        AccessModule.Start(app.Services, CancellationToken.None).GetAwaiter().GetResult();
    }
}
