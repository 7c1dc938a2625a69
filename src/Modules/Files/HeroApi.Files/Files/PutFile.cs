namespace HeroApi.Files.Files;

/// <summary>Takes in a file under the UUIDv7 that a client chose, and that a record may have named before.</summary>
internal static class PutFile
{
    internal static void Map(IEndpointRouteBuilder files) => files
        .MapPut("/{id:guid}", Put)
        .WithName("PutFile")
        .WithSummary("Upload a small file under your own UUIDv7 (If-None-Match: *)")
        .WithMetadata(UploadFile.Sent).TakesLong()
        .RequireScope(FilesModule.Write, [Problems.RecordExists, Problems.PreconditionRequired, .. UploadFile.Refusals]);

    private static async Task<CreatedReply<FileView>> Put(Guid id, CreateOrReplace when, HttpRequest request, Call call, Intake intake, FileShelf files, CancellationToken ct)
    {
        // What a file holds never changes, so there is nothing to replace.
        if (!when.Creates)
            throw new Refusal(Problems.PreconditionRequired);

        call.ReplayBy<FileView>(ReplayRule.ClientId, id.ToString(), async (file, cancel) => await files.Find(file.Id, cancel) is not null);
        return Answers.Created($"/api/v1/files/{id}", await intake.Take(request, id, ct));
    }
}
