using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HeroApi.Kernel.Http;

/// <summary>
/// Lets clients that cannot send PATCH, PUT or DELETE say so in a POST, and answers HEAD wherever there is a GET (the server
/// itself leaves the body out); runs before routing.
/// </summary>
public sealed class MethodOverride(RequestDelegate next)
{
    private static readonly string[] Allowed = ["PATCH", "PUT", "DELETE"];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue("X-HTTP-Method-Override", out var asked))
        {
            var method = asked.ToString().ToUpperInvariant();
            if (!HttpMethods.IsPost(http.Request.Method) || !Allowed.Contains(method))
                throw Invalid.At("/headers/X-HTTP-Method-Override", Problems.HeaderInvalid, new { allowed = Allowed });
            http.Request.Method = method;
        }
        else if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
        }

        return next(http);
    }
}

/// <summary>Chooses zh-CN or en for everything the answer says; zh-CN unless English is preferred.</summary>
public sealed class Language(RequestDelegate next)
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public Task InvokeAsync(HttpContext http)
    {
        var accepted = http.Request.GetTypedHeaders().AcceptLanguage;
        var preferred = accepted.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value ?? "")
            .FirstOrDefault(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        var culture = preferred?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? English : Chinese;
        (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (culture, CultureInfo.InvariantCulture);
        Mark(http);
        return next(http);
    }

    /// <summary>Called again where an answer begins anew, as after a timeout, which clears its headers.</summary>
    internal static void Mark(HttpContext http)
    {
        http.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        http.Response.Headers.Vary = "Authorization, Accept, Accept-Language, Accept-Encoding, X-Purpose";
    }
}

/// <summary>Runs after routing: who calls, may they, how often, and does the request say only what the endpoint knows.</summary>
public sealed partial class Gate(RequestDelegate next, ICredentials credentials, RateLimits limits)
{
    private const int LongestNote = 500;
    private static readonly ConcurrentDictionary<Endpoint, Dictionary<string, Type>> Parameters = new();

