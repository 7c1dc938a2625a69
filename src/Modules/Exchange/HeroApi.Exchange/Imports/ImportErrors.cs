namespace HeroApi.Exchange.Imports;

/// <summary>Why a table is not taken in as a whole; nothing of it has been written then.</summary>
public static class ImportErrors
{
    public static readonly Problem FileGone = new("import.file_gone", 409, "要导入的文件已被删除", "The file to import was deleted");
    public static readonly Problem Unreadable = new("import.unreadable", 400, "文件无法读取，格式与声明不符或已损坏", "The file cannot be read: it is damaged, or not of its format");
    public static readonly Problem Encoding = new("import.encoding", 400, "文件内容不是有效的 UTF-8 或 GB18030 文本，请指定 encoding", "The text is not valid in its encoding; name it in encoding");
    public static readonly Problem TooLarge = new("import.too_large", 400, "表格过大：至多 200000 行、200 列，每格至多 20000 字", "The table is too large: at most 200,000 rows, 200 columns, 20,000 characters a cell");
    public static readonly Problem ColumnMissing = new("import.column_missing", 400, "缺少必需的列", "A column that every row needs is missing");
    public static readonly Problem ColumnRepeated = new("import.column_repeated", 400, "两列含义相同", "Two columns mean the same");
    public static readonly Problem FormatDiffers = new("import.format_differs", 400, "文件不是所声明的格式；只接受 CSV 和 XLSX", "The file is not of that format; only CSV and XLSX are taken");
}

/// <summary>A table that cannot be taken in, whoever tries it again.</summary>
internal sealed class Unfit(Problem problem, string? column = null, Exception? cause = null) : Refusal(problem, cause: cause)
{
    /// <summary>The member whose column is meant.</summary>
    internal string? Column => column;
}
