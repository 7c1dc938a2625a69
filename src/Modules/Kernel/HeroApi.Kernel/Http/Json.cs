using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Http;

/// <summary>How JSON is read and written: strictly in, plainly out.</summary>
public static class Json
{
    /// <summary>For requests and answers.</summary>
    public static readonly JsonSerializerOptions Web = Configure(new JsonSerializerOptions());

    /// <summary>For what the kernel keeps: results, events, tokens. Leaves out what must never be stored.</summary>
    public static readonly JsonSerializerOptions Stored = Configure(new JsonSerializerOptions
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets } }
    });

    /// <summary>Gives options the rules of the contract.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 32;
        // Chinese text stays readable; the answers are JSON documents, never pieces of HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new PlainText());
        options.Converters.Add(new Instant());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNull);
        return options;
    }

    /// <summary>Null where the type says that there is something: the serializer does not look at members beside constructor parameters.</summary>
    private static void RefuseNull(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
            if (member is { IsSetNullable: false, Set: { } set })
                member.Set = (record, value) => set(record, value ?? throw new JsonException(null, $"$.{member.Name}", null, null));
    }

    /// <summary>JSON Merge Patch (RFC 7396) over what the record says now; the outcome is read as strictly as a PUT.</summary>
    public static T MergePatch<T>(T current, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
            throw Invalid.At("", Problems.JsonType);

        CheckText(patch, "");
        var merged = Merge(JsonSerializer.SerializeToNode(current, Web), patch);
        return merged.Deserialize<T>(Web)!;
    }

    /// <summary>A patch is read as it came, so half surrogates in it have met no converter yet, and no node can be written with them.</summary>
    private static void CheckText(JsonElement value, string at)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                _ = value.GetString();
            else if (value.ValueKind == JsonValueKind.Object)
                foreach (var member in value.EnumerateObject())
                    CheckText(member.Value, $"{at}/{member.Name}");
            else if (value.ValueKind == JsonValueKind.Array)
                foreach (var (index, item) in value.EnumerateArray().Index())
                    CheckText(item, $"{at}/{index}");
        }
        catch (InvalidOperationException)
        {
            throw Invalid.At(at, Problems.BadText);
        }
    }

    private static JsonNode? Merge(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
            return JsonNode.Parse(patch.GetRawText());

        var merged = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
                merged.Remove(member.Name);
            else
                merged[member.Name] = Merge(merged[member.Name], member.Value);
        }

        return merged;
    }

    private static void LeaveOutSecrets(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
            if (property.AttributeProvider?.IsDefined(typeof(NotStoredAttribute), false) == true)
                property.ShouldSerialize = (_, _) => false;
    }

    /// <summary>Refuses NUL, which PostgreSQL cannot store and SQLite would cut the text at.</summary>
    private sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = Text(ref reader);
            return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException(Problems.NulCharacter.Code) : text;
        }

        private static string? Text(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString();
            }
            catch (InvalidOperationException exception) when (reader.TokenType == JsonTokenType.String)
            {
                // Half of a surrogate pair is no text, and no database would give it back.
                throw new JsonException(Problems.BadText.Code, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }

    /// <summary>Instants need an offset on the way in and leave in UTC; the server's own zone never matters.</summary>
    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? throw new JsonException(Problems.JsonType.Code);
            return Instants.TryParse(text, out var at) ? at : throw new JsonException(Instants.LacksOffset(text) ? Problems.OffsetMissing.Code : Problems.JsonType.Code);
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Instants.Format(value));
    }
}

/// <summary>JSON pointers (RFC 6901) from the spellings of the libraries.</summary>
public static class JsonPointer
{
    /// <summary><c>Persons[0].IdNumber</c> becomes <c>/persons/0/idNumber</c>.</summary>
    public static string FromMember(string member)
    {
        if (member.Length == 0)
            return "";

        var parts = member.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join('/', parts.Select(part => part.Contains('-', StringComparison.Ordinal) ? part : JsonNamingPolicy.CamelCase.ConvertName(part)));
    }

    /// <summary><c>$.persons[0].name</c> becomes <c>/persons/0/name</c>.</summary>
    public static string FromPath(string? path)
    {
        if (path is null or "$")
            return "";

        // A member name that is not an identifier comes quoted, and may hold anything.
        var quoted = path.Contains("['", StringComparison.Ordinal);
        return quoted
            ? path[1..].Replace("['", "/", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            : path[1..].Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
    }
}
