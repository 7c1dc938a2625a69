using System.Text.Json;
using HeroApi.Exchange.Imports.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Exchange.Imports;

/// <summary>
/// Gives the refused rows as they were sent, each with what is wrong: to be corrected and sent again. They hold personal data, so only
/// the organisation that sent them gets them, by a key that may write such records; each reading is noted.
/// </summary>
internal static class GetImportErrors
{
    private const string Purpose = "download";
    private const int Chunk = 500;

    internal sealed record Query(Guid Id, long After = 0) : IQuery<Piece>;

    /// <summary>Some of the rows, each with its number in the table that was sent.</summary>
    internal sealed record Piece(IReadOnlyList<string> Header, IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> Rows);

    internal sealed class Handler(Db db, Call call, Protector protector, IEnumerable<IImport> types, ProblemTexts texts, ReadLog reads) : IRequestHandler<Query, Piece>
    {
        public async Task<Piece> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var import = await Import.Find(db, call.Caller, query.Id, ct);
            var type = ImportTypes.Of(types, import.RecordType, "");
            if (import.OrgId != call.Caller.OrgId || !call.Caller.May(type.Scope))
                throw new Refusal(Problems.NotFound);

            var rows = await db.Query<Refused>("SELECT line, cells_cipher, errors FROM exchange_import_error WHERE import_id = @Id AND line > @After ORDER BY line LIMIT @Chunk",
                new { query.Id, query.After, Chunk }, ct);
            await db.GiveBack();
            if (query.After == 0)
                await reads.Note([new RecordName("import", import.Id)], call.Purpose ?? Purpose, ct);

            var names = Cells(import.HeaderCipher);
            var header = rows.Count == 0 ? null : Header.Of(names, type.Columns, import.Mapped);
            return new Piece([.. names, .. Header.Errors.Select(name => ImportTypes.Named(name.Zh, name.En))],
                [.. rows.Select(row => (row.Line, (IReadOnlyList<string>)[.. Padded(Cells(row.CellsCipher), names.Length), .. Wrong(row.Errors, header!, names, type)]))]);
        }

        private string[] Cells(byte[]? cipher) => cipher is null ? [] : JsonSerializer.Deserialize<string[]>(protector.Reveal(cipher)!, Json.Stored)!;

        private static IEnumerable<string> Padded(string[] cells, int width) => cells.Concat(Enumerable.Repeat("", Math.Max(0, width - cells.Length))).Take(width);

        private string[] Wrong(string stored, Header header, string[] names, IImport type)
        {
            var errors = JsonSerializer.Deserialize<IReadOnlyList<RowError>>(stored, Json.Stored)!;
            return
            [
                string.Join(' ', errors.Select(error => error.Code).Distinct()),
                string.Join("; ", errors.Select(error => $"{header.NameOf(error.Column, names) ?? type.Columns.FirstOrDefault(column => column.Member == error.Column)?.Zh ?? error.Column}: {texts.Of(error.Code)}"))
            ];
        }
    }

    internal static void Map(IEndpointRouteBuilder imports) => imports
        .MapGet("/{id:guid}/errors", Get)
        .WithName("GetImportErrors")
        .WithSummary("The refused rows as CSV, to be corrected and sent again")
        .WithMetadata(CsvAnswer.Given, new Alone())
        .Produces(StatusCodes.Status200OK)
        .RequireScope(Import.Scope, Problems.NotFound);

    private static async Task<PushStreamHttpResult> Get(Guid id, IMediator mediator, CancellationToken ct)
    {
        var first = await mediator.Send(new Query(id), ct);
        return CsvAnswer.Of($"errors-{id}.csv", async csv =>
        {
            await csv.Row(first.Header);
            for (var piece = first; piece.Rows.Count > 0; piece = await mediator.Send(new Query(id, piece.Rows[^1].Line), ct))
                foreach (var (_, cells) in piece.Rows)
                    await csv.Row(cells);
        });
    }

    private sealed record Refused
    {
        public required long Line { get; init; }
        public required byte[] CellsCipher { get; init; }
        public required string Errors { get; init; }
    }
}

/// <summary>What is wrong with a row, as it is kept.</summary>
internal sealed record RowError(string Column, string Code);
