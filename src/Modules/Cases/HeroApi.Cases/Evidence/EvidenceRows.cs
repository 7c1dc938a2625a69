using System.Text.Json;

namespace HeroApi.Cases.Evidence;

/// <summary>The row of a piece of evidence.</summary>
internal sealed record EvidenceRow
{
    internal const string Columns = "id, case_id, kind, source, note, received_on, statement_id, files, state, verified_on, verified_by, verified_how";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required string Source { get; init; }
    public string? Note { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public Guid? StatementId { get; init; }

    /// <summary>The ids of its files, as a JSON array.</summary>
    public required string Files { get; init; }

    /// <summary>unverified, verified or rejected.</summary>
    public required string State { get; init; }

    public DateOnly? VerifiedOn { get; init; }
    public string? VerifiedBy { get; init; }
    public string? VerifiedHow { get; init; }

    internal EvidenceView View => new()
    {
        Id = Id,
        Kind = Kind,
        Source = Source,
        Note = Note,
        ReceivedOn = ReceivedOn,
        StatementId = StatementId,
        FileIds = JsonSerializer.Deserialize<IReadOnlyList<Guid>>(Files, Json.Stored)!,
        State = State,
        VerifiedOn = VerifiedOn,
        VerifiedBy = VerifiedBy,
        VerifiedHow = VerifiedHow
    };
}

/// <summary>The row of a fact.</summary>
internal sealed record FactRow
{
    internal const string Columns = "id, case_id, kind, actor_id, detail, state, evidence";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public Guid? ActorId { get; init; }
    public required string Detail { get; init; }

    /// <summary>to_establish, established or not_established.</summary>
    public required string State { get; init; }

    /// <summary>The ids of what carries it, as a JSON array.</summary>
    public required string Evidence { get; init; }

    internal IReadOnlyList<Guid> EvidenceIds => JsonSerializer.Deserialize<IReadOnlyList<Guid>>(Evidence, Json.Stored)!;

    internal FactView View => new() { Id = Id, Kind = Kind, ActorId = ActorId, Detail = Detail, State = State, EvidenceIds = EvidenceIds };
}

/// <summary>The row of what was found of an actor.</summary>
internal sealed record FindingRow
{
    internal const string Columns = "id, case_id, actor_id, kind, code, grade, reason, source, found_on";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid ActorId { get; init; }

    /// <summary>duty or injury.</summary>
    public required string Kind { get; init; }

    public required string Code { get; init; }
    public int? Grade { get; init; }
    public required string Reason { get; init; }
    public string? Source { get; init; }
    public required DateOnly FoundOn { get; init; }

    internal FindingView View => new() { Code = Code, Grade = Grade, Reason = Reason, Source = Source, FoundOn = FoundOn };
}
