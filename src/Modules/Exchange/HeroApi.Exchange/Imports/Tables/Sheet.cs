using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace HeroApi.Exchange.Imports.Tables;

/// <summary>A row as it was sent.</summary>
/// <param name="Line">Its number in the table, as a spreadsheet shows it; the header has the first.</param>
internal sealed record SheetRow(long Line, string[] Cells)
{
    internal bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
}

/// <summary>An open table, read forward once: never more of it is in memory than the rows asked for.</summary>
internal sealed class Sheet : IDisposable
{
    internal const int MostColumns = 200;
    internal const int MostRows = 200_000;
    internal const int LongestCell = 20_000;

    private readonly IEnumerator<SheetRow> rows;
    private readonly Stream bytes;

    private Sheet(Stream bytes, IEnumerable<SheetRow> rows, string? encoding)
    {
        (this.bytes, this.rows, Encoding) = (bytes, rows.GetEnumerator(), encoding);
        Header = Next()?.Cells ?? [];
    }

    internal IReadOnlyList<string> Header { get; }

    /// <summary>utf-8 or gb18030; null for a spreadsheet.</summary>
    internal string? Encoding { get; }

    /// <summary>How many rows below the header have been taken.</summary>
    internal long Position { get; private set; }

    internal static Sheet Open(Stream bytes, string format, string? encoding)
    {
        if (format == "xlsx")
            return new Sheet(bytes, XlsxRows.Of(bytes), encoding: null);
        encoding ??= CsvRows.EncodingOf(bytes);
        return new Sheet(bytes, CsvRows.Of(bytes, encoding), encoding);
    }

    /// <summary>The next rows; fewer than asked for at the end.</summary>
    internal List<SheetRow> Take(long count)
    {
        var taken = new List<SheetRow>();
        while (taken.Count < count && Next() is { } row)
            taken.Add(row);
        Position += taken.Count;
        return Position <= MostRows ? taken : throw new Unfit(ImportErrors.TooLarge);
    }

    internal void Skip(long count)
    {
        while (Position < count && Next() is not null)
            Position++;
    }

    public void Dispose()
    {
        rows.Dispose();
        bytes.Dispose();
    }

    private SheetRow? Next()
    {
        try
        {
            if (!rows.MoveNext())
                return null;
            var row = rows.Current;
            return row.Cells.Length <= MostColumns && Array.TrueForAll(row.Cells, cell => cell.Length <= LongestCell) ? row : throw new Unfit(ImportErrors.TooLarge);
        }
        catch (DecoderFallbackException foreign)
        {
            throw new Unfit(ImportErrors.Encoding, cause: foreign);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or FormatException or OpenXmlPackageException or EndOfStreamException or InvalidOperationException)
        {
            throw new Unfit(ImportErrors.Unreadable, cause: broken);
        }
    }
}
