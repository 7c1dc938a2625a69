using System.Buffers.Binary;
using System.Text;

namespace HeroApi.Files.Storage;

/// <summary>
/// What a file is, told from its first bytes and never from its name; what is not here is not taken in. Markup, scripts and
/// programs are not, nor documents that carry macros.
/// </summary>
internal static class FileTypes
{
    private const int Head = 32;
    private const int LongestDirectory = 1024 * 1024;

    /// <summary>The one type that no first bytes tell: taken when it is declared, and text that is no markup.</summary>
    private const string Table = "text/csv";

    /// <summary>Other names that clients give to the same type.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpg"] = "image/jpeg",
        ["image/pjpeg"] = "image/jpeg",
        ["image/heif"] = "image/heic",
        ["audio/x-m4a"] = "audio/mp4",
        ["audio/m4a"] = "audio/mp4",
        ["audio/aac"] = "audio/mp4",
        ["audio/mp3"] = "audio/mpeg",
        ["audio/x-wav"] = "audio/wav",
        ["audio/wave"] = "audio/wav",
        ["audio/vnd.wave"] = "audio/wav",
        ["application/csv"] = Table
    };

    internal static readonly IReadOnlyList<string> Accepted =
    [
        "image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4", "video/quicktime", "audio/mp4", "audio/mpeg", "audio/amr", "audio/wav", "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/ofd", Table
    ];

    /// <summary>The type, refused when it is not accepted or not what was declared.</summary>
    internal static string Check(Stream file, string? declared)
    {
        var type = Of(file) ?? (Normal(declared) == Table && IsTable(file) ? Table : null) ?? throw new Refusal(FileErrors.TypeNotAccepted, new { accepted = Accepted });
        MustAgree(type, declared);
        return type;
    }

    internal static void MustAgree(string type, string? declared)
    {
        if (Normal(declared) is { } said && said != type)
            throw new Refusal(FileErrors.TypeContradicted, new { declared = said, type });
    }

    /// <summary>Refuses by its declaration what would be refused by its content later.</summary>
    internal static void CheckDeclared(string? declared)
    {
        if (Normal(declared) is { } said && !Accepted.Contains(said))
            throw new Refusal(FileErrors.TypeNotAccepted, new { accepted = Accepted });
    }

    /// <summary>Null for what says nothing.</summary>
    private static string? Normal(string? declared)
    {
        var type = declared?.Split(';')[0].Trim().ToLowerInvariant();
        return type is null or "" or "application/octet-stream" ? null : Aliases.GetValueOrDefault(type, type);
    }

    private static string? Of(Stream file)
    {
        var head = new byte[Head];
        file.Position = 0;
        var length = file.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = head.AsSpan(0, length);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (bytes.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (bytes.StartsWith("#!AMR\n"u8) || bytes.StartsWith("#!AMR-WB\n"u8))
            return "audio/amr";
        if (bytes.StartsWith("RIFF"u8) && length >= 12)
            return bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : bytes[8..].StartsWith("WAVE"u8) ? "audio/wav" : null;
        if (length >= 12 && bytes[4..].StartsWith("ftyp"u8))
            return OfBrand(Encoding.ASCII.GetString(bytes.Slice(8, 4)));
        if (bytes.StartsWith("PK\x03\x04"u8))
            return OfArchive(file);
        return bytes.StartsWith("ID3"u8) || IsAudioFrame(bytes) ? "audio/mpeg" : null;
    }

    /// <summary>Text in whatever encoding holds no control characters but tabs and ends of lines.</summary>
    private static bool IsTable(Stream file)
    {
        const int sample = 64 * 1024;
        var head = new byte[sample];
        file.Position = 0;
        ReadOnlySpan<byte> bytes = head.AsSpan(0, file.ReadAtLeast(head, sample, throwOnEndOfStream: false));
        var first = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        return !first.TrimStart(" \t\r\n"u8).StartsWith("<"u8) && !first.StartsWith("#!"u8) && bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0 && bytes.IndexOfAnyInRange((byte)14, (byte)31) < 0;
    }

    private static string? OfBrand(string brand) => brand switch
    {
        "heic" or "heix" or "heim" or "heis" or "mif1" or "msf1" => "image/heic",
        "qt  " => "video/quicktime",
        "M4A " or "M4B " => "audio/mp4",
        "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "MSNV" or "dash" => "video/mp4",
        _ => null
    };

    /// <summary>A frame of layer III whose rates are among those there are: eleven set bits alone would be too little.</summary>
    private static bool IsAudioFrame(ReadOnlySpan<byte> bytes) => bytes.Length >= 4 && bytes[0] == 0xFF && (bytes[1] & 0xE6) == 0xE2 && (bytes[1] & 0x18) != 0x08
        && (bytes[2] & 0xF0) is not (0xF0 or 0x00) && (bytes[2] & 0x0C) != 0x0C;

    private static string? OfArchive(Stream file)
    {
        var names = Names(file);
        if (names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return null;

        return names.Contains("OFD.xml") ? "application/ofd"
            : !names.Contains("[Content_Types].xml") ? null
            : names.Contains("word/document.xml") ? Accepted[11]
            : names.Contains("xl/workbook.xml") ? Accepted[12]
            : null;
    }

    /// <summary>The names in an archive's directory, without unpacking anything; none when it has no plain, small directory.</summary>
    private static HashSet<string> Names(Stream file)
    {
        const int endLength = 22, entryLength = 46;
        if (file.Length < endLength)
            return [];
        var end = new byte[endLength];
        file.Position = file.Length - endLength;
        file.ReadExactly(end);
        var (size, start) = (BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        if (!end.AsSpan().StartsWith("PK\x05\x06"u8) || size > LongestDirectory || start + (long)size != file.Length - endLength)
            return [];

        var directory = new byte[size];
        file.Position = start;
        file.ReadExactly(directory);
        var (names, at) = (new HashSet<string>(StringComparer.Ordinal), 0);
        while (at + entryLength <= directory.Length && directory.AsSpan(at).StartsWith("PK\x01\x02"u8))
        {
            int Part(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + offset));
            var (name, rest) = (Part(28), Part(30) + Part(32));
            if (at + entryLength + name > directory.Length)
                return [];
            names.Add(Encoding.UTF8.GetString(directory, at + entryLength, name));
            at += entryLength + name + rest;
        }

        return names;
    }
}
