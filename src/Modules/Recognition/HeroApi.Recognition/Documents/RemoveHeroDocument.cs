using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>Takes a document out of a hero file. Its number stays empty; its files are the hero's no longer, unless another part names them.</summary>
internal static class RemoveHeroDocument
{
    internal sealed record Command(Guid HeroId, Guid DocumentId, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Handler(Db db, HeroDesk desk, HeroPapers papers, DocumentShelf shelf, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hero = await desk.Take(command.HeroId, version: null, ct);
            await shelf.Find(command.HeroId, command.DocumentId, command.Version, ct);
            await db.Execute("UPDATE recognition_document SET removed_at = @now, version = version + 1 WHERE id = @DocumentId AND hero_id = @HeroId",
                new { command.DocumentId, command.HeroId, now = clock.GetUtcNow() }, ct);
            await papers.Keep(command.HeroId, command.DocumentId, [], index => $"/fileIds/{index}", ct);
            await desk.Put(hero, new Entry("document", command.DocumentId), ct);
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapDelete("/{id:guid}/documents/{documentId:guid}", Remove)
        .WithName("RemoveHeroDocument")
        .WithSummary("Take a document out of a hero file; its number is not given again")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<EmptyReply> Remove(Guid id, Guid documentId, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, documentId, match.Version), ct);
        return Answers.Done();
    }
}
