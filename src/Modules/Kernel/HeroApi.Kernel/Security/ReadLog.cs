using HeroApi.Kernel.Data;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Security;

/// <summary>Records who read whose personal data in clear, and why. The rows commit before the answer leaves: inside a command with it, else by themselves.</summary>
public sealed class ReadLog(IEngine engine, Db db, Call call, TimeProvider clock)
{
    public Task Note(string recordType, IReadOnlyCollection<Guid> recordIds, CancellationToken ct) =>
        Note([.. recordIds.Select(id => new RecordName(recordType, id))], call.Purpose!, ct);

    /// <summary>The same for records of several types, under a purpose that the operation itself implies.</summary>
    public async Task Note(IReadOnlyCollection<RecordName> records, string purpose, CancellationToken ct)
    {
        var rows = records.Select(record => Row(record, purpose)).ToList();
        if (db.InCommand)
        {
            await db.ExecuteAll(rows, ct);
            return;
        }

        await engine.Write(async session =>
        {
            await engine.ExecuteAll(session.Connection, rows, ct);
            return rows.Count;
        }, ct);
    }

    /// <summary>The row itself, for a command that sends it along with others of its own.</summary>
    public Statement Row(RecordName record, string purpose)
    {
        var now = clock.GetUtcNow();
        return new Statement(
            """
            INSERT INTO kernel_read_log (id, at, principal, org_id, purpose, action, record_type, record_id, trace_id)
            VALUES (@id, @at, @principal, @org, @purpose, @action, @type, @record, @trace)
            """,
            [
                new("id", Guid.CreateVersion7(now)), new("at", now), new("principal", call.Caller.KeyId), new("org", call.Caller.OrgId),
                new("purpose", purpose), new("action", call.Operation), new("type", record.Type), new("record", record.Id), new("trace", call.TraceId)
            ]);
    }
}
