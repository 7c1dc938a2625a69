using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace HeroApi.Exchange.Batches;

/// <summary>What the requests of a batch have from the request around them.</summary>
internal sealed record Around(IHeaderDictionary Headers, IPAddress? Address, string? Key, bool ValidateOnly);

/// <summary>Sends one request of a batch down the host's own pipeline, in a scope of its own, and reads what it answers.</summary>
internal sealed class SubPipeline(Inside inside, IServiceScopeFactory scopes, Call call, ILogger<SubPipeline> log)
{
    private static readonly string[] Inherited = ["Authorization", "Accept-Language", "X-Action-Note", "X-Purpose", "User-Agent"];
    private static readonly string[] OfTheWire = ["Content-Type", "Content-Length", "Vary"];

    internal async Task<(SubAnswer Answer, long Bytes)> Send(SubRequest request, IReadOnlyDictionary<string, SubAnswer> answers, Around around, CancellationToken ct)
    {
        using var received = new Received(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var http = new DefaultHttpContext(received.Of(Ask(request, answers, around), around.Address)) { RequestServices = scope.ServiceProvider };
            await inside.Send(http);
            await http.Response.CompleteAsync();
        }
        catch (Refusal unresolved)
        {
            return Refuse(request, unresolved);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Refuse(request, new Refusal(Problems.Timeout));
        }
        catch (Exception failure) when (received.HasStarted)
        {
            // An answer that broke off midway; alone it would cut the connection, here the others keep theirs.
            log.LogError("{Id} of a batch broke off: {Kind}", request.Id, failure.GetType().FullName);
            return Refuse(request, new Refusal(Problems.Unexpected));
        }

        // The pipeline says nothing to a caller who has gone, and here it is the batch's time that has.
        if (ct.IsCancellationRequested && received.IsSilent)
            return Refuse(request, new Refusal(Problems.Timeout));
        return received.IsJson ? (received.As(request.Id), received.Length) : Refuse(request, new Refusal(Problems.NotInBatch));
    }

    /// <summary>The problem that the request would have been answered with.</summary>
    internal (SubAnswer Answer, long Bytes) Refuse(SubRequest request, Refusal refusal) => (new SubAnswer
    {
        Id = request.Id,
        Status = refusal.Problem.Status,
        Headers = refusal.Problem.Retryable ? new Dictionary<string, string> { ["Retry-After"] = "1" } : new(),
        Body = JsonSerializer.SerializeToElement(ProblemDocument.Of(refusal, request.Path.Split('?')[0], call.TraceId ?? Activity.Current?.TraceId.ToHexString() ?? ""), Json.Web)
    }, 0);

    private static HttpRequestFeature Ask(SubRequest request, IReadOnlyDictionary<string, SubAnswer> answers, Around around)
    {
        var target = References.InPath(request.Path, answers).Split('?', 2);
        var query = target.Length > 1 ? "?" + target[1] : "";
        var changes = request.Method != HttpMethods.Get;
        if (changes && around.ValidateOnly)
            query += query.Length > 0 ? "&validateOnly=true" : "?validateOnly=true";

        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var name in Inherited)
            if (around.Headers.TryGetValue(name, out var given))
                headers[name] = given;
        if (changes && around.Key is not null)
            headers["Idempotency-Key"] = SubRequestRules.DerivedKey(around.Key, request.Id);
        foreach (var (name, value) in request.Headers)
            headers[name] = References.InHeader(name, value, answers);

        var body = request.Body is { } json ? Encoding.UTF8.GetBytes(References.InBody(json.GetRawText(), answers)) : [];
        if (request.Body is not null)
            (headers.ContentType, headers.ContentLength) = ("application/json", body.Length);
        return new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = "http",
            Method = request.Method,
            Path = PathString.FromUriComponent(target[0]).Value!,
            QueryString = query,
            RawTarget = target[0] + query,
            Headers = headers,
            Body = new MemoryStream(body)
        };
    }

    /// <summary>Takes the place of the connection.</summary>
    private sealed class Received(CancellationToken aborted) : HttpResponseFeature, IHttpRequestBodyDetectionFeature, IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly MemoryStream body = new();
        private bool hasBody;

        public override bool HasStarted => body.Length > 0;

        public bool CanHaveBody => hasBody;

        public CancellationToken RequestAborted { get; set; } = aborted;

        internal long Length => body.Length;

        internal bool IsSilent => body.Length == 0 && StatusCode == StatusCodes.Status200OK;

        internal bool IsJson => body.Length == 0 || Headers.ContentType.ToString().Split(';')[0] is "application/json" or "application/problem+json" or "application/geo+json";

        public void Abort()
        {
        }

        public void Dispose() => body.Dispose();

        internal FeatureCollection Of(HttpRequestFeature request, IPAddress? address)
        {
            hasBody = request.Body.Length > 0;
            var features = new FeatureCollection();
            features.Set<IHttpRequestFeature>(request);
            features.Set<IHttpResponseFeature>(this);
            features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
            features.Set<IHttpRequestBodyDetectionFeature>(this);
            features.Set<IHttpRequestLifetimeFeature>(this);
            features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = address });
            return features;
        }

        internal SubAnswer As(string id) => new()
        {
            Id = id,
            Status = StatusCode,
            Headers = Headers.Where(header => !OfTheWire.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal)
                .ToDictionary(header => header.Key, header => header.Value.ToString()),
            Body = body.Length > 0 ? JsonElement.Parse(body.ToArray()) : null
        };
    }
}
