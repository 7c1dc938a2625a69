using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Security;

/// <summary>A record by its type and id.</summary>
public readonly record struct RecordName(string Type, Guid Id);

/// <summary>
/// Who may fill a file, and which records refer to it: a file has the rights of those records, and before there is one it
/// is its uploader's alone. Written in the transaction of the record, so the rights are true with it.
/// </summary>
public sealed class FileLinks(Db db, Call call, IEnumerable<IRecordSource> sources, HeroSettings settings, TimeProvider clock)
{
    /// <summary>Takes an id for a file that the caller sends, and holds it for the command; null when it is another's.</summary>
    public async Task<FileClaim?> Claim(Guid fileId, TimeSpan keep, CancellationToken ct)
    {
        var claim = await Hold(fileId, 0, clock.GetUtcNow() + keep, ct);
        return claim.Principal == call.Caller.KeyId ? claim : null;
    }

    /// <summary>The caller's own claim; null when there is none.</summary>
    public Task<FileClaim?> Own(Guid fileId, CancellationToken ct) => db.SingleOrDefault<FileClaim>(
        "SELECT principal, verified, refs FROM kernel_file WHERE id = @fileId AND principal = @KeyId", new { fileId, call.Caller.KeyId }, ct);

    /// <summary>The file is whole and accepted. Its claim must be held.</summary>
    public Task Verify(Guid fileId, CancellationToken ct) => db.Execute(
        "UPDATE kernel_file SET verified = true, keep_until = @keep WHERE id = @fileId", new { fileId, keep = clock.GetUtcNow() + settings.LooseFileExpiry }, ct);

    /// <summary>
    /// Makes a record refer to these files and to no others; returns those that are verified. An id that nobody knows yet
    /// is taken for the caller; one that he may not see is refused at its pointer.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> Refer(
        RecordName record, IReadOnlyCollection<Guid> before, IReadOnlyList<Guid> after, Func<int, string> pointer, CancellationToken ct)
    {
        var keep = clock.GetUtcNow() + settings.LooseFileExpiry;
        foreach (var dropped in before.Except(after).Order())
            if (await db.Execute("DELETE FROM kernel_file_ref WHERE file_id = @dropped AND record_id = @Id", new { dropped, record.Id }, ct) > 0)
                await db.Execute("UPDATE kernel_file SET refs = refs - 1, keep_until = @keep WHERE id = @dropped", new { dropped, keep }, ct);

        var (verified, unknown) = (new HashSet<Guid>(), new List<InputError>());
        // In one order always, so that two records that name the same files do not wait for each other.
        foreach (var (fileId, index) in after.Select((id, index) => (id, index)).OrderBy(file => file.id))
        {
            var added = !before.Contains(fileId);
            var claim = await Hold(fileId, added ? 1 : 0, keep, ct);
            if (claim.Verified)
                verified.Add(fileId);
            if (!added)
                continue;

            var own = claim.Principal == call.Caller.KeyId && (!claim.Verified || claim.Refs == 1);
            if (!own && (await Through(fileId, ct)).Count == 0)
                unknown.Add(new InputError(pointer(index), ValueProblems.UnknownFile.Code, ValueProblems.UnknownFile.Text()));
            await db.Execute("INSERT INTO kernel_file_ref (file_id, record_type, record_id) VALUES (@fileId, @Type, @Id)", new { fileId, record.Type, record.Id }, ct);
        }

        return unknown.Count == 0 ? verified : throw new Invalid([.. unknown]);
    }

    /// <summary>
    /// The records through which the caller sees a file: none, when it is his own and no record refers to it; null when he
    /// does not see it.
    /// </summary>
    public async Task<IReadOnlyList<RecordName>?> SeenThrough(Guid fileId, CancellationToken ct)
    {
        var claim = await db.SingleOrDefault<FileClaim>("SELECT principal, verified, refs FROM kernel_file WHERE id = @fileId", new { fileId }, ct);
        if (claim is null or { Verified: false })
            return null;
        if (claim.Refs == 0)
            return claim.Principal == call.Caller.KeyId ? [] : null;

        return await Through(fileId, ct) is { Count: > 0 } seen ? seen : null;
    }

    /// <summary>A record refers to the files of another that goes into it, or comes out of it; returns those that it did not refer to before.</summary>
    /// <param name="only">Only these files; all when absent.</param>
    public Task<IReadOnlyList<Guid>> Move(Guid from, Guid into, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { from, into });
        var these = only is null ? "" : $" AND file_id IN {parameters.In("file", only)}";
        return db.Query<Guid>(
            $"""
            UPDATE kernel_file_ref
            SET    record_id = @into
            WHERE  record_id = @from{these} AND file_id NOT IN (SELECT t.file_id FROM kernel_file_ref t WHERE t.record_id = @into)
            RETURNING file_id
            """, parameters, ct);
    }

    /// <summary>Gives a claim up that no record refers to; false when one does.</summary>
    public async Task<bool> Drop(Guid fileId, CancellationToken ct) =>
        await db.Execute("DELETE FROM kernel_file WHERE id = @fileId AND refs = 0", new { fileId }, ct) == 1;

    /// <summary>Gives up claims that no record has referred to for long enough.</summary>
    public Task<IReadOnlyList<Guid>> DropLoose(int limit, CancellationToken ct) => db.Query<Guid>(
        """
        DELETE FROM kernel_file
        WHERE  refs = 0 AND keep_until < @now
        AND    id IN (SELECT f.id FROM kernel_file f WHERE f.refs = 0 AND f.keep_until < @now ORDER BY f.keep_until LIMIT @limit)
        RETURNING id
        """, new { now = clock.GetUtcNow(), limit }, ct);

    /// <summary>Whoever comes second waits here, so that a record never misses that a file was verified meanwhile.</summary>
    private Task<FileClaim> Hold(Guid fileId, long more, DateTimeOffset keep, CancellationToken ct) => db.Single<FileClaim>(
        """
        INSERT INTO kernel_file (id, principal, verified, refs, keep_until)
        VALUES (@fileId, @KeyId, false, @more, @keep)
        ON CONFLICT (id) DO UPDATE SET refs = kernel_file.refs + @more,
            keep_until = CASE WHEN kernel_file.keep_until < excluded.keep_until THEN excluded.keep_until ELSE kernel_file.keep_until END
        RETURNING principal, verified, refs
        """, new { fileId, call.Caller.KeyId, more, keep }, ct);

    private async Task<IReadOnlyList<RecordName>> Through(Guid fileId, CancellationToken ct)
    {
        var seen = new List<RecordName>();
        var referring = await db.Query<Ref>("SELECT record_type, record_id FROM kernel_file_ref WHERE file_id = @fileId ORDER BY record_id", new { fileId }, ct);
        foreach (var type in referring.GroupBy(row => row.RecordType))
        {
            var source = sources.Single(known => known.Table.Type == type.Key);
            if (call.Caller.May(source.Table.Scope))
                seen.AddRange((await source.Read([.. type.Select(row => row.RecordId)], ct)).Select(record => new RecordName(type.Key, record.Id)));
        }

        return seen;
    }

    private sealed record Ref
    {
        public required string RecordType { get; init; }
        public required Guid RecordId { get; init; }
    }
}

/// <summary>What stands of a file's id: whose it is to fill, whether it was, and how many records refer to it.</summary>
public sealed record FileClaim
{
    public required Guid Principal { get; init; }
    public required bool Verified { get; init; }
    public required long Refs { get; init; }
}
