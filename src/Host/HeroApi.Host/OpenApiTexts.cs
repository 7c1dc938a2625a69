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
            if (member.Element("summary") is { } summary)
                summaries[member.Attribute("name")!.Value] = Plain(summary);
    }

    internal static IEnumerable<string> Files => Directory.EnumerateFiles(AppContext.BaseDirectory, "HeroApi.*.xml").Order(StringComparer.Ordinal);

    internal string? Of(Type? type) => type is null ? null : summaries.GetValueOrDefault($"T:{Name(type)}");

    /// <summary>Of a method without overloads.</summary>
    internal string? Of(MethodInfo method) => summaries.FirstOrDefault(entry => $"{entry.Key}(".StartsWith($"M:{Name(method.DeclaringType!)}.{method.Name}(", StringComparison.Ordinal)).Value;

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
