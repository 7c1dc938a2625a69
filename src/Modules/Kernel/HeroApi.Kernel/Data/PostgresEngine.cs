using System.Data;
using System.Data.Common;
using System.Diagnostics;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace HeroApi.Kernel.Data;

/// <summary>The engine beyond one machine: a pool, time limits of our own, and a re-run when PostgreSQL asks for one.</summary>
public sealed class PostgresEngine : IEngine
{
    private const int MostAttempts = 4;
    private const long MigrationLock = 0x4865726F;

    private readonly NpgsqlDataSource source;
    private readonly HeroSettings settings;
    private readonly SealChain seals;
    private readonly ILogger log;

    public PostgresEngine(HeroSettings settings, SealChain seals, ILogger<PostgresEngine> log)
    {
        (this.settings, this.seals, this.log) = (settings, seals, log);
        TypeHandlers.Register();
        var text = new NpgsqlConnectionStringBuilder(settings.PostgresConnection)
        {
            ApplicationName = "heroapi",
            MaxAutoPrepare = 200,
            Timezone = "UTC",
            // Nothing of ours changes a session, so there is nothing to reset; it would cost every read a second statement.
            NoResetOnClose = true,
            IncludeErrorDetail = false
        };
        if (!settings.PostgresConnection!.Contains("Pool Size", StringComparison.OrdinalIgnoreCase))
            text.MaxPoolSize = 64;
        // An idle or endless transaction of ours would hold row locks for ever; another's cannot stall the feed.
        text.Options = $"{text.Options} -c statement_timeout={settings.StatementTimeout.TotalMilliseconds:0} -c lock_timeout=5000"
            + " -c idle_in_transaction_session_timeout=15000 -c synchronous_commit=on";
        // The name stands in the pool's measures, where else the user and the server would.
        source = new NpgsqlDataSourceBuilder(text.ConnectionString) { Name = "hero" }.Build();
    }

    public string Name => "postgres";

    public string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public SearchSql Search { get; } = new(
        "$.id IN (SELECT kx.record_id FROM kernel_search kx WHERE kx.terms @@ CAST(replace(replace(@terms, '*', ':*'), ' ', ' & ') AS tsquery))",
        [
            // Who writes the index anew has read the record without a lock: it must not undo what was said since.
            """
            INSERT INTO kernel_search (record_id, version, terms)
            VALUES (@record, @version, array_to_tsvector(string_to_array(@terms, ' ')))
            ON CONFLICT (record_id) DO UPDATE SET version = excluded.version, terms = excluded.terms WHERE kernel_search.version <= excluded.version
            """
        ],
        ["DELETE FROM kernel_search WHERE record_id = @record"]);

    public async Task Prepare(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_encoding_to_char(encoding), CASE WHEN datlocprovider = 'c' THEN datcollate ELSE 'other' END,
                   current_setting('server_version_num')::int
            FROM   pg_database
            WHERE  datname = current_database()
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (encoding, collation, version) = (reader.GetString(0), reader.GetString(1), reader.GetInt32(2));

        if (version < 150000)
            throw new HostRefused("HeroApi needs PostgreSQL 15 or newer.");
        // Another collation sorts text unlike SQLite and unlike our keyset pages, so pages would skip rows.
        if (encoding != "UTF8" || collation is not ("C" or "C.UTF-8" or "C.utf8"))
            throw new HostRefused(
                $"The database has encoding {encoding} and collation {collation}; HeroApi needs UTF8 and C.UTF-8. Create it with:\n"
                + $"  CREATE DATABASE \"{connection.Database}\" ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;");
    }

    public async ValueTask<ReadLease> Read(CancellationToken ct) =>
        new(await source.OpenConnectionAsync(ct), connection => connection.DisposeAsync());

    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
                using var session = new Session(connection);
                var result = await work(session);
                // Whoever hangs up now gets no answer, but a commit once begun is not torn.
                if (!session.IsCommitted)
                    await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (Exception exception) when (attempt < MostAttempts && AsksForAnotherRun(exception))
            {
                log.LogInformation("A command runs again after {State}, attempt {Attempt}", StateOf(exception), attempt);
                await Task.Delay(Random.Shared.Next(2, 10 * attempt), ct);
            }
        }
    }

    public async Task Migrate(Func<DbConnection, Task> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var wait = new NpgsqlCommand("SET lock_timeout = 0; SET statement_timeout = 0", connection))
            await wait.ExecuteNonQueryAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = MigrationLock } } })
            await take.ExecuteNonQueryAsync(ct);
        await work(connection);
        await transaction.CommitAsync(ct);
        await using var reset = new NpgsqlCommand("RESET lock_timeout; RESET statement_timeout", connection);
        await reset.ExecuteNonQueryAsync(ct);
    }

    public async Task<int> ExecuteAll(DbConnection connection, IReadOnlyList<Statement> statements, CancellationToken ct)
    {
        await using var batch = Batch(connection, statements);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task Finish(Session session, IReadOnlyList<Statement> last, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var batch = Batch(session.Connection, last);
        // When one of them fails the server leaves out the rest, and this with it.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        session.IsCommitted = true;
    }

    public async Task<bool> Publish(CancellationToken ct)
    {
        using var span = Telemetry.Span("publish");
        await using var connection = await source.OpenConnectionAsync(ct);
        var published = await Publisher.MoveOnPostgres(connection, ct);
        published |= await seals.SealOnPostgres(connection, ct);
        if (!published)
            span.Forget();
        return published;
    }

    public Refusal? Translate(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => new Refusal(Problems.Conflict, cause: exception),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or "25P03" } => new Refusal(Problems.Timeout, cause: exception),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }
            or PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
            => new Refusal(Problems.Busy, cause: exception) { RetryAfter = TimeSpan.FromSeconds(1) },
        // Class 53 is want of a resource, 57P the server going down, 58 its disk; a broken line has no SQL state at all.
        PostgresException { SqlState: var state } when state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal)
            => new Refusal(Problems.StorageFull, cause: exception) { RetryAfter = TimeSpan.FromSeconds(5) },
        NpgsqlException and not PostgresException => new Refusal(Problems.StorageFull, cause: exception) { RetryAfter = TimeSpan.FromSeconds(5) },
        _ => null
    };

    public async Task Backup(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var text = new NpgsqlConnectionStringBuilder(settings.PostgresConnection);
        var start = new ProcessStartInfo("pg_dump") { ArgumentList = { "--format=custom", "--file", Path.Combine(folder, "hero.dump") } };
        (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (text.Host, text.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) = (text.Username, text.Password, text.Database);
        using var dump = Process.Start(start) ?? throw new HostRefused("pg_dump could not be started.");
        await dump.WaitForExitAsync(ct);
        if (dump.ExitCode != 0)
            throw new HostRefused($"pg_dump ended with {dump.ExitCode}.");
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static NpgsqlBatch Batch(DbConnection connection, IReadOnlyList<Statement> statements)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var (name, value) in statement.Parameters)
                command.Parameters.Add(Parameter(name, value));
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static bool AsksForAnotherRun(Exception exception) =>
        StateOf(exception) is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Also of what a handler has wrapped into a refusal of its own.</summary>
    private static string? StateOf(Exception? exception) => exception is null or PostgresException ? (exception as PostgresException)?.SqlState : StateOf(exception.InnerException);

    private static NpgsqlParameter Parameter(string name, object? value) => value switch
    {
        null => new NpgsqlParameter(name, DBNull.Value),
        DateTimeOffset at => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = at.UtcDateTime },
        _ => new NpgsqlParameter(name, TypeHandlers.ToPostgres(value))
    };
}