    public async Task InvokeAsync(HttpContext http, Call call)
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            await next(http);
            return;
        }

        CheckText(http.Request);
        call.TraceId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        if (operation.Scope is { } scope)
        {
            call.Caller = await SignIn(http);
            limits.Take(http, call.Caller);
            if (scope.Length > 0)
                call.Caller.Need(scope);
        }
        else if (operation.PerAddress)
        {
            limits.Take(http);
        }

        CheckQuery(http.Request, endpoint);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && IsForeign(http.Request))
            throw new Refusal(Problems.MediaType);
        ReadHeaders(http.Request, endpoint, operation, call);
        call.InBatch = http.Features.Get<Inside>() is not null;
        if (call.InBatch && endpoint.Metadata.GetMetadata<Alone>() is not null)
            throw new Refusal(Problems.NotInBatch);
        await next(http);
    }

    private async ValueTask<Caller> SignIn(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var bearer = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
        return bearer.Length is > 0 and <= 8192 && await credentials.Find(bearer, http.RequestAborted) is { } caller
            ? caller
            : throw new Refusal(Problems.Unauthenticated);
    }

    private static void ReadHeaders(HttpRequest request, Endpoint endpoint, Operation operation, Call call)
    {
        (call.Method, call.Path) = (request.Method, request.Path + request.QueryString);
        call.Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        var changes = !reads && !operation.Safe;
        // What a reading writes by the way, such as a count of wrong guesses, must not be turned off by its caller.
        call.ValidateOnly = changes && request.Query["validateOnly"] == "true";
        if (request.Headers.TryGetValue("X-Action-Note", out var note))
            call.Note = note.ToString() is { Length: <= LongestNote } text ? text : throw Bad("X-Action-Note");
        // A command always answers masked: its answer is stored for replays, and a replay must not be a second reading.
        if (reads && request.Headers.TryGetValue("X-Purpose", out var purpose))
            call.Purpose = Code().IsMatch(purpose.ToString()) ? purpose.ToString() : throw Bad("X-Purpose");

        if (operation.Repeatable)
            return;
        if (request.Headers.TryGetValue("Idempotency-Key", out var key) && changes)
            call.ReplayBy(ReplayRule.Key, Key().IsMatch(key.ToString()) ? key.ToString() : throw Bad("Idempotency-Key"));
        else if (HttpMethods.IsPost(request.Method) && changes && operation.Scope is not null && !call.ValidateOnly)
            throw new Refusal(Problems.IdempotencyKeyMissing);
    }

    /// <summary>A misspelt filter must not answer as if it had been applied, and what is no number or date is told by name: the code that binds it says only that something was wrong.</summary>
    private static void CheckQuery(HttpRequest request, Endpoint endpoint)
    {
        if (request.Query.Count == 0)
            return;

        var known = Parameters.GetOrAdd(endpoint, Known);
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var type))
                throw new Invalid(new InputError($"/query/{name}", Problems.ParameterUnknown.Code, Problems.ParameterUnknown.Text(), new { known = known.Keys }));
            if (values.Count > 1)
                throw Invalid.At($"/query/{name}", Problems.ParameterRepeated);
            if (values.ToString() is { Length: > 0 } text && !Reads(type, text))
                throw Invalid.At($"/query/{name}", Problems.ParameterInvalid);
        }

        if (request.Query.TryGetValue("validateOnly", out var only) && only.ToString() is not ("true" or "false"))
            throw Invalid.At("/query/validateOnly", Problems.ParameterInvalid);
    }

    /// <summary>The query parameters an endpoint takes: what its method binds, what its list allows, and the general ones.</summary>
    /// <returns>Of each what its text is bound to; a list reads its filters itself.</returns>
    internal static Dictionary<string, Type> Known(Endpoint endpoint)
    {
        var known = new Dictionary<string, Type>(StringComparer.Ordinal);
        if (endpoint.Metadata.GetMetadata<Listing>() is { } listing)
        {
            foreach (var name in ListQuery.Common.Concat(listing.Filters.Select(filter => filter.Name)).Concat(listing.ByOrganisation ? ListQuery.OrganisationParameters : []))
                known[name] = typeof(string);
        }

        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        if (endpoint.Metadata.GetMetadata<Alone>() is null || !methods.Any(HttpMethods.IsGet))
            known[methods.Any(HttpMethods.IsGet) ? "fields" : "validateOnly"] = typeof(string);

        var route = ((RouteEndpoint)endpoint).RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        {
            var named = parameter.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>()?.Name ?? parameter.Name!;
            if (!route.Contains(named) && IsSimple(parameter.ParameterType))
                known[named] = Bare(parameter.ParameterType);
        }

        return known;
    }

    /// <summary>As the routes read it.</summary>
    private static bool Reads(Type type, string text) =>
        type == typeof(Guid) ? Guid.TryParse(text, out _)
        : type == typeof(DateOnly) ? DateOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _)
        : type == typeof(DateTimeOffset) ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _)
        : type == typeof(int) ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : type == typeof(long) ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : type != typeof(bool) || bool.TryParse(text, out _);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsSimple(Type type)
    {
        type = Bare(type);
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly) || type == typeof(DateTimeOffset);
    }

    /// <summary>NUL and broken UTF-8 in the address would reach the database, or be read differently there.</summary>
    private static void CheckText(HttpRequest request)
    {
        if (request.Path.Value!.Contains('\0', StringComparison.Ordinal) || request.Path.Value.Contains('\uFFFD', StringComparison.Ordinal))
            throw new Refusal(Problems.NulCharacter);
        foreach (var (name, values) in request.Query)
            if (name.Contains('\0', StringComparison.Ordinal) || values.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
                throw Invalid.At("/query", Problems.NulCharacter);
            else if (values.Any(value => value?.Contains('\uFFFD', StringComparison.Ordinal) == true))
                throw Invalid.At($"/query/{name}", Problems.BadText);
    }

    /// <summary>Compression that is understood has been taken off by now; anything left, or text that is not UTF-8, would be read as if it were not.</summary>
    private static bool IsForeign(HttpRequest request) =>
        (request.Headers.ContentEncoding.ToString() is { Length: > 0 } left && !left.Equals("identity", StringComparison.OrdinalIgnoreCase))
        || (request.GetTypedHeaders().ContentType?.Charset is { Length: > 0 } charset && !charset.ToString().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Invalid Bad(string header) => Invalid.At($"/headers/{header}", Problems.HeaderInvalid);

    [GeneratedRegex(@"^[\x21-\x7e]{1,128}$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{1,63}$")]
    private static partial Regex Code();
}
