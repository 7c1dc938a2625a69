using System.Text.Json;
using HeroApi.Cases.Evidence;

namespace HeroApi.Cases.Investigation;

/// <summary>What an investigation has brought so far; the words of statements are read by themselves.</summary>
internal sealed record Inquiry
{
    internal static readonly Inquiry None = new() { Tasks = [], Statements = [], Evidence = [], Facts = [] };

    public required IReadOnlyList<TaskRow> Tasks { get; init; }
    public required IReadOnlyList<StatementRow> Statements { get; init; }
    public required IReadOnlyList<EvidenceRow> Evidence { get; init; }
    public required IReadOnlyList<FactRow> Facts { get; init; }

    /// <summary>Read while it can still decide about something.</summary>
    internal static async Task<Inquiry> Of(Db db, CaseRow row, CancellationToken ct) => !InvestigationActions.Gathering.Contains(row.State) ? None : new Inquiry
    {
        Tasks = await db.Query<TaskRow>($"SELECT {TaskRow.Columns} FROM cases_task WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Statements = await db.Query<StatementRow>($"SELECT {StatementRow.Columns} FROM cases_statement WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Evidence = await db.Query<EvidenceRow>($"SELECT {EvidenceRow.Columns} FROM cases_evidence WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Facts = await db.Query<FactRow>($"SELECT {FactRow.Columns} FROM cases_fact WHERE case_id = @Id ORDER BY id", new { row.Id }, ct)
    };
}

/// <summary>The row of a task.</summary>
internal sealed record TaskRow
{
    internal const string Columns = "id, case_id, what, assignee, due_on, state, closed_on, result";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string What { get; init; }
    public required string Assignee { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>open, done or cancelled.</summary>
    public required string State { get; init; }

    public DateOnly? ClosedOn { get; init; }
    public string? Result { get; init; }
}

/// <summary>The row of a visit to the site.</summary>
internal sealed record VisitRow
{
    internal const string Columns = "id, case_id, visited_at, place, visitors, seen, files";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required DateTimeOffset VisitedAt { get; init; }
    public required string Place { get; init; }
    public required string Visitors { get; init; }
    public required string Seen { get; init; }

    /// <summary>The ids of its files, as a JSON array.</summary>
    public required string Files { get; init; }

    internal VisitView View => new()
    {
        Id = Id,
        VisitedAt = VisitedAt,
        Place = Place,
        Visitors = Visitors,
        Seen = Seen,
        FileIds = JsonSerializer.Deserialize<IReadOnlyList<Guid>>(Files, Json.Stored)!
    };
}

/// <summary>The row of a statement, without its words.</summary>
internal sealed record StatementRow
{
    internal const string Columns =
        "id, case_id, kind, confidential, name, document_type, document_cipher, document_masked, phone_cipher, phone_masked, taken_on, place, taken_by, version";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required bool Confidential { get; init; }
    public required string Name { get; init; }
    public string? DocumentType { get; init; }
    public byte[]? DocumentCipher { get; init; }
    public string? DocumentMasked { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }
    public required DateOnly TakenOn { get; init; }
    public string? Place { get; init; }
    public required string TakenBy { get; init; }
    public required long Version { get; init; }

    /// <summary>With the case: whoever asked not to be known has neither name nor number there, nor a place that tells.</summary>
    internal StatementView View(Protector? reveal) => Confidential
        ? new StatementView { Id = Id, Kind = Kind, Confidential = true, TakenOn = TakenOn, TakenBy = TakenBy, TextVersion = Version }
        : Open(reveal);

    /// <summary>With everything that tells who said it.</summary>
    internal StatementView Open(Protector? reveal) => new()
    {
        Id = Id,
        Kind = Kind,
        Confidential = Confidential,
        Name = Name,
        Document = Papers.Shown(DocumentType, DocumentMasked, DocumentCipher, reveal),
        Phone = reveal is null ? PhoneMasked : reveal.Reveal(PhoneCipher),
        TakenOn = TakenOn,
        Place = Place,
        TakenBy = TakenBy,
        TextVersion = Version
    };
}
