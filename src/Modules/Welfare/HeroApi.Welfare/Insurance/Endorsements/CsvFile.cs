using System.Text;
using CsvHelper;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>A CSV that spreadsheets open rightly: with the mark of UTF-8, and no cell that they would take for a formula.</summary>
internal static class CsvFile
{
    private static readonly CsvWriterOptions Careful = new() { Injection = CsvInjection.Escape };

    internal static byte[] Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetPreamble());
        using (var csv = CsvWriter.Create(bytes, Careful, leaveOpen: true))
            foreach (var row in rows)
                csv.WriteRecord([.. row]);
        return bytes.ToArray();
    }
}
