using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HeroApi.Tests.AccessMatrix;

namespace HeroApi.Tests.Contract;

/// <summary>One hostile or odd request, and whether it may succeed.</summary>
internal sealed record Probe(string What, HttpMethod Method, string Path, Func<HttpContent?> Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>It breaks a limit that the document states, so it must be refused.</summary>
    internal bool MustFail { get; init; }

    /// <summary>Sent without the caller's credential.</summary>
    internal bool Anonymous { get; init; }
}

/// <summary>Makes requests of an operation's usual one, each with one thing wrong or odd, from what the document says of its parts.</summary>
internal sealed class Probes(ApiOperation operation, Ask ask, IReadOnlyCollection<string> verbsOfPath)
{
    /// <summary>In every text that bodies carry, none of which belongs in a log.</summary>
    internal const string Canary = "canaryfuzz";

    private const int Huge = 1_000_000;

    private static readonly string[] Odd =
    [
        "", " ", "\0", "a\0b", "\t\r\n", "\u202Eabc", "\uFEFF", "字", "𝕳𝖊𝖗𝖔", "ＡＢＣ", "null", "undefined", "-1", "0", "9999999999999999999", "1e309", "NaN", "true", "2004-02-30",
        "2026-05-01T00:00:00", "'; DROP TABLE cases_lead;--", "\" OR \"\"=\"", "NEAR(a b", "* AND (", "a:b*^2", "%_\\", "=cmd|' /C calc'!A0", "../../etc/passwd", "{{7*7}}", "${jndi:x}",
        "<script>", "a,b,,c", "00000000-0000-0000-0000-000000000000", "{0198f000-0000-7000-8000-000000000001}", "0198f00000007000800000000000000g"
    ];

    private readonly JsonNode? example = Requests.Body(operation, ask);
    private readonly byte[]? usual = (ask.Body as HttpContent)?.ReadAsByteArrayAsync().GetAwaiter().GetResult();
    private readonly string? type = (ask.Body as HttpContent)?.Headers.ContentType?.ToString();

    private string FullPath => ask.Path.StartsWith('/') ? ask.Path : $"/api/v1/{ask.Path}";

    internal IEnumerable<Probe> All() => Paths().Concat(Queries()).Concat(Headers()).Concat(Verbs()).Concat(operation.TakesJson ? Bodies().Concat(Members()) : operation.Takes.Count > 0 ? Bytes() : []);

    private IEnumerable<Probe> Paths()
    {
        var (template, given) = (operation.Path.Split('/'), FullPath.Split('?')[0].Split('/'));
        for (var i = 0; i < template.Length; i++)
            if (template[i].StartsWith('{'))
                foreach (var odd in Odd.Append(new string('x', 3000)).Append("٣").Append("%2f%00").Where(odd => odd.Length > 0))
                    yield return With($"{template[i]} = {Short(odd)}", path: string.Join('/', given.Select((segment, at) => at == i ? Uri.EscapeDataString(odd) : segment)));
        yield return With("a slash too many", path: FullPath.Split('?')[0] + "/");
        if (template[^1].StartsWith('{'))
            yield return With("broken UTF-8 in the path", path: FullPath.Split('?')[0] + "%ff");
    }

    private IEnumerable<Probe> Queries()
    {
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query"))
        {
            foreach (var odd in Odd.Append(new string('9', 2000)))
                yield return With($"?{parameter.Name} = {Short(odd)}", query: [(parameter.Name, odd)]);
            foreach (var beyond in Beyond(parameter.Schema))
                yield return With($"?{parameter.Name} = {Short(beyond)}, which is beyond its limit", query: [(parameter.Name, beyond)]) with { MustFail = true };
            yield return With($"?{parameter.Name} twice", query: [(parameter.Name, "1"), (parameter.Name, "2")]) with { MustFail = true };
        }

        yield return With("an unknown parameter", query: [("smuggled", "1")]) with { MustFail = true };
        yield return With("a parameter without a name", query: [("", "1")]) with { MustFail = true };
        yield return With("a request line that is too long", query: [("fields", new string('x', 9000))]) with { MustFail = true };
        yield return With("only members that nobody knows", query: [("fields", "a.b.c,,.,")]);
    }

