namespace HeroApi.Files.Uploads;

/// <summary>Says where an upload stands; tus clients ask by HEAD, which is answered like a GET without the body.</summary>
internal static class GetUpload
{
    private static readonly Transfer Said = new() { Asks = [Tus.Resumable], Tells = [Tus.Resumable, Tus.Offset, Tus.Length, Tus.Expires] };

    internal static void Map(IEndpointRouteBuilder uploads) => uploads
        .MapGet("/{id:guid}", Get)
        .WithName("GetUpload")
        .WithSummary("Where an upload stands (tus HEAD)")
        .WithMetadata(Said)
        .RequireScope(FilesModule.Write, Problems.NotFound, FileErrors.UploadExpired, FileErrors.TusVersion, FileErrors.UploadBusy, FileErrors.DigestMismatch,
            FileErrors.TypeNotAccepted, FileErrors.TypeContradicted);

    private static async Task<Reply<UploadView>> Get(Guid id, HttpContext http, UploadIntake intake, CancellationToken ct) =>
        Answers.Ok((await intake.Look(await intake.Find(id, ct), ct)).Tell(http.Response));
}
