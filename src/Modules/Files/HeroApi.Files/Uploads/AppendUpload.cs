using HeroApi.Files.Files;

namespace HeroApi.Files.Uploads;

/// <summary>
/// Adds bytes to an upload where it stands. A 204 means that they are on disk; when they were the last ones, that the file
/// is whole, its hash checked and its type accepted.
/// </summary>
internal static class AppendUpload
{
    private static readonly Transfer Said = new()
    {
        Takes = [Tus.MediaType],
        Asks = [Tus.Resumable, Tus.Offset with { Describes = "Where the bytes belong: where the upload stands.", Required = true }, Tus.Checksum],
        Tells = [Tus.Resumable, Tus.Offset, Tus.Length, Tus.Expires]
    };

    internal static void Map(IEndpointRouteBuilder uploads) => uploads
        .MapPatch("/{id:guid}", Append)
        .WithName("AppendUpload")
        .WithSummary("Add bytes to an upload (tus PATCH)")
        .WithMetadata(Said).TakesLong()
        .RequireScopeToRepeat(FilesModule.Write, [Problems.NotFound, FileErrors.TusVersion, FileErrors.UploadOffset, FileErrors.UploadLength, FileErrors.UploadBusy,
            FileErrors.ChecksumMismatch, .. UploadFile.Refusals]);

    private static async Task<EmptyReply> Append(Guid id, HttpContext http, Call call, UploadIntake intake, CancellationToken ct)
    {
        if (http.Request.ContentType != Tus.MediaType)
            throw new Refusal(Problems.MediaType);
        var offset = Tus.Number(http.Request, Tus.Offset.Name);
        var upload = await intake.Find(id, ct);
        if (!call.ValidateOnly)
            (await intake.Append(upload, offset, http.Request, ct)).Tell(http.Response);
        return Answers.Done();
    }
}
