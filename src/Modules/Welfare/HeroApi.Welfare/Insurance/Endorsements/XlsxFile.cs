using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>A workbook of one sheet. Every cell is text, so that none is a formula and no number of a document loses its end; the same rows are the same bytes.</summary>
internal static class XlsxFile
{
    internal const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The first day that an archive can name.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static byte[] Of(string name, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var made = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(made, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "book");
            var sheet = book.AddNewPart<WorksheetPart>("sheet1");
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(Text)))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = "sheet1", SheetId = 1, Name = name }));
        }

        return WithoutTimes(made);
    }

    private static Cell Text(string text) => new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString };

    /// <summary>The archive notes when each part was made.</summary>
    private static byte[] WithoutTimes(MemoryStream made)
    {
        using var same = new MemoryStream();
        using (var from = new ZipArchive(made, ZipArchiveMode.Read))
        using (var into = new ZipArchive(same, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            foreach (var part in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var entry = into.CreateEntry(part.FullName);
                entry.LastWriteTime = Always;
                using var source = part.Open();
                using var target = entry.Open();
                source.CopyTo(target);
            }

        return same.ToArray();
    }
}
