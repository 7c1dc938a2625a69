using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using HeroApi.China;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;

namespace HeroApi.Host;

/// <summary>
/// An example of every body. A type may say its own (<c>static Example</c>); the others are put together from their
/// members, in the words of the examples that the types around them give.
/// </summary>
internal sealed partial class OpenApiExamples
{
    private const int Deepest = 6;
    private readonly OpenApiTexts texts;
    private readonly Dictionary<Type, JsonNode> said = [];
    private readonly Dictionary<Type, JsonNode> seen = [];
    private readonly Dictionary<(string Namespace, string Member), JsonNode> words = [];

    public OpenApiExamples(OpenApiTexts texts, ModuleAssemblies modules)
    {
        this.texts = texts;
        foreach (var type in modules.All.Append(typeof(OpenApi).Assembly).SelectMany(assembly => assembly.GetTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal))
            if (type.GetProperty("Example", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) is { } example)
            {
                said[type] = JsonSerializer.SerializeToNode(example, example.GetType(), Json.Web)!;
                Walk(example, type.Namespace!);
            }
    }

    internal JsonNode? Of(Type type) => Compose(type, typeof(object), "", 0);

    /// <summary>Remembers what an example says of each type and each name within it.</summary>
    private void Walk(object example, string home)
    {
        foreach (var member in Json.Web.GetTypeInfo(example.GetType()).Properties)
        {
            if (member is not { Get: { } get, AttributeProvider: MemberInfo declared } || get(example) is not { } value)
                continue;

            if (value is not string && value is IEnumerable many)
                foreach (var item in many.Cast<object>().Where(Ours))
                    Note(item, home);
            else if (Ours(value))
                Note(value, home);
            else
                words.TryAdd((home, declared.Name), JsonSerializer.SerializeToNode(value, value.GetType(), Json.Web)!);
        }
    }

    private void Note(object value, string home)
    {
        seen.TryAdd(value.GetType(), JsonSerializer.SerializeToNode(value, value.GetType(), Json.Web)!);
        Walk(value, home);
    }

    private static bool Ours(object value) => value is not PartialDate && value.GetType().Namespace?.StartsWith("HeroApi", StringComparison.Ordinal) == true;

    private JsonNode? Compose(Type type, Type owner, string member, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (depth > Deepest)
            return null;
        if ((said.GetValueOrDefault(type) ?? seen.GetValueOrDefault(type)) is { } whole)
            return whole.DeepClone();
        if (type != typeof(string) && type.IsAssignableTo(typeof(IDictionary)) || IsMap(type))
            return new JsonObject { [Code(owner, member) ?? "code"] = Compose(type.GetGenericArguments()[1], owner, "", depth + 1) };
        if (type != typeof(string) && Element(type) is { } element)
            return Compose(element, owner, member, depth + 1) is { } item ? new JsonArray(item) : [];

        return Word(type, owner, member) ?? Members(type, depth);
    }

    private JsonNode? Members(Type type, int depth)
    {
        if (type == typeof(object) || type == typeof(JsonElement))
            return null;

        var record = new JsonObject();
        foreach (var property in Json.Web.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info ? info.Properties : [])
            if (property is { Get: not null, AttributeProvider: MemberInfo declared } && Compose(property.PropertyType, type, declared.Name, depth + 1) is { } value)
                record[property.Name] = value;
        return record;
    }

    /// <summary>A single value: the first of the codes its comment lists, else what an example says under that name.</summary>
    private JsonNode? Word(Type type, Type owner, string member)
    {
        var known = words.GetValueOrDefault((owner.Namespace!, member))?.DeepClone();
        if (type == typeof(string))
            return Code(owner, member) ?? (known is JsonValue text && text.GetValueKind() == JsonValueKind.String ? known : "示例");
        if (type == typeof(Guid))
            return known is JsonValue id && id.TryGetValue<Guid>(out _) ? known : Id(member);
        if (type == typeof(DateTimeOffset))
            return "2026-05-02T01:30:00Z";
        if (type == typeof(DateOnly))
            return "2026-05-01";
        if (type == typeof(PartialDate))
            return "2026-05-01";
        if (type == typeof(bool))
            return known ?? true;
        return type.IsPrimitive ? known ?? JsonNode.Parse("1") : null;
    }

    private string? Code(Type owner, string member) => texts.Of(owner, member) is { } text && Codes().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Another id for every name, and always the same one.</summary>
    private static string Id(string member) =>
        "0198f000-0000-7000-8000-" + member.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u).ToString("x12", CultureInfo.InvariantCulture);

    private static bool IsMap(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var shape
        && (shape == typeof(IReadOnlyDictionary<,>) || shape == typeof(IDictionary<,>) || shape == typeof(Dictionary<,>));

    private static Type? Element(Type type) => type.IsArray ? type.GetElementType() : type.GetInterfaces().Append(type)
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    [GeneratedRegex(@"^([a-z][a-z0-9_]*)(?:,| or )")]
    private static partial Regex Codes();
}
