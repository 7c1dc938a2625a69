using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Security;

/// <summary>One command that was carried out.</summary>
public sealed record AuditView : Listed
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The key that acted, or the subject of a token; all zeroes for the system.</summary>
    public required Guid Principal { get; init; }

    /// <summary>What that key or person is called; absent for the system.</summary>
    public string? PrincipalName { get; init; }

    /// <summary>The token issuer that vouched for the person; absent for a key.</summary>
    public string? PrincipalIssuer { get; init; }

    public Guid? OrgId { get; init; }

    /// <summary>Module and act, such as <c>cases.accept_lead</c>.</summary>
    public required string Action { get; init; }

    public string? RecordType { get; init; }
    public Guid? RecordId { get; init; }
    public long? RecordVersion { get; init; }

    /// <summary>The caller's <c>X-Action-Note</c>.</summary>
    public string? Note { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The row's number in the chain of seals; absent for the moment until it is sealed.</summary>
    public long? SealNo { get; init; }
}

/// <summary>One reading of one record's personal data in clear.</summary>
public sealed record ReadView : Listed
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The key that read, or the subject of a token.</summary>
    public required Guid Principal { get; init; }

    /// <summary>What that key or person is called.</summary>
    public string? PrincipalName { get; init; }

    /// <summary>The token issuer that vouched for the person; absent for a key.</summary>
    public string? PrincipalIssuer { get; init; }

    public Guid? OrgId { get; init; }

    /// <summary>The reason given in <c>X-Purpose</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The operation id of the reading.</summary>
    public required string Action { get; init; }

    public required string RecordType { get; init; }
    public required Guid RecordId { get; init; }
    public string? TraceId { get; init; }
}

/// <summary>The audit trail and the read log, for acts of organisations at or below the caller's.</summary>
public sealed class Trail(Pages pages, Call call)
{
    public static readonly Listing Audit = new Listing("t")
        .Id("record", "t.record_id", "What was done to this record")
        .Id("principal", "t.principal", "What this key or subject did")
        .Text("action", "t.action", "This act, such as cases.accept_lead")
        .Instant("at", "t.at", "Carried out in this range");

    public static readonly Listing Reads = new Listing("t")
        .Id("record", "t.record_id", "Who read this record in clear")
        .Id("principal", "t.principal", "What this key or subject read in clear")
        .Text("purpose", "t.purpose", "Readings for this purpose")
        .Instant("at", "t.at", "Read in this range");

    public Task<Page<AuditView>> ReadAudit(ListQuery query, CancellationToken ct) => pages.Read<AuditView>(Mine(query),
        "t.id, t.at, t.principal, t.org_id, t.action, t.record_type, t.record_id, t.record_version, t.note, t.trace_id, t.seal_no",
        $"FROM kernel_audit t WHERE {Acting}", ct);

    public Task<Page<ReadView>> ReadReads(ListQuery query, CancellationToken ct) => pages.Read<ReadView>(Mine(query),
        "t.id, t.at, t.principal, t.org_id, t.purpose, t.action, t.record_type, t.record_id, t.trace_id",
        $"FROM kernel_read_log t WHERE {Acting}", ct);

    private string Acting => call.Caller.OrgId is null
        ? "TRUE"
        : "EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.org_id = t.org_id AND kt.ancestor_id = @actingUnder)";

    private ListQuery Mine(ListQuery query)
    {
        query.Parameters.Add("actingUnder", call.Caller.OrgId);
        return query;
    }
}
