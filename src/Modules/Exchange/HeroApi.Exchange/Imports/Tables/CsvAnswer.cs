using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Exchange.Imports.Tables;

/// <summary>Writes a CSV that spreadsheets open rightly: with the mark of UTF-8, and no cell that they would take for a formula.</summary>
internal sealed class CsvAnswer(CsvWriter csv)
{
    private static readonly CsvWriterOptions Careful = new() { Injection = CsvInjection.Escape };

    internal static readonly Transfer Given = new() { Gives = ["text/csv"], Tells = [new("Content-Disposition", "attachment, with the file's name (RFC 8187).", "attachment; filename=hero.csv")] };

    internal static PushStreamHttpResult Of(string name, Func<CsvAnswer, Task> write) => TypedResults.Stream(async body =>
    {
        await body.WriteAsync(Encoding.UTF8.GetPreamble());
        await using var csv = CsvWriter.Create(body, Careful, leaveOpen: true);
        await write(new CsvAnswer(csv));
    }, "text/csv; charset=utf-8", name);

    internal Task Row(IEnumerable<string> cells) => csv.WriteRecordAsync([.. cells], CancellationToken.None).AsTask();
}
