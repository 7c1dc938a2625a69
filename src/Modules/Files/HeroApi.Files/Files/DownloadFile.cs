using HeroApi.Files.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HeroApi.Files.Files;

/// <summary>Gives the content of a file to whoever sees a record that refers to it; each time it is noted who read it.</summary>
internal static class DownloadFile
{
    private const string Purpose = "download";

    internal static readonly Transfer Given = new()
    {
        Gives = FileTypes.Accepted,
        Asks =
        [
            new("Range", "One range of bytes; the answer is 206.", "bytes=0-1048575"),
            new("If-Range", "The ETag you hold a part of; when it is another file now, the answer is the whole.", "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"")
        ],
        Tells =
        [
            new("Accept-Ranges", "bytes", "bytes"),
            new("Content-Disposition", "attachment, with the file's name (RFC 8187).", "attachment; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg"),
            new("Content-Range", "With 206: the part that the body is.", "bytes 0-1048575/2097152"),
            new("Repr-Digest", "SHA-256 of the whole file (RFC 9530).", "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:")
        ]
    };

    internal static void Map(IEndpointRouteBuilder files) => files
        .MapGet("/{id:guid}/content", Download)
        .WithName("DownloadFile")
        .WithSummary("The content of a file")
        .WithMetadata(Given).TakesLong()
        .Produces(StatusCodes.Status200OK).Produces(StatusCodes.Status206PartialContent).Produces(StatusCodes.Status304NotModified)
        .RequireCredential(Problems.NotFound, Problems.RangeNotSatisfiable);

    private static async Task<FileStreamHttpResult> Download(Guid id, HttpContext http, FileShelf files, Db db, Call call, ReadLog reads, FileStore store, CancellationToken ct)
    {
        var (file, through) = await files.Get(id, ct);
        var content = await db.SingleOrDefault<Guid?>("SELECT blob_id FROM files_content WHERE sha256 = @Sha256", new { file.Sha256 }, ct) ?? throw new Refusal(Problems.NotFound);
        await db.GiveBack();
        var tag = new EntityTagHeaderValue($"\"{file.Sha256}\"");
        CheckRange(http, file.Size, tag);
        var bytes = Open(store, content);
        http.Response.RegisterForDispose(bytes);
        if (!Answers.Matches(http.Request, tag.ToString()))
            await reads.Note([new RecordName("file", file.Id), .. through], call.Purpose ?? Purpose, ct);

        var headers = http.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        return TypedResults.Stream(bytes, file.MediaType, file.Name, entityTag: tag, enableRangeProcessing: true);
    }

    private static FileStream Open(FileStore store, Guid content)
    {
        try
        {
            return store.Read(content);
        }
        catch (IOException away)
        {
            throw new Refusal(Problems.StorageFull, cause: away);
        }
    }

    /// <summary>The framework answers a range beyond the end without a word; the contract has one.</summary>
    private static void CheckRange(HttpContext http, long size, EntityTagHeaderValue tag)
    {
        var asked = http.Request.GetTypedHeaders();
        if (asked.Range is not { Unit.Value: "bytes", Ranges.Count: 1 } || (asked.IfRange is { } condition && condition.EntityTag?.Equals(tag) != true))
            return;

        var range = asked.Range.Ranges.Single();
        if (range.From < size || (range.From is null && range.To > 0))
            return;
        http.Response.Headers.ContentRange = $"bytes */{size}";
        throw new Refusal(Problems.RangeNotSatisfiable, new { size });
    }
}
