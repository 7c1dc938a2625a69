using System.Text;
using CsvHelper;

namespace HeroApi.Exchange.Imports.Tables;

/// <summary>Rows of a CSV file, divided by whatever its first lines are divided by.</summary>
internal static class CsvRows
{
    private const int Sample = 64 * 1024;
    private const int LongestRow = 1024 * 1024;

    internal static readonly string[] Encodings = ["utf-8", "gb18030"];

    /// <summary>UTF-8 when its beginning can be that, else GB18030, in which the spreadsheets of Chinese offices write.</summary>
    internal static string EncodingOf(Stream bytes)
    {
        var head = new byte[Sample];
        bytes.Position = 0;
        var length = bytes.ReadAtLeast(head, Sample, throwOnEndOfStream: false);
        try
        {
            // The last character of the sample may be cut in two, and then its rest is left out of account.
            Strict("utf-8").GetDecoder().GetCharCount(head, 0, length, flush: length < Sample);
            return "utf-8";
        }
        catch (DecoderFallbackException)
        {
            return "gb18030";
        }
    }

    internal static IEnumerable<SheetRow> Of(Stream bytes, string encoding)
    {
        bytes.Position = 0;
        using var text = new StreamReader(bytes, Strict(encoding), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false, MaxRecordSize = LongestRow, TrackLineNumbers = true, IncludeValuesInExceptions = false }, leaveOpen: true);
        while (csv.Read())
        {
            var cells = new string[csv.FieldCount];
            for (var index = 0; index < cells.Length; index++)
                cells[index] = csv.GetString(index);
            yield return new SheetRow(csv.LineNumber, cells);
        }
    }

    /// <summary>Refuses bytes that mean nothing, which would be written as question marks into somebody's name.</summary>
    private static Encoding Strict(string encoding) => encoding == "utf-8"
        ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true)
        : CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
