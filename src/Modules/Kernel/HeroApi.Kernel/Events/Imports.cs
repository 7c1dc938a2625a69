namespace HeroApi.Kernel.Events;

/// <summary>A record type that tables are imported into: who reads the tables knows files and columns, only the type knows what a row says.</summary>
public interface IImport
{
    /// <summary>The record type's name, such as <c>hero</c>.</summary>
    string Type { get; }

    /// <summary>The scope that writing such records needs.</summary>
    string Scope { get; }

    IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>Takes rows in, in the transaction of their chunk: one outcome for each, and none is refused for another's sake.</summary>
    Task<IReadOnlyList<ImportOutcome>> Take(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Importer by, CancellationToken ct);
}

/// <param name="Member">What its cells are called in a row, and in English tables.</param>
/// <param name="Zh">What Chinese tables call it.</param>
public sealed record ImportColumn(string Member, string Zh, params string[] Aliases)
{
    public bool Required { get; init; }
}

/// <summary>For whom rows are imported.</summary>
/// <param name="System">The other system whose ids the table holds.</param>
/// <param name="ValidateOnly">Says what would become of the rows, and writes nothing.</param>
public sealed record Importer(Guid OrgId, Guid Principal, string? System, bool ValidateOnly);

/// <param name="Result">created, unchanged for a row that was imported before, known for a record that was there otherwise, or error.</param>
/// <param name="Errors">What is wrong, by the member that says it: codes of the problem catalogue.</param>
public sealed record ImportOutcome(string Result, params (string Member, string Code)[] Errors);
