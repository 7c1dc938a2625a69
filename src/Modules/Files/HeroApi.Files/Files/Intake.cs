using System.Security.Cryptography;
using System.Text.RegularExpressions;
using HeroApi.Files.Storage;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HeroApi.Files.Files;

/// <summary>Takes in a file that comes whole, as the body of one request.</summary>
internal sealed partial class Intake(FileStore store, IServiceScopeFactory scopes, IMediator mediator, Call call, HeroSettings settings, TimeProvider clock)
{
    /// <summary>A sender slower than the server bears is cut off long before.</summary>
    private static readonly TimeSpan LongestTransfer = TimeSpan.FromDays(1);

    internal async Task<FileView> Take(HttpRequest request, Guid? id, CancellationToken ct)
    {
        var declared = request.ContentType;
        FileTypes.CheckDeclared(declared);
        if (request.ContentLength > settings.MaxFileBytes)
            throw new Refusal(Problems.TooLarge, new { settings.MaxFileBytes });
        var digest = Digest(request.Headers["Repr-Digest"]) ?? Digest(request.Headers["Content-Digest"]);

        var blob = Guid.CreateVersion7(clock.GetUtcNow());
        await Expect(blob, ct);
        try
        {
            var (size, sha256, type) = await Receive(request, blob, declared, ct);
            if (digest is not null && digest != sha256)
                throw new Refusal(FileErrors.DigestMismatch);
            var file = await mediator.Send(new KeepFile.Command(id, Name(request), type, size, sha256, blob), ct);
            if (call.Replayed || call.ValidateOnly)
                store.Remove(blob);
            return file;
        }
        catch (Refusal refused) when (refused.Problem.Status < 500)
        {
            // After any other failure only the database knows what became of the blob; if nothing did, it expires.
            store.Remove(blob);
            throw;
        }
    }

    private async Task<(long Size, string Sha256, string Type)> Receive(HttpRequest request, Guid blob, string? declared, CancellationToken ct)
    {
        await using var file = store.Write(blob)!;
        var size = await FileStore.Append(file, request.Body, settings.MaxFileBytes, Problems.TooLarge);
        if (size == 0)
            throw new Refusal(FileErrors.Empty);
        return (size, await Sha256(file, ct), FileTypes.Check(file, declared));
    }

    /// <summary>Of what is on disk, not of what went by.</summary>
    internal static async Task<string> Sha256(FileStream file, CancellationToken ct)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }

    /// <summary>In a transaction before the request's own one, which knows nothing of it when it fails.</summary>
    private async Task Expect(Guid blob, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this,
            () => scope.ServiceProvider.GetRequiredService<Contents>().Expect(blob, clock.GetUtcNow() + LongestTransfer, ct), ct);
    }

    private static string Name(HttpRequest request) =>
        KeepFile.LastPart(ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var said)
            ? (said.FileNameStar.HasValue ? said.FileNameStar : HeaderUtilities.RemoveQuotes(said.FileName)).Value
            : null);

    /// <summary>The SHA-256 among the digests of RFC 9530, in hexadecimal; null when it is not given.</summary>
    private static string? Digest(StringValues header)
    {
        if (header.Count == 0 || !header.ToString().Contains("sha-256=", StringComparison.Ordinal))
            return null;

        return Sha256Member().Match(header.ToString()) is { Success: true } match
            ? Convert.ToHexStringLower(Convert.FromBase64String(match.Groups[1].Value))
            : throw Invalid.At("/headers/Repr-Digest", Problems.HeaderInvalid);
    }

    [GeneratedRegex(@"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)")]
    private static partial Regex Sha256Member();
}
