using System.Security.Cryptography;
using HeroApi.Files.Files;
using HeroApi.Files.Storage;

namespace HeroApi.Files.Uploads;

/// <summary>Finds the caller's own uploads, adds to them, and makes them files when they are whole.</summary>
internal sealed class UploadIntake(Db db, FileLinks links, FileShelf files, FileStore store, IMediator mediator, TimeProvider clock)
{
    private const string Columns = "id, blob_id, length, name, declared_type, sha256, expires_at";

    /// <summary>The caller's upload: 404 when it is another's, 410 when it has expired.</summary>
    internal async Task<Upload> Find(Guid id, CancellationToken ct)
    {
        var claim = await links.Own(id, ct) ?? throw new Refusal(Problems.NotFound);
        var upload = claim.Verified ? Of(await files.Find(id, ct)) : await Begun(id, ct);
        return upload switch
        {
            null => throw new Refusal(Problems.NotFound),
            { Verified: false } when upload.ExpiresAt <= clock.GetUtcNow() => throw new Refusal(FileErrors.UploadExpired),
            _ => upload
        };
    }

    internal Task<Upload?> Begun(Guid id, CancellationToken ct) => db.SingleOrDefault<Upload>($"SELECT {Columns} FROM files_upload WHERE id = @id", new { id }, ct);

    /// <summary>Where it stands. One that was received to its end by a host that died before it was checked is checked now.</summary>
    internal async Task<UploadView> Look(Upload upload, CancellationToken ct)
    {
        if (upload.Verified || store.Length(upload.BlobId) < upload.Length)
            return View(upload, upload.Verified ? upload.Length : store.Length(upload.BlobId));

        await db.GiveBack();
        await using var file = Open(upload);
        await Finish(upload, file, ct);
        return View(upload, upload.Length);
    }

    /// <summary>Adds the body of a request at an offset; what has come in when the line breaks stays.</summary>
    internal async Task<UploadView> Append(Upload upload, long offset, HttpRequest request, CancellationToken ct)
    {
        var checksum = Tus.ChecksumOf(request);
        // A phone may take minutes to send, and the next one needs the connection to the database.
        await db.GiveBack();
        if (upload.Verified)
            throw Elsewhere(upload.Length);
        await using var file = Open(upload);
        if (file.Length != offset)
            throw Elsewhere(file.Length);

        file.Position = offset;
        try
        {
            if (checksum is { } check)
                await AppendChecked(upload, file, request.Body, check.Make, check.Given, ct);
            else
                await FileStore.Append(file, request.Body, upload.Length - offset, FileErrors.UploadLength);
        }
        catch (Refusal refused) when (refused.Problem == FileErrors.UploadLength)
        {
            file.SetLength(offset);
            throw;
        }

        if (file.Length == upload.Length)
            await Finish(upload, file, ct);
        return View(upload, file.Length);
    }

    private async Task AppendChecked(Upload upload, FileStream file, Stream body, Func<Stream, CancellationToken, ValueTask<byte[]>> make, byte[] given, CancellationToken ct)
    {
        await using var chunk = store.Beside(upload.BlobId);
        await FileStore.Append(chunk, body, upload.Length - file.Position, FileErrors.UploadLength);
        chunk.Position = 0;
        if (!CryptographicOperations.FixedTimeEquals(await make(chunk, ct), given))
            throw new Refusal(FileErrors.ChecksumMismatch);

        chunk.Position = 0;
        await FileStore.Append(file, chunk, chunk.Length, FileErrors.UploadLength);
    }

    private async Task Finish(Upload upload, FileStream file, CancellationToken ct)
    {
        var sha256 = await Intake.Sha256(file, ct);
        string type;
        try
        {
            if (upload.Sha256 is not null && upload.Sha256 != sha256)
                throw new Refusal(FileErrors.DigestMismatch);
            type = FileTypes.Check(file, upload.DeclaredType);
        }
        catch (Refusal)
        {
            // Sent again it would be refused again.
            await mediator.Send(new TerminateUpload.Command(upload.Id), ct);
            throw;
        }

        await mediator.Send(new KeepFile.Command(upload.Id, upload.Name, type, upload.Length, sha256, upload.BlobId), ct);
    }

    private FileStream Open(Upload upload) => store.Write(upload.BlobId) ?? throw new Refusal(FileErrors.UploadBusy) { RetryAfter = TimeSpan.FromSeconds(1) };

    private static UploadView View(Upload upload, long offset) =>
        new() { Id = upload.Id, Offset = offset, Length = upload.Length, Verified = offset == upload.Length, ExpiresAt = offset == upload.Length ? null : upload.ExpiresAt };

    internal static Upload? Of(FileView? file) => file is null ? null : new Upload { Id = file.Id, Length = file.Size, Sha256 = file.Sha256 };

    private static Refusal Elsewhere(long offset) => new(FileErrors.UploadOffset) { Current = new { offset } };
}
