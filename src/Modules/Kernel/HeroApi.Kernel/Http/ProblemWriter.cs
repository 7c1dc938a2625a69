using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Http;

/// <summary>An error answer (RFC 9457), as <c>application/problem+json</c>.</summary>
public sealed record ProblemDocument
{
    /// <summary>Where the code is explained.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }
    public required int Status { get; init; }

    /// <summary>The stable, dotted code to act on.</summary>
    public required string Code { get; init; }

    /// <summary>The path that was asked.</summary>
    public string? Instance { get; init; }

    /// <summary>Whether the same request may succeed later.</summary>
    public required bool Retryable { get; init; }

    public required string TraceId { get; init; }

    /// <summary>Facts about the refusal.</summary>
    public object? Params { get; init; }

    /// <summary>Everything found wrong with the input.</summary>
    public IReadOnlyList<InputError>? Errors { get; init; }

    /// <summary>With 409 and 412: where the record stands now.</summary>
    public object? Current { get; init; }

    /// <summary>With 409: what the present state allows.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    /// <summary>The answer that a refusal becomes, in the language of the request.</summary>
    public static ProblemDocument Of(Refusal refusal, string? instance, string traceId) => new()
    {
        Type = ProblemWriter.TypeBase + refusal.Problem.Code,
        Title = refusal.Problem.Text(),
        Status = refusal.Problem.Status,
        Code = refusal.Problem.Code,
        Instance = instance,
        Retryable = refusal.Problem.Retryable,
        TraceId = traceId,
        Params = refusal.Params,
        Errors = refusal.Errors.Count == 0 ? null : refusal.Errors,
        Current = refusal.Current,
        AllowedActions = refusal.AllowedActions
    };

    internal static ProblemDocument Example => new()
    {
        Type = $"{ProblemWriter.TypeBase}request.invalid",
        Title = Problems.Invalid.Zh,
        Status = 400,
        Code = "request.invalid",
        Instance = "/api/v1/leads",
        Retryable = false,
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Errors = [new InputError("/summary", "value.required", "此项必填")]
    };
}

/// <summary>The one place where what went wrong becomes an answer.</summary>
public sealed class ProblemWriter(RequestDelegate next, IEngine engine, ILogger<ProblemWriter> log)
{
    /// <summary>The host's own page, so that a problem's type resolves wherever the host runs (RFC 9457 allows relative references).</summary>
    public const string TypeBase = "/problems#";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await Write(http, exception);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await Write(http, Bare(http.Response.StatusCode));
    }

    private async Task Write(HttpContext http, Exception exception)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested && !TimedOut(http))
            return;

        var refusal = Translate(http, exception);
        if (refusal.Problem.Status >= 500 && exception is not Refusal { Problem.Retryable: true })
            log.LogError("{Code} on {Operation}: {Kind} at {Where}", refusal.Problem.Code, http.GetEndpoint()?.DisplayName, exception.GetType().FullName, WhereFrom(exception));
        else
            log.LogInformation("{Code} on {Operation}", refusal.Problem.Code, http.GetEndpoint()?.DisplayName);
        await Write(http, refusal);
    }

    private static async Task Write(HttpContext http, Refusal refusal)
    {
        var problem = refusal.Problem;
        var response = http.Response;
        response.Headers.Remove("ETag");
        response.Headers.Remove("Location");
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        Language.Mark(http);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = http.Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        else if (problem.Status is 503)
            response.Headers.RetryAfter = "1";

        var document = ProblemDocument.Of(refusal, http.Request.Path, Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
        await JsonSerializer.SerializeAsync(response.BodyWriter, document, Json.Web, http.RequestAborted);
    }

    private Refusal Translate(HttpContext http, Exception exception) => exception switch
    {
        Refusal refusal => refusal,
        BadHttpRequestException { InnerException: JsonException json } => BadJson(json),
        JsonException json => BadJson(json),
        BadHttpRequestException bad => Bare(bad.StatusCode),
        // What claims to be compressed and is not.
        InvalidDataException => new Refusal(Problems.Malformed),
        OperationCanceledException when TimedOut(http) => new Refusal(Problems.Timeout),
        _ => engine.Translate(exception) ?? new Refusal(Problems.Unexpected)
    };

    private static Refusal BadJson(JsonException json)
    {
        // The library tells its cases apart only by text; the path is the reliable part, and no value is repeated.
        var problem = json.Message switch
        {
            var text when text.StartsWith(Problems.NulCharacter.Code, StringComparison.Ordinal) => Problems.NulCharacter,
            var text when text.StartsWith(Problems.BadText.Code, StringComparison.Ordinal) => Problems.BadText,
            var text when text.StartsWith(ValueProblems.TooEarly.Code, StringComparison.Ordinal) => ValueProblems.TooEarly,
            var text when text.StartsWith(Problems.OffsetMissing.Code, StringComparison.Ordinal) => Problems.OffsetMissing,
            var text when text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => Problems.MemberUnknown,
            var text when text.Contains("Duplicate property", StringComparison.OrdinalIgnoreCase) => Problems.MemberDuplicate,
            var text when text.Contains("maximum configured depth", StringComparison.Ordinal) || text.Contains("CurrentDepth", StringComparison.Ordinal) => Problems.JsonDepth,
            var text when text.Contains("UTF-16", StringComparison.Ordinal) || text.Contains("surrogate", StringComparison.OrdinalIgnoreCase) => Problems.BadText,
            var text when text.Contains("missing required properties", StringComparison.Ordinal) => ValueProblems.Required,
            _ => Problems.JsonType
        };
        var pointer = JsonPointer.FromPath(json.Path);
        return problem == ValueProblems.Required
            ? new Invalid([.. Missing(json.Message).Select(name => new InputError($"{pointer}/{name}", problem.Code, problem.Text()))])
            : new Invalid(new InputError(pointer, problem.Code, problem.Text()));
    }

    /// <summary>The names in "… was missing required properties including: 'a', 'b'."</summary>
    private static IEnumerable<string> Missing(string message) => message.Split('\'').Where((_, index) => index % 2 == 1).Skip(1).Where(name => !name.Contains('.', StringComparison.Ordinal));

    private static Refusal Bare(int status) => new(status switch
    {
        401 => Problems.Unauthenticated,
        403 => Problems.Forbidden,
        404 => Problems.RouteNotFound,
        405 => Problems.MethodNotAllowed,
        406 => Problems.NotAcceptable,
        413 => Problems.TooLarge,
        415 => Problems.MediaType,
        416 => Problems.RangeNotSatisfiable,
        431 => Problems.HeadersTooLarge,
        503 => Problems.Timeout,
        >= 500 => Problems.Unexpected,
        _ => Problems.Malformed
    });

    private static bool TimedOut(HttpContext http) => http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;

    /// <summary>Method names only: an exception's message may hold a parameter's value.</summary>
    private static string WhereFrom(Exception exception) => string.Join(" < ", new StackTrace(exception).GetFrames()
        .Select(frame => frame.GetMethod()).Where(method => method?.DeclaringType?.FullName?.StartsWith("HeroApi", StringComparison.Ordinal) == true)
        .Take(5).Select(method => $"{method!.DeclaringType!.Name}.{method.Name}"));
}
