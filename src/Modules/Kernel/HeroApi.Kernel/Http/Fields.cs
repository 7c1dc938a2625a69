using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

/// <summary>Sparse answers: <c>fields=id,version,place.regionCode</c>.</summary>
internal static class Fields
{
    /// <summary>The fields asked for, checked against the answer's type; null for all.</summary>
    internal static IReadOnlyList<string[]>? Asked<T>(HttpContext http)
    {
        var text = http.Request.Query["fields"].ToString();
        if (text.Length == 0)
            return null;

        var paths = text.Split(',', StringSplitOptions.TrimEntries).Select(path => path.Split('.')).ToList();
        foreach (var path in paths.Where(path => !Exists(ItemType(typeof(T)), path)))
            throw Invalid.At("/query/fields", Problems.ParameterInvalid, new { unknown = string.Join('.', path) });
        return paths;
    }

    internal static JsonNode Prune(JsonNode node, IReadOnlyList<string[]> fields)
    {
        if (node is JsonObject { Count: > 0 } page && page["items"] is JsonArray items && page.All(member => member.Key is "items" or "nextCursor" or "count" or "countIsLowerBound"))
        {
            page["items"] = new JsonArray([.. items.Select(item => Keep(item!, fields))]);
            return page;
        }

        return Keep(node, fields);
    }

    private static JsonNode Keep(JsonNode node, IReadOnlyList<string[]> fields)
    {
        if (node is JsonArray array)
            return new JsonArray([.. array.Select(item => item is null ? null : Keep(item, fields))]);
        if (node is not JsonObject record)
            return node.DeepClone();

        var kept = new JsonObject();
        foreach (var group in fields.GroupBy(path => path[0]))
            if (record[group.Key] is { } member)
                kept[group.Key] = group.Any(path => path.Length == 1) ? member.DeepClone() : Keep(member, [.. group.Select(path => path[1..])]);
        return kept;
    }

    private static Type ItemType(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>) ? type.GetGenericArguments()[0] : type;

    private static bool Exists(Type type, ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
            return true;

        var info = Json.Web.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return Exists(info.ElementType!, path);

        foreach (var property in info.Properties)
            if (property.Name == path[0])
                return Exists(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, path[1..]);
        return false;
    }
}
