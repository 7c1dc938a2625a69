using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HeroApi.TestKit;

namespace HeroApi.Tests.Exchange.Imports;

/// <summary>Old registers of made-up people, as associations keep them in spreadsheets.</summary>
internal static class Registers
{
    internal const string Header = "序号,姓名,性别,出生日期,证件号码,电话,户籍地,民族,政治面貌,文化程度,事迹日期,表彰,档案编号,备注,经办人";

    /// <summary>The number of a person that nobody is: of an area that does not exist, with a right check digit.</summary>
    internal static string IdNumber(int person)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"999999{1950 + (person / 10_000)}{1 + (person / 1_000 % 10):D2}15{person % 1_000:D3}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[digits.Zip(weights).Sum(pair => (pair.First - '0') * pair.Second) % 11];
    }

    internal static byte[] Utf8(params string[] lines) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))];

    internal static byte[] Gb18030(params string[] lines) => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(string.Join("\r\n", lines));

    /// <summary>A workbook as spreadsheet programs write it: texts shared, digits as numbers, empty cells left out.</summary>
    internal static byte[] Xlsx(params string[] lines)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            var texts = new SharedStringTable();
            book.AddNewPart<SharedStringTablePart>().SharedStringTable = texts;
            part.Worksheet = new Worksheet(new SheetData(lines.Select((line, row) => new Row(line.Split(',').Select((cell, column) => Cell(texts, cell, $"{(char)('A' + column)}{row + 1}")).OfType<Cell>()) { RowIndex = (uint)row + 1 })));
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "英模", SheetId = 1, Id = book.GetIdOfPart(part) }));
        }

        return bytes.ToArray();
    }

    /// <summary>Uploads a register and starts its import; the answer is the import as it ends.</summary>
    internal static async Task<Answer> Imported(this Api api, Client officer, byte[] register, string type = "text/csv", bool validateOnly = false, object? mapping = null)
    {
        var started = await officer.StartedImport(register, type, validateOnly, mapping);
        await api.Settle();
        return (await officer.Get($"imports/{started.Id}")).Must(HttpStatusCode.OK);
    }

    internal static async Task<Answer> StartedImport(this Client officer, byte[] register, string type = "text/csv", bool validateOnly = false, object? mapping = null)
    {
        var file = (await officer.Upload(register, type, "英模名册")).Must(HttpStatusCode.Created);
        return (await officer.Post("imports", new { type = "hero", fileId = file.Id, validateOnly, mapping = mapping ?? Array.Empty<object>() })).Must(HttpStatusCode.Accepted);
    }

    /// <summary>Rows, blank, created, unchanged, known, errors; they balance at every moment.</summary>
    internal static (long Rows, long Blank, long Created, long Unchanged, long Known, long Errors) Counts(this Answer import)
    {
        long Of(string name) => import.Json.GetProperty(name).GetInt64();
        return (Of("rows"), Of("blank"), Of("created"), Of("unchanged"), Of("known"), Of("errors"));
    }

    private static Cell? Cell(SharedStringTable texts, string text, string reference)
    {
        if (text.Length == 0)
            return null;
        if (text.Length < 15 && text.All(char.IsAsciiDigit))
            return new Cell { CellReference = reference, CellValue = new CellValue(text) };
        texts.AppendChild(new SharedStringItem(new Text(text)));
        return new Cell { CellReference = reference, DataType = CellValues.SharedString, CellValue = new CellValue(texts.ChildElements.Count - 1) };
    }
}
