using HeroApi.Files.Contracts;
using HeroApi.Files.Files;
using HeroApi.Files.Storage;

namespace HeroApi.Files.Integration;

/// <summary>Answers what a file is to who may see it.</summary>
internal sealed class FindFileHandler(FileLinks links, FileShelf files, Call call) : IRequestHandler<FindFile, FileSummary?>
{
    public async Task<FileSummary?> Handle(FindFile query, CancellationToken cancellationToken) =>
        (call.Caller.IsSystem || await links.SeenThrough(query.FileId, cancellationToken) is not null) && await files.Find(query.FileId, cancellationToken) is { } file
            ? new FileSummary(file.Id, file.MediaType, file.Size)
            : null;
}

/// <summary>Gives another module the bytes of a file.</summary>
internal sealed class FindContentHandler(IMediator mediator, Db db, FileStore store) : IRequestHandler<FindContent, Stream?>
{
    public async Task<Stream?> Handle(FindContent query, CancellationToken cancellationToken) =>
        await mediator.Send(new FindFile(query.FileId), cancellationToken) is not null && await db.SingleOrDefault<Guid?>(
            "SELECT c.blob_id FROM files_file f JOIN files_content c ON c.sha256 = f.sha256 WHERE f.id = @FileId", query, cancellationToken) is { } blob
            ? store.Read(blob)
            : null;
}
