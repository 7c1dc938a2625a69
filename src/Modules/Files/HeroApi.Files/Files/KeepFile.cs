using System.Text.Json.Serialization;
using HeroApi.Files.Storage;

namespace HeroApi.Files.Files;

/// <summary>Makes received bytes a file: from here on it is whole, accepted and durable, however it was sent.</summary>
internal static class KeepFile
{
    internal const int LongestName = 200;

    /// <param name="BlobId">Where the bytes are; another place at every attempt, so no part of what was asked.</param>
    internal sealed record Command(Guid? Id, string Name, string MediaType, long Size, string Sha256, [property: JsonIgnore] Guid BlobId) : ICommand<FileView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.Name).FileName();
            RuleFor(c => c.Size).GreaterThan(0).Refuses(FileErrors.Empty);
        }
    }

    internal sealed class Handler(FileLinks links, FileShelf files, Contents contents, Audit audit, HeroSettings settings, TimeProvider clock) : IRequestHandler<Command, FileView>
    {
        public async Task<FileView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, id) = (cancellationToken, command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()));
            audit.About("file", id);
            var claim = await links.Claim(id, settings.LooseFileExpiry, ct) ?? throw new Refusal(Problems.RecordExists);
            if (claim.Verified)
            {
                await contents.Discard(command.BlobId, ct);
                return await files.Find(id, ct) is { } known && known.Sha256 == command.Sha256 ? known : throw new Refusal(Problems.RecordExists);
            }

            await contents.Keep(command.Sha256, command.BlobId, ct);
            return await files.Add(id, command.Name, command.MediaType, command.Size, command.Sha256, ct);
        }
    }

    /// <summary>A name of one line; where it came from is no part of it.</summary>
    internal static IRuleBuilderOptions<T, string> FileName<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(LongestName).Must(name => !name.Any(char.IsControl)).Refuses(ValueProblems.Format);

    /// <summary>The last part of a name that may hold folders, of whatever system.</summary>
    internal static string LastPart(string? name) => name?.Split('/', '\\')[^1].Trim() is { Length: > 0 } last && last is not ("." or "..") ? last : "file";
}
