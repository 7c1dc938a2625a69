using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace HeroApi.TestKit;

/// <summary>An answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseMessage Response, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The problem's code; null when the answer is none.</summary>
    public string? Code => Response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? Text("code") : null;

    /// <summary>A new record's body as everybody else sees it: without the receipt that only its creator is given.</summary>
    public string Shown
    {
        get
        {
            var body = JsonNode.Parse(Body)!.AsObject();
            body.Remove("receipt");
            return body.ToJsonString(Kernel.Http.Json.Web);
        }
    }

    public Guid Id => Json.GetProperty("id").GetGuid();

    public long Version => Json.GetProperty("version").GetInt64();

    public string? ETag => Response.Headers.ETag?.Tag;

    public bool Replayed => Header("Idempotent-Replayed") == "true";

    /// <summary>The pointers and codes of everything wrong with the input.</summary>
    public IReadOnlyList<(string Pointer, string Code)> Errors => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(error => (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString()!))]
        : [];

    /// <summary>A member of the body, with dots for the ones inside; null when it is absent.</summary>
    public string? Text(string path)
    {
        var at = Json;
        foreach (var name in path.Split('.'))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
    }

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
        ? string.Join(", ", values)
        : null;

    /// <summary>Insists on a status, and shows the body when it is another.</summary>
    public Answer Must(HttpStatusCode expected)
    {
        Status.ShouldBe(expected, Body);
        return this;
    }

    /// <summary>Insists on a refusal by status and code.</summary>
    public Answer MustRefuse(HttpStatusCode expected, string code)
    {
        Status.ShouldBe(expected, Body);
        Code.ShouldBe(code, Body);
        return this;
    }
}
