using System.Text.Json;

namespace HeroApi.Exchange.Imports;

/// <summary>An import as its organisation and those above it see it: what was asked, and what became of the rows; nothing of what they say.</summary>
internal sealed record ImportView
{
    internal static readonly Vocabulary Phases = new("import_phase",
        ("reading", "读取", "Reading"),
        ("writing", "写入", "Writing"),
        ("ended", "结束", "Ended"),
        ("refused", "退回", "Refused as a whole"));

    internal static readonly Vocabulary Formats = new("import_format", ("csv", "CSV 表格", "CSV"), ("xlsx", "Excel 工作簿", "Excel workbook"));

    public required Guid Id { get; init; }

    /// <summary>The job that does it: state, heartbeat and cancellation are there, under /jobs.</summary>
    public required Guid JobId { get; init; }

    /// <summary>The organisation that keeps what it creates.</summary>
    public required Guid OrgId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The record type.</summary>
    public required string Type { get; init; }

    public required Guid FileId { get; init; }

    /// <summary>csv or xlsx.</summary>
    public required string Format { get; init; }

    /// <summary>utf-8 or gb18030, as given or found; absent for xlsx.</summary>
    public string? Encoding { get; init; }

    /// <summary>Nothing is written but this report.</summary>
    public required bool ValidateOnly { get; init; }

    /// <summary>Of the vocabulary import_phase. An import that was cancelled stays in its phase.</summary>
    public required string Phase { get; init; }

    /// <summary>Why it was refused as a whole, such as import.column_missing; nothing has been written then.</summary>
    public string? Problem { get; init; }

    /// <summary>The member whose column that is about.</summary>
    public string? ProblemColumn { get; init; }

    /// <summary>Headers that mean nothing here: their cells were not taken in.</summary>
    public required IReadOnlyList<string> UnknownColumns { get; init; }

    /// <summary>Rows below the header, once all have been read.</summary>
    public long? Total { get; init; }

    /// <summary>Rows dealt with so far: always blank + created + unchanged + known + errors.</summary>
    public required long Rows { get; init; }

    public required long Blank { get; init; }

    /// <summary>Rows that made a record; with validateOnly, that would make one.</summary>
    public required long Created { get; init; }

    /// <summary>Rows that were imported before.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows whose person or number has a record from elsewhere, which stays as it is.</summary>
    public required long Known { get; init; }

    /// <summary>Rows that were refused: /imports/{id}/errors shows them.</summary>
    public required long Errors { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    internal static ImportView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000031"),
        JobId = Guid.Parse("01980d2c-5a00-7000-8000-000000000032"),
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        Type = "hero",
        FileId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Format = "csv",
        Encoding = "gb18030",
        ValidateOnly = false,
        Phase = "ended",
        UnknownColumns = ["经办人"],
        Total = 614,
        Rows = 614,
        Blank = 1,
        Created = 590,
        Unchanged = 0,
        Known = 5,
        Errors = 18,
        EndedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 2, TimeSpan.Zero)
    };
}

/// <summary>The row of an import.</summary>
internal sealed record Import : Listed
{
    internal const string Scope = "imports:run";

    internal const string Columns =
        """
        i.id, i.job_id, i.org_id, i.principal, i.created_at, i.record_type, i.file_id, i.format, i.encoding, i.mapping, i.external_system, i.validate_only, i.phase,
        i.problem, i.problem_column, i.header_cipher, i.unknown_columns, i.total, i.rows, i.blank, i.created, i.unchanged, i.known, i.errors, i.ended_at
        """;

    public required Guid JobId { get; init; }
    public required Guid OrgId { get; init; }
    public required Guid Principal { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string RecordType { get; init; }
    public required Guid FileId { get; init; }
    public required string Format { get; init; }
    public string? Encoding { get; init; }
    public required string Mapping { get; init; }
    public string? ExternalSystem { get; init; }
    public required bool ValidateOnly { get; init; }
    public required string Phase { get; init; }
    public string? Problem { get; init; }
    public string? ProblemColumn { get; init; }
    public byte[]? HeaderCipher { get; init; }
    public required string UnknownColumns { get; init; }
    public long? Total { get; init; }
    public required long Rows { get; init; }
    public required long Blank { get; init; }
    public required long Created { get; init; }
    public required long Unchanged { get; init; }
    public required long Known { get; init; }
    public required long Errors { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>FROM and WHERE of the imports that organisations at or below the caller's have started, as with jobs.</summary>
    internal static string Visible(Caller caller) => caller.OrgId is null
        ? "FROM exchange_import i WHERE TRUE"
        : "FROM exchange_import i WHERE EXISTS (SELECT 1 FROM kernel_org_tree t WHERE t.org_id = i.org_id AND t.ancestor_id = @callerOrg)";

    internal static async Task<Import> Find(Db db, Caller caller, Guid id, CancellationToken ct) =>
        await db.SingleOrDefault<Import>($"SELECT {Columns} {Visible(caller)} AND i.id = @id", new { id, callerOrg = caller.OrgId }, ct) ?? throw new Refusal(Problems.NotFound);

    internal IReadOnlyList<ColumnMapping> Mapped => JsonSerializer.Deserialize<IReadOnlyList<ColumnMapping>>(Mapping, Json.Stored)!;

    internal ImportView View => new()
    {
        Id = Id,
        JobId = JobId,
        OrgId = OrgId,
        CreatedAt = CreatedAt,
        Type = RecordType,
        FileId = FileId,
        Format = Format,
        Encoding = Encoding,
        ValidateOnly = ValidateOnly,
        Phase = Phase,
        Problem = Problem,
        ProblemColumn = ProblemColumn,
        UnknownColumns = JsonSerializer.Deserialize<IReadOnlyList<string>>(UnknownColumns, Json.Stored)!,
        Total = Total,
        Rows = Rows,
        Blank = Blank,
        Created = Created,
        Unchanged = Unchanged,
        Known = Known,
        Errors = Errors,
        EndedAt = EndedAt
    };
}

/// <summary>What a column of the sent table means, where its name does not say it.</summary>
internal sealed record ColumnMapping
{
    /// <summary>The column's name in the table.</summary>
    public required string Header { get; init; }

    /// <summary>What it means: the English name of a column of the template.</summary>
    public required string Member { get; init; }
}
