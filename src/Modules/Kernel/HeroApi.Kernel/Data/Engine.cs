using System.Data.Common;
using System.Text.RegularExpressions;

namespace HeroApi.Kernel.Data;

/// <summary>
/// The seam between HeroApi and its database. Everything that SQLite and PostgreSQL do differently is behind it,
/// in <see cref="SqliteEngine"/>, <see cref="PostgresEngine"/> and the twin migration scripts.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>; also the infix of twin migration scripts.</summary>
    string Name { get; }

    /// <summary>Creates what must be there before migrations run, and refuses a database that cannot keep our promises.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>A connection for reading, to be given back by disposing the lease.</summary>
    ValueTask<ReadLease> Read(CancellationToken ct);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and returns only when it is durable. The work may be run more than
    /// once, so it must do nothing but database work on the connection it is given.
    /// </summary>
    Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>Runs schema changes under a lock that keeps other hosts out.</summary>
    Task Migrate(Func<DbConnection, Task> work, CancellationToken ct);

    /// <summary>Sends several statements in as few round trips as the engine allows; answers how many rows they touched together.</summary>
    Task<int> ExecuteAll(DbConnection connection, IReadOnlyList<Statement> statements, CancellationToken ct);

    /// <summary>Sends the last statements of a command, and its commit with them where that saves a round trip.</summary>
    Task Finish(Session session, IReadOnlyList<Statement> last, CancellationToken ct);

    /// <summary>Moves committed changes to the feed and seals audit rows; true when there was something to move.</summary>
    Task<bool> Publish(CancellationToken ct);

    /// <summary>What the engine's exception means to a caller; null when it is a fault of ours.</summary>
    Refusal? Translate(Exception exception);

    /// <summary>Takes rows that another transaction holds for taken; empty where there is only one writer.</summary>
    string SkipLocked { get; }

    /// <summary>How the engine keeps the index of search terms.</summary>
    SearchSql Search { get; }

    /// <summary>Copies the whole database, consistently and while it is in use, into a folder.</summary>
    Task Backup(string folder, CancellationToken ct);
}

/// <summary>One statement of a batch with its parameters.</summary>
public readonly record struct Statement(string Sql, IReadOnlyList<KeyValuePair<string, object?>> Parameters);

/// <summary>
/// The index of search terms: the predicate that stands for <c>SEARCH(alias, @terms)</c>, and the statements that write and
/// remove the row of <c>@record</c>.
/// </summary>
public sealed partial record SearchSql(string Predicate, IReadOnlyList<string> Write, IReadOnlyList<string> Remove)
{
    internal string Expand(string sql) => sql.Contains("SEARCH(", StringComparison.Ordinal)
        ? Marker().Replace(sql, match => Predicate.Replace("$", match.Groups[1].Value, StringComparison.Ordinal).Replace("@terms", match.Groups[2].Value, StringComparison.Ordinal))
        : sql;

    [GeneratedRegex(@"\bSEARCH\((\w+), (@\w+)\)")]
    private static partial Regex Marker();
}

/// <summary>A borrowed connection.</summary>
public readonly struct ReadLease(DbConnection connection, Func<DbConnection, ValueTask> giveBack) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public ValueTask DisposeAsync() => giveBack(Connection);
}
