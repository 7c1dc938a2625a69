using HeroApi.Kernel.Text;

namespace HeroApi.Kernel.Events;

/// <summary>
/// The one projection of a record type. GET, feed and every later way out (batch, export, digest) ask it, so that there
/// is no way around its masking. It answers only what the present caller may see.
/// </summary>
public interface IRecordSource
{
    /// <summary>Where the type's records are kept.</summary>
    RecordTable Table { get; }

    string Type => Table.Type;

    string Scope => Table.Scope;

    /// <summary>Visible records in id order, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct);

    /// <summary>Those of the records that the caller may see now; deleted ones are absent.</summary>
    Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>What the records are found by, in id order, for whoever writes the index anew; none where nothing is searched.</summary>
    Task<IReadOnlyList<Searched>> Searched(Guid? after, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<Searched>>([]);
}

/// <summary>A record with the terms it is found by in this version.</summary>
public sealed record Searched(Guid Id, long Version, SearchTerms Terms);

/// <summary>A record as the caller sees it.</summary>
public sealed record RecordState(Guid Id, long Version, Guid OwnerOrgId, object Body);
