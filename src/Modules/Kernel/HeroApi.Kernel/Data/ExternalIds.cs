using Dapper;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Data;

/// <summary>What another system calls a record.</summary>
public sealed record ExternalId
{
    /// <summary>The system's code; a credential must have been granted it.</summary>
    public required string System { get; init; }

    /// <summary>The id there.</summary>
    public required string Value { get; init; }
}

/// <summary>The ids that other systems use, unique for each record type and system.</summary>
public sealed class ExternalIds(Db db, Call call)
{
    /// <summary>An id as it stands in an address: an encoded slash is the one character that routing leaves as it came.</summary>
    public static string InPath(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives a new record its external ids; 409 when one of them is taken.</summary>
    public async Task Add(string recordType, Guid recordId, IReadOnlyCollection<ExternalId> ids, CancellationToken ct)
    {
        foreach (var id in ids)
            if (!await Claim(recordType, recordId, id, ct))
                throw new Refusal(Problems.ExternalIdTaken, new { system = id.System });
    }

    /// <summary>Takes an external id for a record; false when it is taken. Of two at once the second waits for the first.</summary>
    public async Task<bool> Claim(string recordType, Guid recordId, ExternalId id, CancellationToken ct)
    {
        call.Caller.NeedSystem(id.System);
        return await db.Execute(
            """
            INSERT INTO kernel_external_id (record_type, system, value, record_id)
            VALUES (@recordType, @System, @Value, @recordId)
            ON CONFLICT (record_type, system, value) DO NOTHING
            """, new { recordType, id.System, id.Value, recordId }, ct) == 1;
    }

    /// <summary>What a record is called when its names shall be these: those of systems that the caller was not granted stay.</summary>
    public IReadOnlyList<ExternalId> After(IEnumerable<ExternalId> were, IEnumerable<ExternalId> wanted) =>
        [.. were.Where(id => !call.Caller.Systems.Contains(id.System)).Union(wanted).OrderBy(id => id.System, StringComparer.Ordinal).ThenBy(id => id.Value, StringComparer.Ordinal)];

    /// <summary>Takes an external id away from a record.</summary>
    public Task Remove(string recordType, ExternalId id, CancellationToken ct)
    {
        call.Caller.NeedSystem(id.System);
        return db.Execute("DELETE FROM kernel_external_id WHERE record_type = @recordType AND system = @System AND value = @Value",
            new { recordType, id.System, id.Value }, ct);
    }

    /// <summary>Gives external ids of one record to another that it goes into or comes out of, whoever was granted the systems.</summary>
    public async Task Move(string recordType, IEnumerable<ExternalId> ids, Guid from, Guid into, CancellationToken ct)
    {
        foreach (var id in ids)
            await db.Execute("UPDATE kernel_external_id SET record_id = @into WHERE record_type = @recordType AND system = @System AND value = @Value AND record_id = @from",
                new { recordType, id.System, id.Value, from, into }, ct);
    }

    /// <summary>
    /// The record that a system's id belongs to, and the sender's version of it. Inside a command the row is held, so that
    /// two senders of one id come one after the other.
    /// </summary>
    public Task<ExternalRecord?> Find(string recordType, string system, string value, CancellationToken ct)
    {
        call.Caller.NeedSystem(system);
        const string here = "WHERE record_type = @recordType AND system = @system AND value = @value";
        return db.SingleOrDefault<ExternalRecord>(
            db.InCommand
                ? $"UPDATE kernel_external_id SET value = value {here} RETURNING record_id, source_version"
                : $"SELECT record_id, source_version FROM kernel_external_id {here}",
            new { recordType, system, value }, ct);
    }

    /// <summary>The external ids of several records at once.</summary>
    public static async Task<ILookup<Guid, ExternalId>> Of(Db db, string recordType, IReadOnlyCollection<Guid> recordIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { recordType });
        return (await db.Query<Named>(
            $"""
            SELECT record_id, system, value
            FROM   kernel_external_id
            WHERE  record_id IN {parameters.In("id", recordIds)} AND record_type = @recordType
            ORDER  BY system, value
            """, parameters, ct)).ToLookup(row => row.RecordId, row => new ExternalId { System = row.System, Value = row.Value });
    }

    private sealed record Named
    {
        public required Guid RecordId { get; init; }
        public required string System { get; init; }
        public required string Value { get; init; }
    }

    /// <summary>Notes the sender's own version of what it sent last.</summary>
    public Task SetSourceVersion(string recordType, string system, string value, long? sourceVersion, CancellationToken ct) => db.Execute(
        "UPDATE kernel_external_id SET source_version = @sourceVersion WHERE record_type = @recordType AND system = @system AND value = @value",
        new { recordType, system, value, sourceVersion }, ct);
}

/// <summary>The record behind an external id.</summary>
public sealed record ExternalRecord
{
    public required Guid RecordId { get; init; }
    public long? SourceVersion { get; init; }
}
