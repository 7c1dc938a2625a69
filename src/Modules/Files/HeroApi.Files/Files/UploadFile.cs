using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace HeroApi.Files.Files;

/// <summary>Takes in a file as the body of one request, under an id of ours. Until a record refers to it, it is its uploader's alone.</summary>
internal static class UploadFile
{
    internal static readonly Transfer Sent = new()
    {
        Takes = Storage.FileTypes.Accepted,
        Asks =
        [
            new("Content-Disposition", "The file's name: `attachment; filename*=UTF-8''…` (RFC 8187).", "attachment; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg"),
            new("Content-Digest", "SHA-256 of the body (RFC 9530); the file is refused when it has another.", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:"),
            new("Repr-Digest", "The same for the file as a whole; here they are one.", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:")
        ]
    };

    internal static readonly Problem[] Refusals =
        [Problems.TooLarge, Problems.MediaType, FileErrors.Empty, FileErrors.DigestMismatch, FileErrors.TypeNotAccepted, FileErrors.TypeContradicted, FileErrors.UploadExpired];

    internal static void Map(IEndpointRouteBuilder files) => files
        .MapPost("", Upload)
        .WithName("UploadFile")
        .WithSummary("Upload a small file: the body is the file")
        .WithMetadata(Sent).TakesLong()
        .RequireScope(FilesModule.Write, Refusals);

    /// <summary>How long a body takes, and how large it may be, is watched where it is read.</summary>
    internal static TBuilder TakesLong<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new DisableRequestTimeoutAttribute(), new DisableRequestSizeLimitAttribute(), new Alone());

    private static async Task<CreatedReply<FileView>> Upload(HttpRequest request, Intake intake, CancellationToken ct)
    {
        var file = await intake.Take(request, id: null, ct);
        return Answers.Created($"/api/v1/files/{file.Id}", file);
    }
}
