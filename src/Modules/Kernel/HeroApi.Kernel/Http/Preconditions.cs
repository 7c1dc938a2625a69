using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

/// <summary>The version a change is meant for, from <c>If-Match</c>; without the header the answer is 428.</summary>
public readonly record struct IfMatch(long Version)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext http) => Read(http) is { } match
        ? ValueTask.FromResult(match)
        : throw new Refusal(Problems.PreconditionRequired);

    internal static IfMatch? Read(HttpContext http)
    {
        var text = http.Request.Headers.IfMatch.ToString();
        if (text.Length == 0)
            return null;

        // A tag reads "7.<profile>"; what a caller was shown of the record does not matter for changing it.
        var number = text.Trim().Trim('"').Split('.')[0];
        return text.StartsWith('"') && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new IfMatch(version)
            : throw Invalid.At("/headers/If-Match", Problems.HeaderInvalid);
    }
}

/// <summary>Either <c>If-None-Match: *</c> (create) or <c>If-Match</c> (replace); with neither the answer is 428.</summary>
public readonly record struct CreateOrReplace(long? Version)
{
    public bool Creates => Version is null;

    public static ValueTask<CreateOrReplace> BindAsync(HttpContext http)
    {
        if (http.Request.Headers.IfNoneMatch.ToString().Trim() == "*")
            return ValueTask.FromResult(new CreateOrReplace(null));

        return IfMatch.Read(http) is { } match
            ? ValueTask.FromResult(new CreateOrReplace(match.Version))
            : throw new Refusal(Problems.PreconditionRequired);
    }
}

/// <summary>Refusals of a change that met another version.</summary>
public static class Stale
{
    /// <summary>412 with the version that stands, so that a caller can fetch and merge.</summary>
    public static Refusal At(long version) => new(Problems.VersionStale) { Current = new { version } };
}
