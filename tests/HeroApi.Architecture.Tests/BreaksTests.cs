using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>
/// Inside /v1 changes only add. docs/openapi.released.json is what was promised: the document of the last release, without
/// its texts. <c>build/approve --release</c> makes it anew, and nothing else does.
/// </summary>
public sealed class BreaksTests
{
    private const string Released = "docs/openapi.released.json";

    [Fact]
    public void Nothing_that_was_released_is_taken_away()
    {
        if (Environment.GetEnvironmentVariable("HEROAPI_RELEASE") == "1")
            File.WriteAllText(Path.Combine(Solution.Root, Released), Promises(Approved) + "\n");

        var released = Read(Released);

        released["paths"]!.AsObject().Count.ShouldBeGreaterThan(30);
        Breaks.Between(released, Approved).ShouldBeEmpty("clients of the release would break; add beside it what is new, or release a /v2");
    }

    [Fact]
    public void Every_kind_of_break_is_caught()
    {
        const string lead = "/api/v1/leads", one = "/api/v1/leads/{id}";
        (string Means, Action<JsonNode> Change)[] breaks =
        [
            ("is gone", document => document["paths"]!.AsObject().Remove(one)),
            ("is called", document => document["paths"]![lead]!["post"]!["operationId"] = "TakeInLead"),
            ("needs", document => document["paths"]![lead]!["post"]!["security"]![0]!["bearer"]![0] = "admin"),
            ("the parameter query state is gone", document => Remove(document["paths"]![lead]!["get"]!["parameters"]!, "state")),
            ("is now required", document => document["components"]!["parameters"]!["Limit"]!["required"] = true),
            ("narrower maximum", document => document["components"]!["parameters"]!["Limit"]!["schema"]!["maximum"] = 100),
            ("no longer takes every code", document => document["components"]!["parameters"]!["Count"]!["schema"]!["enum"]!.AsArray().RemoveAt(0)),
            ("/summary is no longer taken", document => Properties(document, "LeadBody").Remove("summary")),
            ("/protection is now required", document => document["components"]!["schemas"]!["LeadBody"]!["required"]!.AsArray().Add("protection")),
            ("narrower maxLength", document => Properties(document, "LeadBody")["summary"]!["maxLength"] = 3999),
            ("narrower minLength", document => Properties(document, "LeadBody")["summary"]!["minLength"] = 2),
            ("no longer takes null", document => Properties(document, "LeadBody")["protection"]!["type"] = "string"),
            ("no longer takes every code", document => Properties(document, "LeadBody")["channel"]!["enum"]!.AsArray().RemoveAt(0)),
            ("has another pattern", document => Properties(document, "PlaceBody")["regionCode"]!["pattern"] = "^[0-9]{6}$"),
            ("has another format", document => Properties(document, "LeadBody")["summary"]!["format"] = "uuid"),
            ("a body of application/merge-patch+json is no longer taken", document => document["paths"]![one]!["patch"]!["requestBody"]!["content"]!.AsObject().Remove("application/merge-patch+json")),
            (" 410 is gone", document => document["paths"]![one]!["get"]!["responses"]!.AsObject().Remove("410")),
            ("the code record.version_stale is gone", document =>
                document["paths"]![one]!["put"]!["responses"]!["412"]!["content"]!["application/problem+json"]!["examples"]!.AsObject().Remove("record.version_stale")),
            ("the header ETag is gone", document => document["paths"]![one]!["get"]!["responses"]!["200"]!["headers"]!.AsObject().Remove("ETag")),
            ("/state is gone", document => Properties(document, "LeadView").Remove("state")),
            ("may now be absent", document => document["components"]!["schemas"]!["LeadView"]!["required"]!.AsArray().RemoveAt(0)),
            ("may now be null", document => Properties(document, "LeadView")["state"]!["type"] = new JsonArray("null", "string")),
            ("may now be string", document => Properties(document, "LeadView")["version"]!["type"] = "string"),
            ("has another format", document => Properties(document, "LeadView")["id"]!["format"] = "uri")
        ];

        foreach (var (means, change) in breaks)
            Breaks.Between(Approved, Changed(change)).ShouldContain(found => found.Contains(means, StringComparison.Ordinal), means);
    }

    [Fact]
    public void What_only_adds_is_no_break()
    {
        Action<JsonNode>[] additions =
        [
            document => document["paths"]!["/api/v1/new"] = document["paths"]!["/api/v1/leads"]!.DeepClone(),
            document => Properties(document, "LeadView")["news"] = new JsonObject { ["type"] = "string" },
            document => Properties(document, "LeadBody")["news"] = new JsonObject { ["type"] = "string" },
            document => Properties(document, "LeadBody")["channel"]!["enum"]!.AsArray().Add("smoke_signal"),
            document => Properties(document, "LeadBody")["summary"]!["maxLength"] = 4001,
            document => document["components"]!["parameters"]!["Limit"]!["schema"]!["maximum"] = 1000,
            document => document["paths"]!["/api/v1/leads"]!["post"]!["responses"]!["418"] = document["paths"]!["/api/v1/leads"]!["post"]!["responses"]!["409"]!.DeepClone(),
            document => document["paths"]!["/api/v1/leads"]!["post"]!["summary"] = "Other words"
        ];

        foreach (var addition in additions)
            Breaks.Between(Approved, Changed(addition)).ShouldBeEmpty();
        Breaks.Between(JsonNode.Parse(Promises(Approved))!, Approved).ShouldBeEmpty();
    }

    private static JsonNode Approved => Read("docs/openapi.v1.json");

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Solution.Root, file)))!;

    private static JsonNode Changed(Action<JsonNode> change)
    {
        var copy = Approved;
        change(copy);
        return copy;
    }

    private static JsonObject Properties(JsonNode document, string schema) => document["components"]!["schemas"]![schema]!["properties"]!.AsObject();

    private static void Remove(JsonNode parameters, string name) =>
        parameters.AsArray().Remove(parameters.AsArray().Single(parameter => parameter!["name"]?.GetValue<string>() == name));

    /// <summary>A document without what nobody's program depends on; a line for each path and schema, so that its diff can be read.</summary>
    private static string Promises(JsonNode document)
    {
        var bare = new JsonObject { ["paths"] = Bare(document["paths"]!), ["components"] = new JsonObject() };
        foreach (var (kind, parts) in document["components"]!.AsObject().Where(entry => entry.Key is "schemas" or "parameters"))
            bare["components"]![kind] = Bare(parts!);
        return "{\"paths\":{\n" + Lines(bare["paths"]!) + "\n},\"components\":{" + string.Join("},", bare["components"]!.AsObject().Select(kind => $"\"{kind.Key}\":{{\n{Lines(kind.Value!)}\n")) + "}}}";
    }

    private static string Lines(JsonNode record) => string.Join(",\n", record.AsObject().Select(member => $"\"{member.Key}\":{member.Value!.ToJsonString(Plain)}"));

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode? Bare(JsonNode? node, string within = "") => node switch
    {
        JsonObject record => new JsonObject(record.Where(member => within == "properties" || member.Key is not ("description" or "summary" or "tags" or "example"))
            .Select(member => KeyValuePair.Create(member.Key, within is "headers" or "examples" ? new JsonObject() : Bare(member.Value, within == "properties" ? "" : member.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Bare(item))]),
        _ => node?.DeepClone()
    };
}
