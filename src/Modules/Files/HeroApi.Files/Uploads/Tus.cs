using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Files.Uploads;

/// <summary>What tus 1.0.0 says in headers (tus.io/protocols/resumable-upload).</summary>
internal static class Tus
{
    internal const string Version = "1.0.0";
    internal const string Extensions = "creation,creation-with-upload,checksum,expiration,termination";
    internal const string Algorithms = "sha1,sha256";
    internal const string MediaType = "application/offset+octet-stream";
    private const int LongestMetadata = 4096;

    internal static readonly HeaderSays Resumable = new("Tus-Resumable", "The version of tus; 1.0.0.", Version, Required: true);
    internal static readonly HeaderSays Checksum = new("Upload-Checksum", "Of the bytes in this request: sha1 or sha256, a space, and the digest in Base64.", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=");
    internal static readonly HeaderSays Offset = new("Upload-Offset", "How many bytes of the upload are durable.", "1048576");
    internal static readonly HeaderSays Length = new("Upload-Length", "How many bytes the file has.", "2097152");
    internal static readonly HeaderSays Expires = new("Upload-Expires", "When it must begin again.", "Sat, 09 May 2026 01:00:00 GMT");

    /// <summary>Every answer names the version, and who speaks another one is refused before anything is done.</summary>
    internal static async ValueTask<object?> Speak(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers[Resumable.Name] = Version;
        response.OnStarting(() =>
        {
            response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        if (HttpMethods.IsOptions(request.Method) || request.Headers[Resumable.Name] == Version)
            return await next(context);

        response.Headers["Tus-Version"] = Version;
        throw new Refusal(FileErrors.TusVersion);
    }

    internal static long Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(header);

    /// <summary>Pairs of a name and a text in Base64.</summary>
    internal static IReadOnlyDictionary<string, string> Metadata(HttpRequest request)
    {
        const string header = "Upload-Metadata";
        var text = request.Headers[header].ToString();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length > LongestMetadata)
            throw Bad(header);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ');
            if (parts.Length > 2 || !metadata.TryAdd(parts[0], Text(parts.ElementAtOrDefault(1) ?? "") ?? throw Bad(header)))
                throw Bad(header);
        }

        return metadata;
    }

    /// <summary>The checksum of the request's body and how it is made; null when none is given.</summary>
    internal static (Func<Stream, CancellationToken, ValueTask<byte[]>> Make, byte[] Given)? ChecksumOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Checksum.Name, out var header))
            return null;

        var parts = header.ToString().Split(' ');
        var given = new byte[64];
        if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], given, out var length))
            throw Bad(Checksum.Name);
        return (parts[0], length) switch
        {
            // The protocol asks for it; it finds what a weak line garbles, and proves nothing else.
            ("sha1", SHA1.HashSizeInBytes) => (SHA1.HashDataAsync, given[..length]),
            ("sha256", SHA256.HashSizeInBytes) => (SHA256.HashDataAsync, given[..length]),
            _ => throw Bad(Checksum.Name)
        };
    }

    internal static Invalid Bad(string header) => Invalid.At($"/headers/{header}", Problems.HeaderInvalid);

    private static string? Text(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return null;

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
