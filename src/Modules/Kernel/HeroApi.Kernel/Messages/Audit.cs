using System.Security.Cryptography;
using System.Text;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;

namespace HeroApi.Kernel.Messages;

/// <summary>Writes one append-only row for every command: who, when, what, which record and version, and the caller's note.</summary>
public sealed class Audit(Call call, TimeProvider clock)
{
    private (string Type, Guid Id, long? Version)? about;

    /// <summary>Names what the command was about when it touches no record of the feed.</summary>
    public void About(string type, Guid id, long? version = null) => about = (type, id, version);

    internal void Clear() => about = null;

    internal void Write(object command, Changes changes, List<Statement> last)
    {
        // Deliveries, timers and jobs are consequences of a command that already has its row.
        if (call.Caller.IsSystem && changes.First is null && about is null)
            return;

        var subject = about ?? changes.First;
        var entry = new AuditEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            At = Instants.Micro(clock.GetUtcNow()),
            Principal = call.Caller.KeyId,
            OrgId = call.Caller.OrgId,
            Action = NameOf(command),
            RecordType = subject?.Type,
            RecordId = subject?.Id,
            RecordVersion = subject?.Version,
            Note = call.Note,
            TraceId = call.TraceId
        };
        last.Add(new Statement(
            """
            INSERT INTO kernel_audit (id, at, principal, org_id, action, record_type, record_id, record_version, note, trace_id, digest)
            VALUES (@id, @at, @principal, @org, @action, @type, @record, @version, @note, @trace, @digest)
            """,
            [
                new("id", entry.Id), new("at", entry.At), new("principal", entry.Principal), new("org", entry.OrgId), new("action", entry.Action),
                new("type", entry.RecordType), new("record", entry.RecordId), new("version", entry.RecordVersion), new("note", entry.Note),
                new("trace", entry.TraceId), new("digest", entry.Digest())
            ]));
    }

    /// <summary><c>HeroApi.Cases.Leads.AcceptLead+Command</c> is kept as <c>cases.accept_lead</c>.</summary>
    internal static string NameOf(object command) => NameOf(command.GetType());

    internal static string NameOf(Type type)
    {
        var slice = type.DeclaringType ?? type;
        var module = slice.Namespace?.Split('.').Skip(1).FirstOrDefault() ?? "system";
        return $"{Names.Snake(module)}.{Names.Snake(slice.Name)}";
    }
}

/// <summary>One row of the audit trail.</summary>
public sealed record AuditEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The key that acted; all zeroes for the system itself.</summary>
    public required Guid Principal { get; init; }

    public Guid? OrgId { get; init; }

    /// <summary>Module and act, such as <c>cases.accept_lead</c>.</summary>
    public required string Action { get; init; }

    public string? RecordType { get; init; }
    public Guid? RecordId { get; init; }
    public long? RecordVersion { get; init; }
    public string? Note { get; init; }
    public string? TraceId { get; init; }

    /// <summary>Outlives the erasure of the row's text: the chain of seals is over digests.</summary>
    internal byte[] Digest() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Id, At.UtcDateTime.ToString(TypeHandlers.InstantFormat, System.Globalization.CultureInfo.InvariantCulture), Principal, OrgId, Action,
        RecordType, RecordId, RecordVersion, Note, TraceId)));
}
