using System.Reflection;
using System.Text.Json;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace HeroApi.Kernel.Http;

/// <summary>A record with a version; answers that hold one carry it as a strong ETag.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>How an answer that many records make up is tagged, and for how long a caller may keep it unasked; with null any cache may, and asks each time.</summary>
public sealed record Lasting(string Tag, TimeSpan? For);

/// <summary>A 200 with a body: ETag and 304, sparse fields, replay mark and language come with it.</summary>
public sealed class Reply<T>(T value, Lasting? lasting = null) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public int? StatusCode => StatusCodes.Status200OK;

    public T Value => value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext) => Answers.Write(httpContext, StatusCodes.Status200OK, value, lasting);
}

/// <summary>A 201 with the new record, where to find it, and everything a <see cref="Reply{T}"/> has.</summary>
public sealed class CreatedReply<T>(string location, T value) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public int? StatusCode => StatusCodes.Status201Created;

    public T Value => value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!httpContext.RequestServices.GetRequiredService<Call>().ValidateOnly)
            httpContext.Response.Headers.Location = location;
        return Answers.Write(httpContext, StatusCodes.Status201Created, value);
    }
}

/// <summary>A 202: a job does it; where to look for it, and after how long.</summary>
public sealed class AcceptedReply<T>(string location, T value) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public int? StatusCode => StatusCodes.Status202Accepted;

    public T Value => value;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!httpContext.RequestServices.GetRequiredService<Call>().ValidateOnly)
            (httpContext.Response.Headers.Location, httpContext.Response.Headers.RetryAfter) = (location, "1");
        return Answers.Write(httpContext, StatusCodes.Status202Accepted, value);
    }
}

/// <summary>A 204: done, and nothing to show.</summary>
public sealed class EmptyReply : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status204NoContent;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));

    public Task ExecuteAsync(HttpContext httpContext) => Answers.Write<object?>(httpContext, StatusCodes.Status204NoContent, null);
}

/// <summary>What a write with <c>validateOnly=true</c> answers when nothing stands against it.</summary>
public sealed record ValidationOutcome
{
    /// <summary>Always true; whatever is wrong is answered as the problem it would be.</summary>
    public required bool Valid { get; init; }

    internal static ValidationOutcome Example => new() { Valid = true };
}

/// <summary>Short names for the answers of endpoints.</summary>
public static class Answers
{
    public static Reply<T> Ok<T>(T value) => new(value);

    /// <summary>For reference data, which changes with a release.</summary>
    public static Reply<T> Lasting<T>(T value, string tag, TimeSpan @for) => new(value, new Lasting(tag, @for));

    /// <summary>For what everybody may read: any cache may keep it, and asks each time whether it still stands.</summary>
    public static Reply<T> Public<T>(T value, string tag) => new(value, new Lasting(tag, For: null));

    public static CreatedReply<T> Created<T>(string location, T value) => new(location, value);

    public static AcceptedReply<T> Accepted<T>(string location, T value) => new(location, value);

    public static EmptyReply Done() => new();

    /// <summary>The strong tag of a version as this caller would see it.</summary>
    public static string Tag(HttpContext http, Call call, string version)
    {
        var profile = $"{(call.Purpose is null ? 'm' : 'c')}{(call.Caller.May(Scopes.ProtectedRead) ? 'p' : 'n')}"
            + $"|{http.Request.Query["fields"]}|{System.Globalization.CultureInfo.CurrentUICulture.Name}|{Encoding(http)}";
        return $"\"{version}.{Hash(profile):x8}\"";
    }

    internal static async Task Write<T>(HttpContext http, int status, T value, Lasting? lasting = null)
    {
        var call = http.RequestServices.GetRequiredService<Call>();
        var response = http.Response;
        if (call.Replayed)
            response.Headers["Idempotent-Replayed"] = "true";
        if (call.ValidateOnly)
        {
            await Send(http, StatusCodes.Status200OK, new ValidationOutcome { Valid = true });
            return;
        }

        if (status == StatusCodes.Status204NoContent)
        {
            response.StatusCode = status;
            return;
        }

        response.Headers.CacheControl = lasting is { For: null } ? "public, no-cache" : lasting is { For: { } time } ? $"private, max-age={time.TotalSeconds:0}" : call.Purpose is null && HttpMethods.IsGet(http.Request.Method) ? "private, no-cache" : "no-store";
        if ((lasting?.Tag ?? (value as IVersioned)?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) is { } named)
        {
            var tag = Tag(http, call, named);
            response.Headers.ETag = tag;
            if (HttpMethods.IsGet(http.Request.Method) && Matches(http.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                http.RequestServices.GetRequiredService<RateLimits>().GiveBack(http, call.Caller);
                return;
            }
        }

        var fields = Fields.Asked<T>(http);
        if (fields is null)
            await Send(http, status, value);
        else
            await Send(http, status, Fields.Prune(JsonSerializer.SerializeToNode(value, Json.Web)!, fields));
    }

    /// <summary>Whether the caller already holds what <paramref name="tag"/> names.</summary>
    public static bool Matches(HttpRequest request, string tag)
    {
        foreach (var header in request.Headers.IfNoneMatch)
            foreach (var known in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
                if (known == tag || known == "*")
                    return true;
        return false;
    }

    private static async Task Send<T>(HttpContext http, int status, T value)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.BodyWriter, value, Json.Web, http.RequestAborted);
    }

    /// <summary>The compression that the response will get, since a tag is of one representation.</summary>
    private static string Encoding(HttpContext http)
    {
        var best = http.Request.GetTypedHeaders().AcceptEncoding.Where(encoding => encoding.Quality is not 0)
            .Select(encoding => (Quality: encoding.Quality ?? 1, Name: encoding.Value.Value?.ToLowerInvariant()))
            .Where(encoding => encoding.Name is "br" or "gzip" or "*" or "identity")
            .OrderByDescending(encoding => encoding.Quality).ThenBy(encoding => encoding.Name is "br" or "*" ? 0 : encoding.Name is "gzip" ? 1 : 2)
            .Select(encoding => encoding.Name).FirstOrDefault();
        return best switch { "br" or "*" => "br", "gzip" => "gzip", _ => "" };
    }

    private static uint Hash(string text)
    {
        // FNV-1a: stable between hosts and releases, unlike string.GetHashCode.
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
