using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>Writes a document of a hero file anew. It keeps its volume and number; files that it no longer names are the hero's no longer, unless another part names them.</summary>
internal static class ReplaceHeroDocument
{
    internal sealed record Command(Guid HeroId, Guid DocumentId, HeroDocumentBody Document, [property: JsonIgnore] long Version) : ICommand<HeroDocumentView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<HeroDocumentBody> body) => RuleFor(c => c.Document).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, HeroDesk desk, HeroPapers papers, DocumentShelf shelf) : IRequestHandler<Command, HeroDocumentView>
    {
        public async Task<HeroDocumentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, document) = (cancellationToken, command.Document);
            var hero = await desk.Take(command.HeroId, version: null, ct);
            var known = await shelf.Find(command.HeroId, command.DocumentId, command.Version, ct);
            if (document.Volume != known.Volume)
                throw Invalid.At("/volume", RecognitionErrors.VolumeFixed);

            await db.Execute(
                """
                UPDATE recognition_document
                SET    version = version + 1, kind = @Kind, title = @Title, on_date = @On, note = @Note
                WHERE  id = @DocumentId AND hero_id = @HeroId
                """, new { command.DocumentId, command.HeroId, document.Kind, document.Title, document.On, document.Note }, ct);
            await papers.Keep(command.HeroId, command.DocumentId, document.FileIds, index => $"/fileIds/{index}", ct);
            await desk.Put(hero, new Entry("document", command.DocumentId), ct);
            return await shelf.Find(command.HeroId, command.DocumentId, version: null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPut("/{id:guid}/documents/{documentId:guid}", Replace)
        .WithName("ReplaceHeroDocument")
        .WithSummary("Write a document of a hero file anew")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<HeroDocumentView>> Replace(Guid id, Guid documentId, IfMatch match, HeroDocumentBody body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, documentId, body, match.Version), ct));
}
