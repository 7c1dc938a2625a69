using System.Text.Json;

namespace HeroApi.Exchange.Batches;

/// <summary>One request of a batch, run as if it had been sent by itself.</summary>
internal sealed record SubRequest
{
    /// <summary>What the caller calls it within the batch: 1 to 32 letters, digits, _ or -.</summary>
    public required string Id { get; init; }

    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, beginning with /api/v1/; it may hold references.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Idempotency-Key, If-Match, If-None-Match, Accept-Language, X-Action-Note and X-Purpose; the last two and the
    /// language are those of the batch unless given.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body; a string in it that is a reference as a whole becomes the value referred to.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Ids of the requests that must have succeeded before; only their answers can be referred to, as {{id.member}}.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    internal static SubRequest Example => new()
    {
        Id = "reported",
        Method = "GET",
        Path = "/api/v1/leads?state=reported&limit=5"
    };
}

/// <summary>What became of one request of a batch.</summary>
internal sealed record SubAnswer
{
    public required string Id { get; init; }

    /// <summary>The HTTP status it would have had by itself.</summary>
    public required int Status { get; init; }

    /// <summary>Its headers: ETag, Location, Idempotent-Replayed, Retry-After, RateLimit and so on.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Its answer, or the problem; absent where there is none.</summary>
    public JsonElement? Body { get; init; }

    internal bool Succeeded => Status is >= 200 and < 300;

    internal static SubAnswer Example => new()
    {
        Id = SubRequest.Example.Id,
        Status = StatusCodes.Status200OK,
        Headers = new Dictionary<string, string> { ["Content-Language"] = "zh-CN" },
        Body = JsonSerializer.SerializeToElement(new { items = Array.Empty<object>() }, Json.Web)
    };
}
