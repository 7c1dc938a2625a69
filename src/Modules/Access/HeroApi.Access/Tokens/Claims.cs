using System.Text.Json;

namespace HeroApi.Access.Tokens;

/// <summary>Reads what a verified token says, wherever its issuer keeps it.</summary>
internal static class Claims
{
    internal const int MostValues = 500;

    /// <summary>
    /// The values under a path such as <c>realm_access.roles</c>: of an array, or of a text parted by spaces. A claim whose own
    /// name has dots, as those that are addresses do, is found too.
    /// </summary>
    internal static IReadOnlyList<string> Values(JsonElement payload, string? path)
    {
        IEnumerable<string> values = (path is null ? null : Find(payload, path)) switch
        {
            { ValueKind: JsonValueKind.String } text => (Text(text) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(Text).OfType<string>(),
            _ => []
        };
        return [.. values.Take(MostValues)];
    }

    /// <summary>The one value under a path; null when there is none, or more than one.</summary>
    internal static string? Single(JsonElement payload, string path) => Find(payload, path) switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 1 => Text(array[0]),
        _ => null
    };

    /// <summary>Half of a surrogate pair is no text, and no database would take it.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement at, string path)
    {
        if (at.ValueKind != JsonValueKind.Object)
            return null;
        if (at.TryGetProperty(path, out var whole))
            return whole;
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
            if (at.TryGetProperty(path[..dot], out var inner) && Find(inner, path[(dot + 1)..]) is { } found)
                return found;
        return null;
    }
}
