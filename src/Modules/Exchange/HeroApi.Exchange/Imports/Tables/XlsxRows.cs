using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HeroApi.Exchange.Imports.Tables;

/// <summary>Rows of the first sheet of a workbook, cell by cell; only the texts that cells share are held as a whole.</summary>
internal static class XlsxRows
{
    private const long LongestPart = 200_000_000;
    private const int MostShared = 20_000_000;

    internal static IEnumerable<SheetRow> Of(Stream bytes)
    {
        bytes.Position = 0;
        using var document = SpreadsheetDocument.Open(bytes, isEditable: false, new OpenSettings { MaxCharactersInPart = LongestPart, AutoSave = false });
        var book = document.WorkbookPart ?? throw new InvalidDataException();
        var shared = Shared(book.SharedStringTablePart);
        var sheet = book.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().FirstOrDefault() ?? throw new InvalidDataException();
        using var reader = OpenXmlReader.Create(book.GetPartById(sheet.Id?.Value ?? throw new InvalidDataException()));
        var line = 0L;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            line = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value is { } number ? long.Parse(number, CultureInfo.InvariantCulture) : line + 1;
            yield return new SheetRow(line, Cells(reader, shared));
        }
    }

    private static string[] Cells(OpenXmlReader reader, List<string> shared)
    {
        var cells = new List<string>();
        if (!reader.ReadFirstChild())
            return [];

        do
        {
            if (reader.ElementType != typeof(Cell) || reader.LoadCurrentElement() is not Cell cell || Text(cell, shared) is not { Length: > 0 } text)
                continue;
            var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
            if (column >= Sheet.MostColumns || text.Length > Sheet.LongestCell)
                throw new Unfit(ImportErrors.TooLarge);
            while (cells.Count <= column)
                cells.Add("");
            cells[column] = text;
        }
        while (reader.ReadNextSibling());

        return [.. cells];
    }

    private static string? Text(Cell cell, List<string> shared)
    {
        var value = cell.CellValue?.Text;
        if (cell.DataType?.Value == CellValues.SharedString)
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : throw new InvalidDataException();
        if (cell.DataType?.Value == CellValues.InlineString)
            return cell.InlineString?.Text?.Text ?? cell.InlineString?.InnerText;
        // A spreadsheet writes what was typed as digits as it likes: 13800000000 may stand there as 1.38E10.
        return (cell.DataType is null || cell.DataType.Value == CellValues.Number) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1e15 && number == Math.Truncate(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>AB12 is in column 27, counted from 0.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetter))
            column = Math.Min((column * 26) + char.ToUpperInvariant(letter) - 'A' + 1, Sheet.MostColumns + 1);
        return column == 0 ? null : column - 1;
    }

    private static List<string> Shared(SharedStringTablePart? part)
    {
        var (texts, length) = (new List<string>(), 0L);
        if (part is null)
            return texts;

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement)
                continue;
            // Pieces of one text in several fonts; how it is pronounced is no part of it.
            var item = (SharedStringItem)reader.LoadCurrentElement()!;
            var text = item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(run => run.Text?.Text));
            texts.Add(text);
            length += text.Length;
            if (length > MostShared)
                throw new Unfit(ImportErrors.TooLarge);
        }

        return texts;
    }
}
