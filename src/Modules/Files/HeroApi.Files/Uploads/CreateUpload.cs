using HeroApi.Files.Files;
using HeroApi.Files.Storage;

namespace HeroApi.Files.Uploads;

/// <summary>
/// Begins a resumable upload (tus creation). Repeated with the same <c>id</c> in its metadata it is the same upload; without
/// one, an upload whose answer was lost expires. When its <c>sha256</c> is that of a file you see, it is finished at once.
/// </summary>
internal static class CreateUpload
{
    private static readonly Transfer Said = new()
    {
        Takes = [Tus.MediaType],
        BodyOptional = true,
        Asks =
        [
            Tus.Resumable,
            Tus.Length with { Required = true },
            new("Upload-Metadata", "Pairs of a name and a text in Base64: filename, filetype, sha256 (hexadecimal), id (a UUIDv7 of your own).", "filename 546w5Zy6LmpwZw==,filetype aW1hZ2UvanBlZw=="),
            Tus.Checksum
        ],
        Tells = [Tus.Resumable, Tus.Offset, Tus.Length, Tus.Expires]
    };

    internal sealed record Command(Guid? Id, long Length, string Name, string? DeclaredType, string? Sha256) : ICommand<Upload>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("headers.Upload-Metadata.id").Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.Length).GreaterThan(0).OverridePropertyName("headers.Upload-Length").Refuses(FileErrors.Empty);
            RuleFor(c => c.Name).FileName().OverridePropertyName("headers.Upload-Metadata.filename");
            RuleFor(c => c.DeclaredType).MaximumLength(200).OverridePropertyName("headers.Upload-Metadata.filetype");
            RuleFor(c => c.Sha256).Matches("^[0-9a-f]{64}\\z").OverridePropertyName("headers.Upload-Metadata.sha256");
        }
    }

    internal sealed class Handler(
        Db db, FileLinks links, FileShelf files, UploadIntake uploads, Contents contents, Audit audit, HeroSettings settings, TimeProvider clock) : IRequestHandler<Command, Upload>
    {
        public async Task<Upload> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var id = command.Id ?? Guid.CreateVersion7(now);
            if (command.Length > settings.MaxFileBytes)
                throw new Refusal(Problems.TooLarge, new { settings.MaxFileBytes });
            FileTypes.CheckDeclared(command.DeclaredType);
            audit.About("file", id);

            var claim = await links.Claim(id, settings.UploadExpiry + settings.LooseFileExpiry, ct) ?? throw new Refusal(Problems.RecordExists);
            var known = claim.Verified ? UploadIntake.Of(await files.Find(id, ct)) : await uploads.Begun(id, ct);
            if (known is { Verified: true } || known?.ExpiresAt > now)
                return known.Length == command.Length && (command.Sha256 ?? known.Sha256) == known.Sha256 ? known : throw new Refusal(FileErrors.UploadDiffers);
            if (known is not null)
                await contents.Discard(known.BlobId, ct);
            return await Share(id, command, ct) ?? await Begin(id, command, now, ct);
        }

        private async Task<Upload?> Share(Guid id, Command command, CancellationToken ct)
        {
            if (command.Sha256 is null || await files.FindVisible(command.Sha256, command.Length, ct) is not { } same || !await contents.Share(same.Sha256, ct))
                return null;

            FileTypes.MustAgree(same.MediaType, command.DeclaredType);
            return UploadIntake.Of(await files.Add(id, command.Name, same.MediaType, same.Size, same.Sha256, ct));
        }

        private async Task<Upload> Begin(Guid id, Command command, DateTimeOffset now, CancellationToken ct)
        {
            var upload = new Upload
            {
                Id = id,
                BlobId = Guid.CreateVersion7(now),
                Length = command.Length,
                Name = command.Name,
                DeclaredType = command.DeclaredType,
                Sha256 = command.Sha256,
                ExpiresAt = now + settings.UploadExpiry
            };
            await contents.Expect(upload.BlobId, upload.ExpiresAt.Value, ct);
            await db.Execute("DELETE FROM files_upload WHERE id = @id", new { id }, ct);
            await db.Execute(
                """
                INSERT INTO files_upload (id, blob_id, length, name, declared_type, sha256, created_at, expires_at)
                VALUES (@Id, @BlobId, @Length, @Name, @DeclaredType, @Sha256, @now, @ExpiresAt)
                """, new { upload.Id, upload.BlobId, upload.Length, upload.Name, upload.DeclaredType, upload.Sha256, upload.ExpiresAt, now }, ct);
            return upload;
        }
    }

    internal static void Map(IEndpointRouteBuilder uploads) => uploads
        .MapPost("", Create)
        .WithName("CreateUpload")
        .WithSummary("Begin a resumable upload (tus creation, with or without its first bytes)")
        .WithMetadata(Said).TakesLong()
        .RequireScopeToRepeat(FilesModule.Write, [FileErrors.TusVersion, Problems.RecordExists, FileErrors.UploadDiffers, FileErrors.UploadLength, FileErrors.UploadBusy,
            FileErrors.UploadOffset, FileErrors.ChecksumMismatch, .. UploadFile.Refusals]);

    private static async Task<CreatedReply<UploadView>> Create(HttpContext http, Call call, UploadIntake intake, IMediator mediator, CancellationToken ct)
    {
        var metadata = Tus.Metadata(http.Request);
        Guid? id = !metadata.TryGetValue("id", out var named) ? null : Guid.TryParse(named, out var own) ? own : throw Tus.Bad("Upload-Metadata");
        var upload = await mediator.Send(new Command(id, Tus.Number(http.Request, Tus.Length.Name), KeepFile.LastPart(metadata.GetValueOrDefault("filename")),
            metadata.GetValueOrDefault("filetype"), metadata.GetValueOrDefault("sha256")?.ToLowerInvariant()), ct);

        var standing = call.ValidateOnly ? UploadView.Example : await intake.Look(upload, ct);
        if (!call.ValidateOnly && !upload.Verified && standing.Offset == 0 && http.Request.ContentType == Tus.MediaType)
            standing = await intake.Append(upload, 0, http.Request, ct);
        return Answers.Created($"/api/v1/files/uploads/{upload.Id}", standing.Tell(http.Response));
    }
}
