using System.Text.Json.Nodes;
using HeroApi.TestKit;

namespace HeroApi.Tests.Contract;

/// <summary>The document of a running host, read the way a client generator reads it.</summary>
internal sealed class ApiDocument
{
    private readonly JsonObject whole;

    internal ApiDocument(JsonObject whole)
    {
        this.whole = whole;
        Operations =
        [
            .. whole["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(member => member.Key != "parameters")
                .Select(member => new ApiOperation(this, path.Key, member.Key.ToUpperInvariant(), member.Value!.AsObject())))
        ];
    }

    internal IReadOnlyList<ApiOperation> Operations { get; }

    internal JsonObject Problem => Follow(new JsonObject { ["$ref"] = "#/components/schemas/ProblemDocument" });

    /// <summary>By the codes of the problems that the operations name.</summary>
    internal IReadOnlyDictionary<string, JsonNode> ProblemExamples =>
        whole["components"]!["examples"]!.AsObject().ToDictionary(example => example.Key, example => example.Value!["value"]!);

    internal static async Task<ApiDocument> Of(Api api) => new(JsonNode.Parse((await api.Nobody.Get("/openapi/v1.json")).Body)!.AsObject());

    /// <summary>What a reference leads to, or the node itself.</summary>
    internal JsonObject Follow(JsonNode node) => node["$ref"] is { } reference
        ? reference.GetValue<string>().TrimStart('#', '/').Split('/').Aggregate((JsonNode)whole, (at, name) => at[name]!).AsObject()
        : node.AsObject();

    /// <summary>Where a value and its schema part; nothing when it fits.</summary>
    internal IEnumerable<string> Misfits(JsonNode? schema, JsonNode? value) => new SchemaWalk(this).Misfits(schema, value, "");
}

/// <summary>A parameter of an operation.</summary>
internal sealed record ApiParameter(string Name, string In, bool Required, JsonObject Schema, JsonNode? Example);

/// <summary>One operation of the document.</summary>
internal sealed class ApiOperation(ApiDocument document, string path, string method, JsonObject says)
{
    internal string Id => says["operationId"]!.GetValue<string>();

    internal string Path => path;

    internal string Method => method;

    internal string Tag => says["tags"]![0]!.GetValue<string>();

    /// <summary>Null when anybody may call; empty when any credential will do.</summary>
    internal string? Scope => says["security"]!.AsArray() is { Count: > 0 } security
        ? security[0]!["bearer"]!.AsArray().Select(scope => scope!.GetValue<string>()).FirstOrDefault() ?? ""
        : null;

    internal IReadOnlyList<ApiParameter> Parameters =>
    [
        .. (says["parameters"]?.AsArray() ?? []).Select(parameter => document.Follow(parameter!)).Select(parameter => new ApiParameter(
            parameter["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>(), parameter["required"]?.GetValue<bool>() == true,
            document.Follow(parameter["schema"]!), parameter["example"]))
    ];

    /// <summary>The media types of the body; none when it takes none.</summary>
    internal IReadOnlyList<string> Takes => [.. says["requestBody"]?["content"]?.AsObject().Select(media => media.Key) ?? []];

    internal bool TakesJson => Takes.Count > 0 && Takes[0].EndsWith("json", StringComparison.Ordinal);

    internal JsonNode? BodySchema => Body?["schema"];

    internal JsonNode? BodyExample => Body?["example"];

    internal bool Changes => Parameters.Any(parameter => parameter.Name == "validateOnly");

    internal IEnumerable<string> Statuses => says["responses"]!.AsObject().Select(response => response.Key);

    internal JsonObject? Response(string status) => says["responses"]![status] is { } response ? document.Follow(response) : null;

    /// <summary>The codes of the problems that a status may carry.</summary>
    internal IReadOnlyCollection<string> Codes(string status) =>
        [.. Response(status)?["content"]?["application/problem+json"]?["examples"]?.AsObject().Select(example => example.Key) ?? []];

    internal JsonObject Follow(JsonNode node) => document.Follow(node);

    private JsonNode? Body => says["requestBody"]?["content"]?.AsObject().Select(media => media.Value).FirstOrDefault();

    public override string ToString() => $"{Id} ({method} {path})";
}