    private IEnumerable<Probe> Headers()
    {
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "header"))
            foreach (var odd in Odd.Where(odd => odd.All(letter => letter >= ' ')).Append(new string('x', 2000)).Append("\"1\", \"2\"").Append("W/\"1\"").Append("*").Append("\"-1\""))
                yield return With($"{parameter.Name}: {Short(odd)}", headers: [(parameter.Name, odd)]);
        foreach (var (name, value) in ((string, string)[])
            [("Accept", "text/plain"), ("Accept", "x"), ("Accept-Encoding", "x;q=nonsense"), ("Content-Encoding", "gzip"), ("Content-Encoding", "nonsense"), ("Prefer", "wait=99999, nonsense"),
             ("X-HTTP-Method-Override", "TRACE"), ("X-HTTP-Method-Override", ""), ("X-HTTP-Method-Override", "DELETE"), ("Range", "bytes=9-1"), ("traceparent", "00-x-y-z"), ("X-Padding", new string('x', 40_000))])
            yield return With($"{name}: {Short(value)}", headers: [(name, value)]);
        if (operation.Scope is not null)
            foreach (var credential in (string[])["Bearer", "Bearer x", "Basic x", "Bearer " + new string('x', 9000), "Bearer a.b.c", "Bearer hero_字"])
                yield return With($"Authorization: {Short(credential)}", headers: [("Authorization", credential)]) with { Anonymous = true, MustFail = true };
    }

    private IEnumerable<Probe> Verbs() => ((string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]).Except(verbsOfPath)
        .Select(verb => With($"the verb {verb}") with { Method = new HttpMethod(verb), MustFail = true });

    private IEnumerable<Probe> Bodies()
    {
        var text = example?.ToJsonString() ?? "{}";
        foreach (var (what, body) in ((string, string)[])
            [("no body", ""), ("null", "null"), ("a list", "[]"), ("a text", "\"x\""), ("a number", "1"), ("half a body", text[..(text.Length / 2)]), ("more after it", text + "{}"), ("NaN", "{\"a\":NaN}"),
             ("a comment", "/* */" + text), ("deep lists", Deep("[", "]", 5_000)), ("deep objects", Deep("{\"a\":", "}", 5_000)), ("a little deep", Deep("[", "]", 70)), ("a BOM", '\uFEFF' + text),
             ("an unknown member", text.StartsWith("{\"", StringComparison.Ordinal) ? "{\"smuggled\":1," + text[1..] : "{\"smuggled\":1}"),
             ("a member twice", text.StartsWith("{\"", StringComparison.Ordinal) ? text[..^1] + "," + text[1..] : "{\"a\":1,\"a\":1}"), ("too large", "{\"a\":\"" + new string('x', 2 * Huge) + "\"}")])
            yield return Refusable(Text(what, body)) with { MustFail = what is not ("no body" or "null" or "a BOM") };

        foreach (var other in (string[])["text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=nonsense", "multipart/form-data", "x"])
            yield return With($"Content-Type: {other}", body: () => Typed(Encoding.UTF8.GetBytes(text), other));
        yield return With("no Content-Type", body: () => Typed(Encoding.UTF8.GetBytes(text), null));
        yield return With("broken UTF-8", body: () => Typed([.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8], operation.Takes[0])) with { MustFail = true };
    }

    private IEnumerable<Probe> Bytes()
    {
        foreach (var type in operation.Takes.Append("text/html").Append("application/json").Append("x").Append(""))
        {
            yield return With($"no bytes of {type}", body: () => Typed([], type));
            yield return With($"other bytes of {type}", body: () => Typed(Encoding.UTF8.GetBytes("<html>" + Canary), type));
            yield return Refusable(With($"a great many bytes of {type}", body: () => Typed(new byte[2 * Huge], type)));
        }
    }

    /// <summary>Each member in turn: other types, odd texts, and just beyond its limits.</summary>
    private IEnumerable<Probe> Members()
    {
        foreach (var (at, schema, required) in Places(operation.BodySchema!, [], 0, required: false))
        {
            foreach (var raw in (string[])["null", "true", "-1", "1.5", "99999999999999999999", "1e400", "\"\"", $"\"{Canary}\"", "[]", "{}", "[null]", "\"\\u0000\"", $"\"{Canary}\\ud800\"", "[[[]]]", "{\"smuggled\":{}}"])
                yield return Member(at, raw);
            foreach (var odd in Odd)
                yield return Member(at, JsonValue.Create(Canary + odd).ToJsonString());
            yield return Member(at, JsonValue.Create(Canary + new string('字', 20_000)).ToJsonString());
            yield return Member(at, $"\"{Canary}{new string('x', Huge)}\"");
            foreach (var beyond in Outside(schema, at))
                yield return Member(at, beyond) with { MustFail = true };
            if (at[^1] != "0" && Find(at) is not null)
                yield return Without(at) with { MustFail = required };
        }
    }

    /// <summary>Every place in the body that the schema names, an item of a list by its first one.</summary>
    private IEnumerable<(string[] At, JsonObject Schema, bool Required)> Places(JsonNode schema, string[] at, int depth, bool required)
    {
        var says = operation.Follow(schema);
        if (at.Length > 0)
            yield return (at, says, required);
        if (depth > 5)
            yield break;

        foreach (var (name, member) in says["properties"]?.AsObject() ?? [])
            foreach (var place in Places(member!, [.. at, name], depth + 1, says["required"]?.AsArray().Any(one => one!.GetValue<string>() == name) == true))
                yield return place;
        if (says["items"] is { } item)
            foreach (var place in Places(item, [.. at, "0"], depth + 1, required: false))
                yield return place;
    }

    private IEnumerable<string> Outside(JsonObject schema, string[] at)
    {
        if (schema["maxLength"]?.GetValue<int>() is { } longest)
            yield return JsonValue.Create(new string('x', longest + 1)).ToJsonString();
        if (schema["minLength"] is not null)
            yield return "\"\"";
        if (schema["maxItems"]?.GetValue<int>() is { } most && Find(at) is JsonArray { Count: > 0 } items)
            yield return new JsonArray([.. Enumerable.Range(0, most + 1).Select(_ => items[0]?.DeepClone())]).ToJsonString();
        if (schema["minItems"]?.GetValue<int>() is > 0)
            yield return "[]";
        if (schema["minimum"]?.GetValue<decimal>() is { } least)
            yield return (least - 1).ToString(CultureInfo.InvariantCulture);
        if (schema["maximum"]?.GetValue<decimal>() is { } greatest)
            yield return (greatest + 1).ToString(CultureInfo.InvariantCulture);
        if (schema["enum"] is not null)
            yield return $"\"{Canary}\"";
        if (schema["format"]?.GetValue<string>() is "uuid" or "date" or "date-time")
            yield return $"\"{Canary}\"";
    }

    private static IEnumerable<string> Beyond(JsonObject schema)
    {
        if (schema["minimum"] is not null)
            yield return (schema["minimum"]!.GetValue<decimal>() - 1).ToString(CultureInfo.InvariantCulture);
        if (schema["maximum"] is not null)
            yield return (schema["maximum"]!.GetValue<decimal>() + 1).ToString(CultureInfo.InvariantCulture);
        if (schema["enum"] is not null || schema["format"]?.GetValue<string>() is "uuid" or "date" or "date-time" or "int32" or "int64" || schema["type"] is JsonValue type && type.GetValue<string>() == "boolean")
            yield return "nonsense";
    }

    private JsonNode? Find(string[] at) => at.Aggregate(example, (node, name) => node switch
    {
        JsonObject record => record[name],
        JsonArray { Count: > 0 } items => items[0],
        _ => null
    });

    private Probe Member(string[] at, string raw)
    {
        const string mark = "\"@@here@@\"";
        var body = example?.DeepClone() ?? new JsonObject();
        var node = body;
        for (var i = 0; i < at.Length - 1; i++)
            node = node is JsonArray list ? Item(list) : node![at[i]] ??= at[i + 1] == "0" ? (JsonNode)new JsonArray() : new JsonObject();
        if (node is JsonArray items)
        {
            items.Clear();
            items.Add("@@here@@");
        }
        else
        {
            node![at[^1]] = "@@here@@";
        }

        return Text($"/{string.Join('/', at)} = {Short(raw)}", body.ToJsonString().Replace(mark, raw, StringComparison.Ordinal));
    }

    private Probe Without(string[] at)
    {
        var body = example!.DeepClone();
        at[..^1].Aggregate(body, (node, name) => node is JsonArray items ? items[0]! : node[name]!).AsObject().Remove(at[^1]);
        return Text($"no /{string.Join('/', at)}", body.ToJsonString());
    }

    private static JsonNode Item(JsonArray list)
    {
        if (list.Count == 0)
            list.Add(new JsonObject());
        return list[0] ??= new JsonObject();
    }

    /// <summary>Asks first whether the body may come, for a server that does not want it hangs up.</summary>
    private static Probe Refusable(Probe probe) => probe with { Headers = [.. probe.Headers, ("Expect", "100-continue")] };

    private Probe Text(string what, string body) => With(what, body: () => Typed(Encoding.UTF8.GetBytes(body), operation.Takes[0]));

    private static ByteArrayContent Typed(byte[] bytes, string? type)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private Probe With(string what, string? path = null, (string Name, string Value)[]? query = null, (string Name, string Value)[]? headers = null, Func<HttpContent?>? body = null)
    {
        var given = FullPath.Split('?', 2);
        var asked = given.Length > 1 ? given[1].Split('&').Where(pair => query?.Any(changed => changed.Name == pair.Split('=')[0]) != true) : [];
        var line = string.Join('&', asked.Concat((query ?? []).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")));
        var all = ask.Headers.Concat(ask.IfMatch is { } version ? [("If-Match", $"\"{version}\"")] : [])
            .Concat(ask.Method == HttpMethod.Post ? [("Idempotency-Key", Guid.NewGuid().ToString())] : []).Where(header => headers?.Any(changed => changed.Name == header.Item1) != true);
        return new Probe(what, ask.Method, (path ?? given[0]) + (line.Length > 0 ? "?" + line : ""),
            body ?? (() => example is not null ? Typed(Encoding.UTF8.GetBytes(example.ToJsonString()), operation.Takes[0]) : usual is null ? null : Typed(usual, type)), [.. all, .. headers ?? []]);
    }

    private static string Deep(string open, string close, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));

    private static string Short(string text) => text.Length > 40 ? $"{text[..20]}… ({text.Length})" : text;
}
