using System.Globalization;
using System.Reflection;

namespace HeroApi.Exchange.Imports;

/// <summary>The record types that tables are imported into.</summary>
internal static class ImportTypes
{
    internal static IImport Of(IEnumerable<IImport> types, string name, string pointer) => types.SingleOrDefault(type => type.Type == name)
        ?? throw Invalid.At(pointer, ValueProblems.NotAllowed, new { allowed = types.Select(type => type.Type) });

    /// <summary>A name in the caller's language.</summary>
    internal static string Named(string zh, string en) => CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal) ? en : zh;
}

/// <summary>The texts of the problem catalogue: a refused row keeps codes alone, and is told in the language of who reads of it.</summary>
internal sealed class ProblemTexts(ModuleAssemblies modules)
{
    private readonly Dictionary<string, Problem> known = modules.All.SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(Problem) && !field.DeclaringType!.ContainsGenericParameters).Select(field => (Problem)field.GetValue(null)!)
        .DistinctBy(problem => problem.Code).ToDictionary(problem => problem.Code);

    internal string Of(string code) => known.TryGetValue(code, out var problem) ? problem.Text() : code;
}
