using System.Collections.Concurrent;
using System.Data.Common;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace HeroApi.Kernel.Data;

/// <summary>The embedded engine: one file, one writer lane, any number of readers that never wait for it.</summary>
public sealed class SqliteEngine : IEngine
{
    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(6);

    private readonly string file;
    private readonly ConcurrentBag<SqliteStatements> readers = [];
    private readonly SqliteStatements writer;
    private readonly WriterLane lane;
    private readonly SealChain seals;
    private int opened;
    private volatile bool closed;
    private volatile bool migrating;

    static SqliteEngine()
    {
        Batteries_V2.Init();
        // Nobody asks how much memory SQLite holds, and counting it takes a lock for every piece. Refused, harmlessly, where
        // something else in the process has used SQLite before.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteEngine(HeroSettings settings, SealChain seals, ILogger<SqliteEngine> log)
    {
        this.seals = seals;
        TypeHandlers.Register();
        file = settings.SqliteFile;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        writer = Open(SqliteOpenMode.ReadWriteCreate, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 5000", "PRAGMA temp_store = MEMORY",
            // A command touches some thirty indexes: they stay in memory, and go back to the file less often.
            "PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 8192", "PRAGMA journal_size_limit = 67108864");
        lane = new WriterLane(writer, Publish, settings.LongestCommand, log);
    }

    public string Name => "sqlite";

    public string SkipLocked => "";

    /// <summary>The row of the index has a number of its own, since VACUUM may give a table without one new row ids.</summary>
    public SearchSql Search { get; } = new(
        "$.id IN (SELECT kd.record_id FROM kernel_search kx JOIN kernel_search_record kd ON kd.number = kx.rowid WHERE kx.kernel_search MATCH @terms)",
        [
            "INSERT INTO kernel_search_record (record_id) VALUES (@record) ON CONFLICT (record_id) DO NOTHING",
            "INSERT OR REPLACE INTO kernel_search (rowid, terms) SELECT number, @terms FROM kernel_search_record WHERE record_id = @record"
        ],
        [
            "DELETE FROM kernel_search WHERE rowid = (SELECT number FROM kernel_search_record WHERE record_id = @record)",
            "DELETE FROM kernel_search_record WHERE record_id = @record"
        ]);

    /// <summary>How many commands wait for the lane.</summary>
    public int Waiting => lane.Waiting;

    /// <summary>The connections for reading: lent and at rest.</summary>
    internal (int Used, int Idle) Readers => (opened - readers.Count, readers.Count);

    public Task Prepare(CancellationToken ct) => Task.CompletedTask;

    public ValueTask<ReadLease> Read(CancellationToken ct)
    {
        if (!readers.TryTake(out var reader))
        {
            Interlocked.Increment(ref opened);
            reader = Open(SqliteOpenMode.ReadWrite, "PRAGMA query_only = ON", "PRAGMA busy_timeout = 5000",
                "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -8000", "PRAGMA mmap_size = 268435456");
        }

        return ValueTask.FromResult(new ReadLease(reader, GiveBack));
    }

    public Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct) => lane.Run(work, ct);

    public async Task Migrate(Func<DbConnection, Task> work, CancellationToken ct)
    {
        // The tables that publishing needs are only being made.
        migrating = true;
        await lane.Run(async session =>
        {
            await work(session.Connection);
            return true;
        }, LongestMigration, ct);
        migrating = false;
    }

    public Task<int> ExecuteAll(DbConnection connection, IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        var touched = 0;
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            foreach (var (name, value) in statement.Parameters)
                command.Parameters.Add(new SqliteParameter(name, TypeHandlers.ToSqlite(value)));
            touched += command.ExecuteNonQuery();
        }

        return Task.FromResult(touched);
    }

    public Task Finish(Session session, IReadOnlyList<Statement> last, CancellationToken ct) => ExecuteAll(session.Connection, last, ct);

    /// <summary>The lane publishes inside every group, so there is never anything left to move.</summary>
    public Task<bool> Publish(CancellationToken ct) => Task.FromResult(false);

    public Refusal? Translate(Exception exception) => exception is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT when sqlite.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY
            => new Refusal(Problems.Conflict, cause: exception),
        raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
            => new Refusal(Problems.StorageFull, cause: exception) { RetryAfter = TimeSpan.FromSeconds(10) },
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new Refusal(Problems.Busy, cause: exception) { RetryAfter = TimeSpan.FromSeconds(1) },
        raw.SQLITE_INTERRUPT => new Refusal(Problems.Timeout, cause: exception),
        _ => null
    };

    public async Task Backup(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        // A connection of its own: those for reading refuse to write, even into another file.
        await using var connection = Open(SqliteOpenMode.ReadWrite, "PRAGMA busy_timeout = 5000");
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @target";
        command.Parameters.Add(new SqliteParameter("@target", Path.Combine(folder, "hero.db")));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        closed = true;
        await lane.DisposeAsync();
        while (readers.TryTake(out var reader))
            await reader.DisposeAsync();
        await writer.DisposeAsync();
    }

    private bool Publish(SqliteStatements connection)
    {
        using var span = Telemetry.Span("publish");
        var published = !migrating && (Publisher.MoveOnSqlite(connection) | seals.SealOnSqlite(connection));
        if (!published)
            span.Forget();
        return published;
    }

    private ValueTask GiveBack(DbConnection connection)
    {
        if (closed)
            return connection.DisposeAsync();

        readers.Add((SqliteStatements)connection);
        return ValueTask.CompletedTask;
    }

    private SqliteStatements Open(SqliteOpenMode mode, params string[] pragmas)
    {
        var connection = new SqliteStatements(new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString));
        connection.Open();
        // Otherwise each new value of a LIMIT makes SQLite compile its statement anew.
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        foreach (var pragma in pragmas)
            connection.Run(pragma);
        return connection;
    }
}
