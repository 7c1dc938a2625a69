using System.Collections;
using System.Reflection;
using System.Text;

namespace HeroApi.Kernel;

/// <summary>One code of a list, with its label in both languages.</summary>
public sealed record Term(string Code, string Zh, string En);

/// <summary>
/// A list of codes that the API takes or gives: validators, filters and <c>/vocabularies/{name}</c> read the same one.
/// Declared as static readonly fields, where they are found.
/// </summary>
public sealed class Vocabulary : IReadOnlyList<string>
{
    private readonly HashSet<string> known;

    public Vocabulary(string name, params (string Code, string Zh, string En)[] terms)
    {
        Name = name;
        Terms = [.. terms.Select(term => new Term(term.Code, term.Zh, term.En))];
        known = [.. Terms.Select(term => term.Code)];
        Version = Print(string.Join('\n', Terms));
    }

    public string Name { get; }

    public IReadOnlyList<Term> Terms { get; }

    /// <summary>Another number whenever a code or label is another; made of the content, so nobody has to remember to raise it.</summary>
    public long Version { get; }

    public int Count => Terms.Count;

    public string this[int index] => Terms[index].Code;

    /// <summary>False for null, so that a validator may ask before it knows that there is a value.</summary>
    public bool Contains(string? code) => code is not null && known.Contains(code);

    public IEnumerator<string> GetEnumerator() => Terms.Select(term => term.Code).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Every vocabulary of these assemblies, by name; two of one name are a mistake.</summary>
    public static IReadOnlyDictionary<string, Vocabulary> In(IEnumerable<Assembly> assemblies) => assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Vocabulary) && field.IsInitOnly)
        .Select(field => (Vocabulary)field.GetValue(null)!)
        .ToDictionary(vocabulary => vocabulary.Name, StringComparer.Ordinal);

    private static long Print(string text)
    {
        // FNV-1a: the same on every host and in every release.
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ part) * 16777619u;
        return hash;
    }
}
