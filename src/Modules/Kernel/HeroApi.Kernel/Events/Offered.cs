using HeroApi.Kernel.Http;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Events;

/// <summary>A record type whose records may be offered to other organisations; its module decides which of them, and when.</summary>
public interface IOffered
{
    RecordTable Table { get; }

    /// <summary>The scope that offering a record, and answering an offer of one, need.</summary>
    string Decides { get; }

    /// <summary>
    /// Who sees the record that its owner wants to offer. Holds it for the rest of the command, and refuses like every other
    /// act on it: out of sight, not the caller's, at another version than the one given, or in a state that does not allow it.
    /// </summary>
    Task<Visibility> Give(Guid id, long? version, CancellationToken ct);

    /// <summary>
    /// What to tell of the record to whom it is offered, who does not see it yet: enough to decide, and nothing of persons.
    /// Null when it is deleted; refuses when its state does not allow that it changes hands.
    /// </summary>
    Task<OfferedRecord?> Take(Guid id, CancellationToken ct);
}

/// <summary>What the receiver of an offer is told of the record, as it is now.</summary>
public sealed record OfferedRecord : IVersioned
{
    public required string Type { get; init; }
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Which there are depends on the type; codes, counts and dates, never names.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    internal static OfferedRecord Example => new()
    {
        Type = "lead",
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000001"),
        Version = 1,
        Facts = new Dictionary<string, string> { ["state"] = "reported", ["regionCode"] = "370602", ["actedOn"] = "2026-05-01", ["persons"] = "1" }
    };
}

/// <summary>Keeps what it knows of records true within the command that changes them.</summary>
public interface IRecordFollower
{
    Task Follow(IReadOnlyList<Turn> turns, CancellationToken ct);
}

/// <summary>A turn in a record's life that others may hang on: it ended, changed hands, was decided, or is kept more or less closely.</summary>
/// <param name="End">deleted, merged, owner_changed or decided; null when only the protection is another.</param>
public sealed record Turn(Guid RecordId, string? End, string Protection);
