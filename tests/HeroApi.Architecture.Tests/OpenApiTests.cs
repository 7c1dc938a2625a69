using System.Text.Json.Nodes;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>The document that callers generate clients from.</summary>
public sealed class OpenApiTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_document_is_the_approved_one_on_both_engines(Engine engine) => Approved.Compare("docs/openapi.v1.json", await Document(engine) + "\n");

    [Fact]
    public async Task Every_operation_says_all_a_caller_needs()
    {
        var document = JsonNode.Parse(await Document(Engine.Sqlite))!;
        var operations = Operations(document).ToList();

        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        operations.Count.ShouldBeGreaterThanOrEqualTo(9);
        operations.SelectMany(operation => Missing(operation.Name, operation.Says, document)).ShouldBeEmpty();
        operations.GroupBy(operation => operation.Says["operationId"]!.GetValue<string>()).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_operation_leaves_out_is_caught()
    {
        var document = JsonNode.Parse(await Document(Engine.Sqlite))!;
        var operation = document["paths"]!["/api/v1/leads"]!["post"]!.AsObject();

        string[] members = ["operationId", "summary", "description", "tags", "security"];
        foreach (var member in members)
            Missing("lead", Without(operation, member), document).ShouldNotBeEmpty(member);
        Missing("lead", Changed(operation, copy => copy["responses"] = new JsonObject { ["400"] = new JsonObject() }), document).ShouldNotBeEmpty();
        Missing("lead", Changed(operation, copy => copy["responses"]!.AsObject().Remove("401")), document).ShouldNotBeEmpty();
        Missing("lead", Changed(operation, copy => copy["requestBody"]!["content"]!["application/json"]!.AsObject().Remove("example")), document).ShouldNotBeEmpty();
        Missing("lead", Changed(operation, copy => copy["responses"]!["201"]!["content"]!["application/json"]!.AsObject().Remove("example")), document).ShouldNotBeEmpty();
        Missing("lead", Changed(operation, copy => copy["responses"]!["400"]!["content"]!["application/problem+json"]!.AsObject().Remove("examples")), document).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_example_has_the_members_its_schema_requires_and_no_others()
    {
        var document = JsonNode.Parse(await Document(Engine.Sqlite))!;
        var bodies = Operations(document).SelectMany(operation => Bodies(operation.Says).Select(media => (operation.Name, Media: media)))
            .Where(body => body.Media["schema"] is not null && body.Media["example"] is not null).ToList();

        bodies.Count.ShouldBeGreaterThanOrEqualTo(10);
        bodies.SelectMany(body => Unfit(body.Media["schema"]!, body.Media["example"]!, document, body.Name)).ShouldBeEmpty();
        Unfit(document["components"]!["schemas"]!["LeadBody"]!, JsonNode.Parse("""{"channel":"media","sumary":"x"}""")!, document, "lead").Count().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_everything_kept_is_used()
    {
        var document = JsonNode.Parse(await Document(Engine.Sqlite))!;
        var references = References(document).ToHashSet();

        references.Count.ShouldBeGreaterThan(30);
        references.Where(reference => Resolve(document, reference) is null).ShouldBeEmpty();
        Resolve(document, "#/components/schemas/Nothing").ShouldBeNull();
    }

    private static async Task<string> Document(Engine engine)
    {
        await using var api = await Api.On(engine);
        return (await api.Nobody.Get("/openapi/v1.json")).Body;
    }

    private static IEnumerable<(string Name, JsonObject Says)> Operations(JsonNode document) => document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Where(member => Methods.Contains(member.Key)).Select(member => ($"{member.Key} {path.Key}", member.Value!.AsObject())));

    /// <summary>What an operation does not say, in words.</summary>
    private static IEnumerable<string> Missing(string name, JsonObject operation, JsonNode document)
    {
        string[] texts = ["operationId", "summary", "description"];
        foreach (var text in texts.Where(text => operation[text]?.GetValue<string>() is not { Length: > 3 }))
            yield return $"{name}: {text}";
        if (operation["tags"] is not JsonArray { Count: > 0 })
            yield return $"{name}: tags";

        var responses = operation["responses"]?.AsObject() ?? [];
        if (!responses.Any(response => response.Key[0] == '2'))
            yield return $"{name}: success";

        var open = operation["description"]?.GetValue<string>().Contains("Open to everybody", StringComparison.Ordinal) == true;
        string[] always = open ? ["400", "500", "503"] : ["400", "401", "429", "500", "503"];
        foreach (var status in always.Where(status => !responses.ContainsKey(status)))
            yield return $"{name}: {status}";
        if (!open && operation["security"] is not JsonArray { Count: > 0 })
            yield return $"{name}: security";

        foreach (var media in Bodies(operation).Where(media => media["example"] is null && media["examples"] is not JsonObject { Count: > 0 }))
            yield return $"{name}: example of {media["schema"]?.ToJsonString()}";
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            if ((parameter!["$ref"] is { } reference ? Resolve(document, reference.GetValue<string>()) : parameter) is var said
                && said!["in"]!.GetValue<string>() != "path" && said["description"]?.GetValue<string>() is not { Length: > 3 })
                yield return $"{name}: description of parameter {said["name"]}";
    }

    private static IEnumerable<JsonNode> Bodies(JsonObject operation) =>
        (operation["responses"]?.AsObject().Select(response => response.Value!) ?? []).Append(operation["requestBody"]).OfType<JsonObject>()
            .SelectMany(body => body["content"]?.AsObject().Select(media => media.Value!) ?? []);

    /// <summary>Where an example and its schema part.</summary>
    private static IEnumerable<string> Unfit(JsonNode schema, JsonNode example, JsonNode document, string at)
    {
        if (schema["$ref"] is { } reference)
            schema = Resolve(document, reference.GetValue<string>())!;

        if (example is JsonArray items && schema["items"] is { } item)
            return items.SelectMany(element => Unfit(item, element!, document, at + "[]"));
        if (example is not JsonObject record || schema["properties"] is not JsonObject members)
            return [];

        var absent = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(name => !record.ContainsKey(name)).Select(name => $"{at}: {name} is required");
        var unknown = record.Where(member => !members.ContainsKey(member.Key)).Select(member => $"{at}: {member.Key} is not in the schema");
        return absent.Concat(unknown).Concat(record.Where(member => members.ContainsKey(member.Key) && member.Value is not null)
            .SelectMany(member => Unfit(members[member.Key]!, member.Value!, document, $"{at}.{member.Key}")));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject record => record.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => []
    };

    private static JsonNode? Resolve(JsonNode document, string reference) => reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]);

    private static JsonObject Without(JsonObject operation, string member) => Changed(operation, copy => copy.Remove(member));

    private static JsonObject Changed(JsonObject operation, Action<JsonObject> change)
    {
        var copy = operation.DeepClone().AsObject();
        change(copy);
        return copy;
    }
}
