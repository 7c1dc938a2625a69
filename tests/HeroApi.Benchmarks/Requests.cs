using System.Text;
using System.Text.Json;

namespace HeroApi.Benchmarks;

/// <summary>Requests as the bytes that go over the wire, made before the clock runs.</summary>
internal static class Requests
{
    internal static byte[] Get(string path, string? key) => Encoding.UTF8.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}\r\n");

    internal static byte[] Post(string path, string key, string idempotencyKey, string body, long? ifMatch = null) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: {idempotencyKey}\r\n{(ifMatch is null ? "" : $"If-Match: \"{ifMatch}\"\r\n")}"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>A member of a JSON answer.</summary>
    internal static string Text(string answer, string member) => JsonDocument.Parse(answer).RootElement.GetProperty(member).GetString()!;
}
