using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HeroApi.Host;

/// <summary>The XML comments of our assemblies, as plain text by member id.</summary>
internal sealed partial class OpenApiTexts
{
    private readonly Dictionary<string, string> summaries = [];

    public OpenApiTexts()
    {
        foreach (var member in Files.SelectMany(file => XDocument.Load(file).Descendants("member")))
        {
            var name = member.Attribute("name")!.Value;
            if (member.Element("summary") is { } summary)
                summaries[name] = Plain(summary);
            foreach (var parameter in member.Elements("param"))
                summaries[$"{name.Split('(')[0]}({parameter.Attribute("name")!.Value}"] = Plain(parameter);
        }
    }

    internal static IEnumerable<string> Files => Directory.EnumerateFiles(AppContext.BaseDirectory, "HeroApi.*.xml").Order(StringComparer.Ordinal);

    internal string? Of(Type? type) => type is null ? null : summaries.GetValueOrDefault($"T:{Name(type)}");

    /// <summary>Of a method, or of one of its parameters; endpoints' methods have no overloads.</summary>
    internal string? Of(MethodInfo method, string? parameter = null)
    {
        var name = $"M:{Name(method.DeclaringType!)}.{method.Name}";
        return parameter is null
            ? summaries.GetValueOrDefault(name) ?? summaries.FirstOrDefault(entry => entry.Key.StartsWith(name + "(", StringComparison.Ordinal) && entry.Key.EndsWith(')')).Value
            : summaries.GetValueOrDefault($"{name}({parameter}");
    }

    internal string? Of(Type owner, string member) => summaries.GetValueOrDefault($"P:{Name(owner)}.{member}");

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Plain(XElement summary)
    {
        var words = summary.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Value.Length: 0 } reference => (reference.Attribute("cref") ?? reference.Attribute("name"))?.Value.Split('.', ':')[^1] ?? "",
            _ => ""
        });
        return Spaces().Replace(string.Concat(words), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
