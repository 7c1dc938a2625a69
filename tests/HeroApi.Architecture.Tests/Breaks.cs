using System.Globalization;
using System.Text.Json.Nodes;

namespace HeroApi.Architecture.Tests;

/// <summary>
/// What a document takes away from those who wrote a client for another one: what they may send must still be taken, and
/// what they read must still come. What is merely added is no break, since clients tolerate members they do not know.
/// </summary>
internal sealed class Breaks(JsonNode released, JsonNode now)
{
    private static readonly string[] Limits = ["maxLength", "maxItems", "maximum", "minLength", "minItems", "minimum"];
    private readonly List<string> found = [];

    internal static IReadOnlyList<string> Between(JsonNode released, JsonNode now)
    {
        var breaks = new Breaks(released, now);
        foreach (var (path, item) in released["paths"]!.AsObject())
            foreach (var (method, operation) in item!.AsObject())
                breaks.Operation($"{method.ToUpperInvariant()} {path}", operation!, now["paths"]![path]?[method]);
        return breaks.found;
    }

    private void Operation(string at, JsonNode before, JsonNode? after)
    {
        if (after is null)
        {
            found.Add($"{at} is gone");
            return;
        }

        if (Text(before["operationId"]) != Text(after["operationId"]))
            found.Add($"{at} is called {after["operationId"]} instead of {before["operationId"]}");
        if (before["security"]?.ToJsonString() != after["security"]?.ToJsonString())
            found.Add($"{at} needs {after["security"]?.ToJsonString()} instead of {before["security"]?.ToJsonString()}");
        Parameters(at, before, after);
        Body(at, before["requestBody"], after["requestBody"]);
        foreach (var (status, response) in before["responses"]!.AsObject())
            Response($"{at} {status}", Follow(released, response)!, Follow(now, after["responses"]![status]));
    }

    private void Parameters(string at, JsonNode before, JsonNode after)
    {
        var (known, present) = (Named(released, before), Named(now, after));
        foreach (var (name, parameter) in known)
            if (!present.TryGetValue(name, out var same))
                found.Add($"{at}: the parameter {name} is gone");
            else
                Taken($"{at}: {name}", parameter["schema"], same["schema"]);
        foreach (var (name, parameter) in present.Where(entry => IsTrue(entry.Value["required"])))
            if (!known.TryGetValue(name, out var same) || !IsTrue(same["required"]))
                found.Add($"{at}: the parameter {name} is now required");
    }

    private void Body(string at, JsonNode? before, JsonNode? after)
    {
        if (IsTrue(after?["required"]) && !IsTrue(before?["required"]))
            found.Add($"{at}: a body is now required");
        foreach (var (media, form) in before?["content"]?.AsObject() ?? [])
            if (after?["content"]?[media] is { } same)
                Taken($"{at}: body", form!["schema"], same["schema"]);
            else
                found.Add($"{at}: a body of {media} is no longer taken");
    }

    private void Response(string at, JsonNode before, JsonNode? after)
    {
        if (after is null)
        {
            found.Add($"{at} is gone");
            return;
        }

        foreach (var (name, _) in before["headers"]?.AsObject() ?? [])
            if (after["headers"]?[name] is null)
                found.Add($"{at}: the header {name} is gone");
        foreach (var (media, form) in before["content"]?.AsObject() ?? [])
        {
            if (after["content"]?[media] is not { } same)
            {
                found.Add($"{at}: {media} is gone");
                continue;
            }

            foreach (var (code, _) in form!["examples"]?.AsObject() ?? [])
                if (same["examples"]?[code] is null)
                    found.Add($"{at}: the code {code} is gone");
            Given($"{at}: body", form["schema"], same["schema"]);
        }
    }

    /// <summary>What was taken must still be taken.</summary>
    private void Taken(string at, JsonNode? before, JsonNode? after)
    {
        if (Both(at, before, after) is not var (was, @is))
            return;

        if (Types(was).Except(Types(@is)).Any() && !(Types(was).Contains("integer") && Types(@is).Contains("number")))
            found.Add($"{at} no longer takes {string.Join(", ", Types(was).Except(Types(@is)))}");
        if (@is["enum"] is JsonArray codes && (was["enum"] is not JsonArray known || known.Any(code => !codes.Any(one => JsonNode.DeepEquals(one, code)))))
            found.Add($"{at} no longer takes every code");
        foreach (var name in (string[])["pattern", "format"])
            if (@is[name] is { } form && Text(form) != Text(was[name]))
                found.Add($"{at} has another {name}");
        foreach (var limit in Limits.Where(limit => @is[limit] is not null))
            if (was[limit] is not { } old || (limit.StartsWith("max", StringComparison.Ordinal) ? Number(@is[limit]!) < Number(old) : Number(@is[limit]!) > Number(old)))
                found.Add($"{at} has a narrower {limit}");
        foreach (var name in Required(@is).Except(Required(was)))
            found.Add($"{at}/{name} is now required");
        foreach (var (name, member) in was["properties"]?.AsObject() ?? [])
            if (@is["properties"]?[name] is { } same)
                Taken($"{at}/{name}", member, same);
            else
                found.Add($"{at}/{name} is no longer taken");
        if (was["items"] is { } items)
            Taken($"{at}/0", items, @is["items"]);
    }

    /// <summary>What was given must still be given, and be of the same kind.</summary>
    private void Given(string at, JsonNode? before, JsonNode? after)
    {
        if (Both(at, before, after) is not var (was, @is))
            return;

        if (Types(was).Length > 0 && (Types(@is).Length == 0 || Types(@is).Except(Types(was)).Any()))
            found.Add($"{at} may now be {string.Join(", ", Types(@is).Except(Types(was)).DefaultIfEmpty("anything"))}");
        if (was["format"] is { } format && Text(format) != Text(@is["format"]))
            found.Add($"{at} has another format");
        foreach (var (name, member) in was["properties"]?.AsObject() ?? [])
            if (@is["properties"]?[name] is { } same)
                Given($"{at}/{name}", member, same);
            else
                found.Add($"{at}/{name} is gone");
        foreach (var name in Required(was).Where(name => @is["properties"]?[name] is not null).Except(Required(@is)))
            found.Add($"{at}/{name} may now be absent");
        if (was["items"] is { } items)
            Given($"{at}/0", items, @is["items"]);
    }

    /// <summary>Both schemas behind their references; null where there is nothing to compare, or a record within itself.</summary>
    private (JsonNode Was, JsonNode Is)? Both(string at, JsonNode? before, JsonNode? after)
    {
        if (before is null || at.Count(letter => letter == '/') > 20)
            return null;
        if (after is not null)
            return (Follow(released, before)!, Follow(now, after)!);

        found.Add($"{at} is gone");
        return null;
    }

    private static Dictionary<string, JsonNode> Named(JsonNode document, JsonNode operation) => (operation["parameters"]?.AsArray() ?? [])
        .Select(parameter => Follow(document, parameter)!).ToDictionary(parameter => $"{parameter["in"]} {parameter["name"]}");

    private static JsonNode? Follow(JsonNode document, JsonNode? node) => node?["$ref"] is { } reference
        ? Text(reference)!.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!)
        : node;

    private static string[] Types(JsonNode schema) => schema["type"] switch
    {
        null => [],
        JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
        var one => [one.GetValue<string>()]
    };

    private static IEnumerable<string> Required(JsonNode schema) => (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>());

    private static bool IsTrue(JsonNode? node) => node?.GetValue<bool>() == true;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
