
namespace HeroApi.Exchange.Imports.Tables;

/// <summary>What the columns of a table mean.</summary>
internal sealed class Header
{
    /// <summary>What spreadsheets number their rows with, and what our own files of errors add: known, and no part of a row.</summary>
    internal static readonly (string Zh, string En)[] Errors = [("错误代码", "errorCode"), ("错误说明", "errorMessage")];
    private static readonly HashSet<string> Passed = [.. new[] { "序号", "no", "no.", "#" }.Concat(Errors.SelectMany(name => new[] { name.Zh, name.En })).Select(Bare)];

    private readonly string?[] members;

    private Header(string?[] members, IReadOnlyList<string> unknown) => (this.members, Unknown) = (members, unknown);

    /// <summary>Columns that no row is told from.</summary>
    internal IReadOnlyList<string> Unknown { get; }

    /// <param name="mapping">What the sender says of columns; it goes before our own names.</param>
    internal static Header Of(IReadOnlyList<string> names, IReadOnlyList<ImportColumn> columns, IReadOnlyList<ColumnMapping> mapping)
    {
        var known = new Dictionary<string, string>();
        foreach (var column in columns)
            foreach (var name in column.Aliases.Append(column.Member).Append(column.Zh))
                known[Bare(name)] = column.Member;
        foreach (var said in mapping)
            known[Bare(said.Header)] = said.Member;

        string?[] members = [.. names.Select(name => known.GetValueOrDefault(Bare(name)))];
        if (members.OfType<string>().GroupBy(member => member).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw new Unfit(ImportErrors.ColumnRepeated, repeated.Key);
        if (columns.FirstOrDefault(column => column.Required && !members.Contains(column.Member)) is { } missing)
            throw new Unfit(ImportErrors.ColumnMissing, missing.Member);
        return new Header(members, [.. names.Where((name, index) => members[index] is null && Bare(name).Length > 0 && !Passed.Contains(Bare(name)))]);
    }

    /// <summary>The cells that say something, by member.</summary>
    internal IReadOnlyDictionary<string, string> Read(SheetRow row)
    {
        var cells = new Dictionary<string, string>();
        for (var index = 0; index < Math.Min(members.Length, row.Cells.Length); index++)
            if (members[index] is { } member && Plain(row.Cells[index]) is { Length: > 0 } text)
                cells[member] = text;
        return cells;
    }

    /// <summary>The column of a member as the sender calls it; null when there is none.</summary>
    internal string? NameOf(string member, IReadOnlyList<string> names) => Array.IndexOf(members, member) is >= 0 and var index ? names[index] : null;

    /// <summary>Without the mark that keeps a spreadsheet from taking a text for a formula, which our own files of errors set.</summary>
    private static string Plain(string cell) => cell.Trim() is ['\'', '=' or '+' or '-' or '@' or '\t', ..] marked ? marked[1..].Trim() : cell.Trim();

    /// <summary>Names are alike whatever their width and case, with or without "（必填）" or a star behind.</summary>
    private static string Bare(string name) => HalfWidth.Of(name).Split('(')[0].TrimEnd('*', ':').ToLowerInvariant();
}
