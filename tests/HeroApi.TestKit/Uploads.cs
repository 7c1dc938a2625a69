using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace HeroApi.TestKit;

/// <summary>Files that tests send. Their contents are made up, each its own.</summary>
public static class Uploads
{
    /// <summary>A file that begins like a JPEG.</summary>
    public static byte[] Photo(int size = 2_000) => [0xFF, 0xD8, 0xFF, 0xE0, .. RandomNumberGenerator.GetBytes(size - 4)];

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The body of a plain upload.</summary>
    public static HttpContent Body(byte[] bytes, string? type = "image/jpeg", string? name = "现场照片.jpg", string? digest = null)
    {
        var body = new ByteArrayContent(bytes);
        if (type is not null)
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (name is not null)
            body.Headers.TryAddWithoutValidation("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        if (digest is not null)
            body.Headers.TryAddWithoutValidation("Content-Digest", digest);
        return body;
    }

    /// <summary>Sends a file in one request.</summary>
    public static Task<Answer> Upload(this Client client, byte[] bytes, string? type = "image/jpeg", string? name = "现场照片.jpg") =>
        client.Post("files", Body(bytes, type, name));

    /// <summary>Sends a file in one request under the client's own id.</summary>
    public static Task<Answer> UploadAs(this Client client, Guid id, byte[] bytes) => client.Create($"files/{id}", Body(bytes));

    /// <summary>Begins a resumable upload.</summary>
    public static Task<Answer> BeginUpload(this Client client, long length, params (string Name, string Value)[] metadata) => client.Tus(HttpMethod.Post, "files/uploads", null,
    [
        ("Upload-Length", $"{length}"),
        .. metadata.Length == 0 ? Array.Empty<(string, string)>() : [("Upload-Metadata", string.Join(',', metadata.Select(pair => $"{pair.Name} {Base64(pair.Value)}")))]
    ]);

    /// <summary>Adds bytes to an upload.</summary>
    public static Task<Answer> Append(this Client client, Guid upload, long offset, byte[] bytes, params (string Name, string Value)[] headers) =>
        client.Append(upload, offset, new ByteArrayContent(bytes), headers);

    public static Task<Answer> Append(this Client client, Guid upload, long offset, HttpContent bytes, params (string Name, string Value)[] headers)
    {
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return client.Tus(HttpMethod.Patch, $"files/uploads/{upload}", bytes, [("Upload-Offset", $"{offset}"), .. headers]);
    }

    /// <summary>Where an upload stands, as tus asks it.</summary>
    public static Task<Answer> Head(this Client client, Guid upload) => client.Tus(HttpMethod.Head, $"files/uploads/{upload}", null);

    public static Task<Answer> Tus(this Client client, HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers) =>
        client.Send(method, path, body, null, null, [("Tus-Resumable", "1.0.0"), .. headers]);

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes of an answer that was read as text would be lost; this reads them as they came.</summary>
    public static async Task<byte[]> Bytes(this Answer answer) => await answer.Response.Content.ReadAsByteArrayAsync();
}
