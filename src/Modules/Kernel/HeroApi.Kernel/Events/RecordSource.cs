namespace HeroApi.Kernel.Events;

/// <summary>
/// The one projection of a record type. GET, feed and every later way out (batch, export, digest) ask it, so that there
/// is no way around its masking. It answers only what the present caller may see.
/// </summary>
public interface IRecordSource
{
    /// <summary>The record type's name in the feed, such as <c>lead</c>.</summary>
    string Type { get; }

    /// <summary>The scope that reading the type needs.</summary>
    string Scope { get; }

    /// <summary>Visible records in id order, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct);

    /// <summary>Those of the records that the caller may see now; deleted ones are absent.</summary>
    Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>
    /// Raises the version of those of the records that exist and returns them, for changes that come from outside of the
    /// record, such as a moved organisation; a reader would ignore a record that comes back under an old version.
    /// </summary>
    Task<IReadOnlyList<Raised>> Raise(IReadOnlyCollection<Guid> ids, CancellationToken ct);
}

/// <summary>A record as the caller sees it.</summary>
public sealed record RecordState(Guid Id, long Version, Guid OwnerOrgId, object Body);

/// <summary>A record whose version was raised.</summary>
public sealed record Raised
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Protection { get; init; }
}
