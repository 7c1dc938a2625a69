using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>Puts a document into a volume of a hero file, under the next number of that volume.</summary>
internal static class AddHeroDocument
{
    internal sealed record Command(Guid HeroId, HeroDocumentBody Document) : ICommand<HeroDocumentView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<HeroDocumentBody> body) => RuleFor(c => c.Document).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, HeroDesk desk, HeroPapers papers, DocumentShelf shelf, TimeProvider clock) : IRequestHandler<Command, HeroDocumentView>
    {
        public async Task<HeroDocumentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, document) = (cancellationToken, command.Document);
            var hero = await desk.Take(command.HeroId, version: null, ct);
            var id = Guid.CreateVersion7(clock.GetUtcNow());
            // Two at once cannot be given one number: the hero file is held.
            await db.Execute(
                """
                INSERT INTO recognition_document (id, hero_id, version, volume, number, kind, title, on_date, note)
                SELECT @id, @HeroId, 1, @Volume, COALESCE(MAX(p.number), 0) + 1, @Kind, @Title, @On, @Note
                FROM   recognition_document p
                WHERE  p.hero_id = @HeroId AND p.volume = @Volume
                """, new { id, command.HeroId, document.Volume, document.Kind, document.Title, document.On, document.Note }, ct);
            await papers.Attach(command.HeroId, id, document.FileIds, index => $"/fileIds/{index}", ct);
            await desk.Put(hero, new Entry("document", id), ct);
            return await shelf.Find(command.HeroId, id, version: null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/documents", Add)
        .WithName("AddHeroDocument")
        .WithSummary("Put a document into a hero file, under the next number of its volume")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.NotOwner);

    private static async Task<CreatedReply<HeroDocumentView>> Add(Guid id, HeroDocumentBody body, IMediator mediator, CancellationToken ct)
    {
        var added = await mediator.Send(new Command(id, body), ct);
        return Answers.Created($"/api/v1/heroes/{id}/documents/{added.Id}", added);
    }
}
