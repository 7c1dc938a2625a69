using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HeroApi.Tests.Contract;

/// <summary>Holds a value against a schema of the document; a keyword it does not know is a misfit too, so that nothing is passed unread.</summary>
internal sealed class SchemaWalk(ApiDocument document)
{
    internal IEnumerable<string> Misfits(JsonNode? schema, JsonNode? value, string at) =>
        schema is null ? [] : document.Follow(schema) is var says ? says.SelectMany(keyword => Keyword(says, keyword.Key, keyword.Value, value, at.Length == 0 ? "/" : at)) : [];

    private IEnumerable<string> Keyword(JsonObject says, string keyword, JsonNode? rule, JsonNode? value, string at) => keyword switch
    {
        "description" or "title" or "example" or "examples" or "default" or "deprecated" or "readOnly" => [],
        "type" => When(!Types(rule!).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(rule!).Contains("number")), $"{at} is {TypeOf(value)}, not {rule!.ToJsonString()}"),
        "required" => value is JsonObject record ? rule!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !record.ContainsKey(name)).Select(name => $"{at} lacks {name}") : [],
        "properties" => value is JsonObject record
            ? record.Where(member => rule!.AsObject().ContainsKey(member.Key)).SelectMany(member => Misfits(rule![member.Key], member.Value, $"{at.TrimEnd('/')}/{member.Key}"))
            : [],
        "additionalProperties" => value is JsonObject record
            ? record.Where(member => says["properties"]?.AsObject().ContainsKey(member.Key) != true)
                .SelectMany(member => rule is JsonObject ? Misfits(rule, member.Value, $"{at.TrimEnd('/')}/{member.Key}") : When(!rule!.GetValue<bool>(), $"{at} has {member.Key}, which nobody knows"))
            : [],
        "items" => value is JsonArray items ? items.SelectMany((item, i) => Misfits(rule, item, $"{at.TrimEnd('/')}/{i}")) : [],
        "minItems" => When(value is JsonArray least && least.Count < rule!.GetValue<int>(), $"{at} has too few items"),
        "maxItems" => When(value is JsonArray most && most.Count > rule!.GetValue<int>(), $"{at} has too many items"),
        "enum" => When(!rule!.AsArray().Any(one => JsonNode.DeepEquals(one, value)), $"{at} is {value?.ToJsonString()}, not of {rule.ToJsonString()}"),
        "minimum" => When(Number(value) < rule!.GetValue<decimal>(), $"{at} is below {rule}"),
        "maximum" => When(Number(value) > rule!.GetValue<decimal>(), $"{at} is above {rule}"),
        "minLength" => When(Text(value)?.Length < rule!.GetValue<int>(), $"{at} is too short"),
        "maxLength" => When(Text(value)?.Length > rule!.GetValue<int>(), $"{at} is too long"),
        "pattern" => When(Text(value) is { } text && !Regex.IsMatch(text, rule!.GetValue<string>()), $"{at} does not match {rule}"),
        "format" => When(!HasForm(rule!.GetValue<string>(), value), $"{at} is no {rule}"),
        "allOf" => rule!.AsArray().SelectMany(part => Misfits(part, value, at)),
        "anyOf" or "oneOf" => When(rule!.AsArray().All(part => Misfits(part, value, at).Any()), $"{at} fits none of {keyword}"),
        _ => [$"{at}: the keyword {keyword} is not known to this walk"]
    };

    private static IEnumerable<string> When(bool broken, string what) => broken ? [what] : [];

    private static string[] Types(JsonNode rule) => rule is JsonArray several ? [.. several.Select(type => type!.GetValue<string>())] : [rule.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        _ => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number"
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static bool HasForm(string format, JsonNode? value) => format switch
    {
        "uuid" => Text(value) is not { } text || Guid.TryParseExact(text, "D", out _),
        "date" => Text(value) is not { } text || DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "date-time" => Text(value) is not { } text || (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && Regex.IsMatch(text, "T.*(Z|[+-][0-9]{2}:[0-9]{2})$")),
        "int32" => Number(value) is not { } number || (number >= int.MinValue && number <= int.MaxValue),
        "int64" => Number(value) is not { } number || (number >= long.MinValue && number <= long.MaxValue),
        "double" or "float" => Number(value) is not null || value is null || value.GetValueKind() == JsonValueKind.Null,
        "binary" or "uri" or "uri-reference" => true,
        _ => false
    };
}
