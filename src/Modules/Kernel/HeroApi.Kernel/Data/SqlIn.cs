using Dapper;

namespace HeroApi.Kernel.Data;

/// <summary>
/// A list of values for <c>IN (…)</c>, each under its own name: <c>IN @ids</c> is a syntax error on PostgreSQL, and on
/// SQLite it silently matches no Guid.
/// </summary>
public static class SqlIn
{
    /// <summary>Adds the values and returns <c>(@name0, @name1, …)</c>; an empty list matches nothing.</summary>
    public static string In<T>(this DynamicParameters parameters, string name, IReadOnlyCollection<T> values)
    {
        if (values.Count == 0)
            return "(NULL)";

        var index = 0;
        foreach (var value in values)
            parameters.Add($"{name}{index++}", value);
        return $"({string.Join(", ", Enumerable.Range(0, index).Select(i => $"@{name}{i}"))})";
    }
}
