using System.Text.Json;
using System.Text.RegularExpressions;

namespace HeroApi.Exchange.Batches;

/// <summary>
/// <c>{{lead.id}}</c>: a single value out of an earlier answer of the batch. Nothing is computed; a value is escaped for
/// where it goes, so that no answer can turn into another path, header or member.
/// </summary>
internal static partial class References
{
    /// <summary>The ids that a text refers to.</summary>
    internal static IEnumerable<string> In(string text) => Reference().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The ids that a body refers to.</summary>
    internal static IEnumerable<string> In(JsonElement? body) => body is { } json ? Whole().Matches(json.GetRawText()).Select(match => match.Groups[1].Value) : [];

    internal static string InPath(string path, IReadOnlyDictionary<string, SubAnswer> answers) =>
        Reference().Replace(path, match => Uri.EscapeDataString(Text(Find(match, answers, "path"))));

    internal static string InHeader(string name, string value, IReadOnlyDictionary<string, SubAnswer> answers) =>
        Reference().Replace(value, match => Text(Find(match, answers, $"headers/{name}")) is var text && Visible().IsMatch(text) ? text : throw Unresolved($"headers/{name}"));

    internal static string InBody(string body, IReadOnlyDictionary<string, SubAnswer> answers) =>
        Whole().Replace(body, match => Find(match, answers, "body").GetRawText());

    private static JsonElement Find(Match match, IReadOnlyDictionary<string, SubAnswer> answers, string at)
    {
        var value = answers[match.Groups[1].Value].Body ?? throw Unresolved(at);
        foreach (var name in match.Groups[2].Value.Split('.'))
            value = value.ValueKind switch
            {
                JsonValueKind.Object when value.TryGetProperty(name, out var member) => member,
                JsonValueKind.Array when int.TryParse(name, out var index) && index >= 0 && index < value.GetArrayLength() => value[index],
                _ => throw Unresolved(at)
            };
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value : throw Unresolved(at);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static Invalid Unresolved(string at) => Invalid.At($"/{at}", ExchangeErrors.ReferenceUnresolved);

    [GeneratedRegex(@"\{\{([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\}\}")]
    private static partial Regex Reference();

    /// <summary>A string of a JSON text that is a reference as a whole, and no member's name.</summary>
    [GeneratedRegex(@"(?<!\\)""\{\{([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)\}\}""(?!\s*:)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[\x20-\x7e]{1,200}\z")]
    private static partial Regex Visible();
}
