using System.Diagnostics;
using HeroApi.Kernel;
using HeroApi.Kernel.Events;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HeroApi.Host;

/// <summary>
/// Sends spans and measures to an OTLP collector, when one is named by the standard settings (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// and its kin). Without one nothing is made, and nobody listens.
/// </summary>
internal static class Watching
{
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var (traces, metrics) = (Named(configuration, "TRACES"), Named(configuration, "METRICS"));
        if (traces)
            builder.Services.AddSingleton(Traces);
        if (metrics)
            builder.Services.AddSingleton(Measures).AddSingleton<Vitals>().AddHostedService(services => services.GetRequiredService<Vitals>());
        if (traces || metrics)
            builder.Services.AddHostedService<Exporters>();
    }

    private static bool Named(ConfigurationManager configuration, string signal) =>
        (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]) is { Length: > 0 }
        && configuration[$"OTEL_{signal}_EXPORTER"] != "none" && !configuration.GetValue("OTEL_SDK_DISABLED", false);

    /// <summary>Neither the server's own source nor Npgsql's: they tell raw paths and statements.</summary>
    private static TracerProvider Traces(IServiceProvider services) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(own => own.AddSingleton(services.GetRequiredService<IConfiguration>()))
        .ConfigureResource(Describe)
        .AddSource(Telemetry.Name, Outgoing.Source)
        .AddProcessor(new Outgoing())
        .AddOtlpExporter()
        .Build();

    private static MeterProvider Measures(IServiceProvider services) => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(own => own.AddSingleton(services.GetRequiredService<IConfiguration>()))
        .ConfigureResource(Describe)
        .AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", Outgoing.Source, "Npgsql", "System.Runtime")
        .AddOtlpExporter()
        .Build();

    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService("heroapi", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    /// <summary>
    /// Requests that this host sends to others: where to and what came of it, never the address in full. What belongs to no
    /// request or job of ours is left out; the exporter's own sending would else be told for ever.
    /// </summary>
    private sealed class Outgoing : BaseProcessor<Activity>
    {
        internal const string Source = "System.Net.Http";

        public override void OnEnd(Activity span)
        {
            if (span.Source.Name != Source)
                return;

            span.SetTag("url.full", null);
            if (span.ParentSpanId == default)
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Has them made before the first request; the container ends them, and they send what they still hold.</summary>
    private sealed class Exporters(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<TracerProvider>();
            services.GetService<MeterProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
