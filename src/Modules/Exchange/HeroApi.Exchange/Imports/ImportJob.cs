using System.Text.Json;
using HeroApi.Exchange.Imports.Tables;

namespace HeroApi.Exchange.Imports;

/// <summary>
/// Reads a table through before anything is written, then hands its rows to their record type, chunk by chunk: each chunk with its counts
/// and its checkpoint in one transaction, so that a stop at any moment leaves whole chunks.
/// </summary>
internal sealed class ImportJob(Db db, IEnumerable<IImport> types, OpenSheets sheets, Protector protector, IMediator mediator, TimeProvider clock) : IJob
{
    internal const string Name = "exchange.import";
    private const int Read = 5_000;
    private const int Chunk = 500;

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Input>(input, Json.Stored)!.Id;
        var mark = checkpoint is null ? new Mark("reading", 0) : JsonSerializer.Deserialize<Mark>(checkpoint, Json.Stored)!;
        var import = await db.Single<Import>($"SELECT {Import.Columns} FROM exchange_import i WHERE i.id = @id", new { id }, ct);
        try
        {
            var sheet = await sheets.At(import, mark.Row, mediator, ct);
            var step = mark.Phase == "reading" ? await Look(import, sheet, mark, ct) : await Write(import, sheet, mark, ct);
            if (step.Finished)
                sheet.Dispose();
            else
                sheets.Leave(import, sheet);
            return step;
        }
        catch (Unfit unfit)
        {
            await db.Execute("UPDATE exchange_import SET phase = 'refused', problem = @Code, problem_column = @Column, ended_at = @now WHERE id = @id",
                new { id, unfit.Problem.Code, unfit.Column, now = clock.GetUtcNow() }, ct);
            return new JobStep(0, checkpoint, Finished: true, Phase: mark.Phase) { EndsAs = "failed", Problem = unfit.Problem.Code };
        }
    }

    /// <summary>A table that breaks off in its middle is refused before its first row is written.</summary>
    private async Task<JobStep> Look(Import import, Sheet sheet, Mark mark, CancellationToken ct)
    {
        if (mark.Row == 0)
        {
            var header = Header.Of(sheet.Header, Type(import).Columns, import.Mapped);
            await db.Execute("UPDATE exchange_import SET encoding = @Encoding, header_cipher = @cipher, unknown_columns = @unknown WHERE id = @Id",
                new { import.Id, sheet.Encoding, cipher = protector.Conceal(JsonSerializer.Serialize(sheet.Header, Json.Stored)), unknown = JsonSerializer.Serialize(header.Unknown, Json.Stored) }, ct);
        }

        var total = mark.Row + sheet.Take(Read).Count;
        if (total == mark.Row + Read)
            return new JobStep(0, Text(mark with { Row = total }), Finished: false, Phase: "reading");

        await db.Execute("UPDATE exchange_import SET phase = 'writing', total = @total WHERE id = @Id", new { import.Id, total }, ct);
        return new JobStep(0, Text(new Mark("writing", 0)), Finished: false, total, Phase: "writing");
    }

    private async Task<JobStep> Write(Import import, Sheet sheet, Mark mark, CancellationToken ct)
    {
        var type = Type(import);
        var header = Header.Of(sheet.Header, type.Columns, import.Mapped);
        var rows = sheet.Take(Chunk);
        var filled = rows.Where(row => !row.IsBlank).ToList();
        var outcomes = await type.Take([.. filled.Select(header.Read)], new Importer(import.OrgId, import.Principal, import.ExternalSystem, import.ValidateOnly), ct);
        await Keep(import, [.. filled.Zip(outcomes).Where(pair => pair.Second.Result == "error")], ct);

        long Count(string result) => outcomes.LongCount(outcome => outcome.Result == result);
        var finished = rows.Count < Chunk;
        var errors = await db.Single<long>(
            """
            UPDATE exchange_import
            SET    rows = rows + @taken, blank = blank + @blank, created = created + @created, unchanged = unchanged + @unchanged, known = known + @known, errors = errors + @wrong,
                   phase = @phase, ended_at = @endedAt
            WHERE  id = @Id
            RETURNING errors
            """,
            new
            {
                import.Id,
                taken = rows.Count,
                blank = rows.Count - filled.Count,
                created = Count("created"),
                unchanged = Count("unchanged"),
                known = Count("known"),
                wrong = Count("error"),
                phase = finished ? "ended" : "writing",
                endedAt = finished ? clock.GetUtcNow() : (DateTimeOffset?)null
            }, ct);
        return new JobStep(rows.Count, Text(mark with { Row = mark.Row + rows.Count }), finished, Phase: "writing") { EndsAs = errors == 0 ? "succeeded" : "partial" };
    }

    /// <summary>Refused rows as they were sent, for who corrects them; nothing is kept of the others.</summary>
    private Task Keep(Import import, IReadOnlyList<(SheetRow Row, ImportOutcome Outcome)> refused, CancellationToken ct) => db.ExecuteAll([.. refused.Select(one => new Statement(
        "INSERT INTO exchange_import_error (id, import_id, line, cells_cipher, errors) VALUES (@id, @import, @line, @cells, @errors)",
        [
            new("id", Guid.CreateVersion7(clock.GetUtcNow())), new("import", import.Id), new("line", one.Row.Line),
            new("cells", protector.Conceal(JsonSerializer.Serialize(one.Row.Cells, Json.Stored))),
            new("errors", JsonSerializer.Serialize(one.Outcome.Errors.Select(error => new RowError(error.Member, error.Code)), Json.Stored))
        ]))], ct);

    private IImport Type(Import import) => types.Single(type => type.Type == import.RecordType);

    private static string Text(Mark mark) => JsonSerializer.Serialize(mark, Json.Stored);

    internal sealed record Input(Guid Id);

    /// <summary>How far the job has come: in which phase, and after how many rows.</summary>
    private sealed record Mark(string Phase, long Row);
}
