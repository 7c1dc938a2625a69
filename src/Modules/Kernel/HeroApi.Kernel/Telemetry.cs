using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HeroApi.Kernel;

/// <summary>
/// What a host tells of its work to whoever watches it: spans and measures with names, states and codes, never ids,
/// paths, texts or any other value of a request (docs/operations.md). Nobody watching, nothing is made.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "HeroApi";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Messages = Seconds("hero.message.duration", "Commands and queries, from the endpoint's call to their end");
    internal static readonly Histogram<double> LaneWaits = Seconds("hero.lane.wait", "How long a command waited for SQLite's writer lane");
    internal static readonly Histogram<double> Latencies = Seconds("hero.delivery.latency", "From an event to the end of its delivery to one subscriber");
    internal static readonly Histogram<double> JobSteps = Seconds("hero.job.step.duration", "One chunk of a job");
    internal static readonly Histogram<int> LaneGroups = Meter.CreateHistogram("hero.lane.group.size", "{command}", "Commands that shared one commit of SQLite's writer lane", null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });
    internal static readonly Counter<long> Failures = Meter.CreateCounter<long>("hero.delivery.failures", "{delivery}", "Deliveries that failed and are tried again, or have become dead letters");
    internal static readonly Counter<long> RateRefusals = Meter.CreateCounter<long>("hero.rate_limit.refusals", "{request}", "Requests refused because there were too many");

    internal static bool Traced => Source.HasListeners();

    internal static Activity? Span(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>The code of a refusal, or the type of a failure; a message may hold personal data.</summary>
    internal static string ErrorOf(Exception failure) => failure is Refusal refusal ? refusal.Problem.Code : failure.GetType().Name;

    internal static void Fail(this Activity? span, Exception failure) => span?.SetTag("error.type", ErrorOf(failure)).SetStatus(failure is Refusal ? ActivityStatusCode.Unset : ActivityStatusCode.Error);

    /// <summary>For a look that found nothing to do: it would bury the others.</summary>
    internal static void Forget(this Activity? span)
    {
        if (span is not null)
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static Histogram<double> Seconds(string name, string text) => Meter.CreateHistogram(name, "s", text, null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 600] });
}
