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
            { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
            _ => []
        };
        return [.. values.Take(MostValues)];
    }

    /// <summary>The one value under a path; null when there is none, or more than one.</summary>
    internal static string? Single(JsonElement payload, string path) => Find(payload, path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 1 && array[0].ValueKind == JsonValueKind.String => array[0].GetString(),
        _ => null
    };

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
