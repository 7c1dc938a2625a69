using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HeroApi.Kernel.Http;

/// <summary>
/// The span of a request, and its operation's name on the server's own measure. The server's own span is not sent: it holds
/// the raw path. The caller's trace goes on, its <c>tracestate</c> does not, for anything may stand in it.
/// </summary>
public sealed class Tracing(RequestDelegate next)
{
    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public Task InvokeAsync(HttpContext http)
    {
        var measured = http.Features.Get<IHttpMetricsTagsFeature>();
        return measured is null && !Telemetry.Traced ? next(http) : Watch(http, measured);
    }

    private async Task Watch(HttpContext http, IHttpMetricsTagsFeature? measured)
    {
        using var span = Begin(http);
        await next(http);

        var endpoint = http.GetEndpoint();
        var operation = endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        if (operation is not null)
            measured?.Tags.Add(new("hero.operation", operation));
        if (span is null)
            return;

        var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode).SetTag("hero.operation", operation);
        if (http.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }

    private static Activity? Begin(HttpContext http)
    {
        // Inside of a batch the batch is what it belongs to.
        if (http.Features.Get<Inside>() is not null)
            return Telemetry.Span("request", ActivityKind.Server);

        var known = ActivityContext.TryParse(http.Request.Headers.TraceParent, null, isRemote: true, out var caller);
        // Else the span would hang below the server's own, which nobody gets to see.
        Activity.Current = null;
        return known
            ? Telemetry.Source.StartActivity("request", ActivityKind.Server, new ActivityContext(caller.TraceId, caller.SpanId, caller.TraceFlags, null, isRemote: true))
            : Telemetry.Span("request", ActivityKind.Server);
    }
}
