using HeroApi.Files.Storage;

namespace HeroApi.Files.Files;

/// <summary>Deletes a file that its uploader has thought better of, as long as no record refers to it.</summary>
internal static class DeleteFile
{
    internal sealed record Command(Guid Id) : ICommand<bool>;

    internal sealed class Handler(Db db, FileLinks links, FileShelf files, Contents contents, Audit audit) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            audit.About("file", command.Id);
            var (file, _) = await files.Get(command.Id, ct);
            if (!await links.Drop(file.Id, ct))
                throw new Refusal(FileErrors.InUse);

            await db.Execute("DELETE FROM files_file WHERE id = @Id", new { file.Id }, ct);
            await contents.Release(file.Sha256, ct);
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder files) => files
        .MapDelete("/{id:guid}", Delete)
        .WithName("DeleteFile")
        .WithSummary("Delete a file of yours that no record refers to")
        .RequireScope(FilesModule.Write, Problems.NotFound, FileErrors.InUse);

    private static async Task<EmptyReply> Delete(Guid id, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id), ct);
        return Answers.Done();
    }
}
