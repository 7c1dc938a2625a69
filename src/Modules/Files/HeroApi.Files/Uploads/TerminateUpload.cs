using HeroApi.Files.Files;
using HeroApi.Files.Storage;

namespace HeroApi.Files.Uploads;

/// <summary>Gives an upload up, with all that has come in; one that has become a file is deleted, unless a record refers to it.</summary>
internal static class TerminateUpload
{
    private static readonly Transfer Said = new() { Asks = [Tus.Resumable], Tells = [Tus.Resumable] };

    internal sealed record Command(Guid Id) : ICommand<bool>;

    internal sealed class Handler(Db db, FileLinks links, Contents contents, Audit audit) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            audit.About("file", command.Id);
            var blob = await db.SingleOrDefault<Guid?>("DELETE FROM files_upload WHERE id = @Id RETURNING blob_id", new { command.Id }, ct) ?? throw new Refusal(Problems.NotFound);
            await contents.Discard(blob, ct);
            await links.Drop(command.Id, ct);
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder uploads) => uploads
        .MapDelete("/{id:guid}", Terminate)
        .WithName("TerminateUpload")
        .WithSummary("Give an upload up (tus termination)")
        .WithMetadata(Said)
        .RequireScopeToRepeat(FilesModule.Write, Problems.NotFound, FileErrors.UploadExpired, FileErrors.TusVersion, FileErrors.InUse);

    private static async Task<EmptyReply> Terminate(Guid id, UploadIntake intake, IMediator mediator, CancellationToken ct)
    {
        var upload = await intake.Find(id, ct);
        await mediator.Send(upload.Verified ? new DeleteFile.Command(id) : (IRequest<bool>)new Command(id), ct);
        return Answers.Done();
    }
}
