using HeroApi.Cases.Contracts;

namespace HeroApi.Cases.Integration;

/// <summary>Answers who an actor is, to those who may see the case.</summary>
internal sealed class FindActorHandler(Db db, CaseSource source, Protector protector) : IRequestHandler<FindActor, ActorFacts?>
{
    public async Task<ActorFacts?> Handle(FindActor query, CancellationToken cancellationToken)
    {
        if (await source.Seek(query.CaseId, cancellationToken) is not { } row)
            return null;

        var actor = await db.SingleOrDefault<ActorRow>(
            $"SELECT {CaseSource.ActorColumns} FROM cases_actor WHERE id = @ActorId AND case_id = @CaseId", new { query.ActorId, query.CaseId }, cancellationToken);
        return actor is null ? null : new ActorFacts(actor.Name, actor.DocumentType, protector.Reveal(actor.DocumentCipher), protector.Reveal(actor.PhoneCipher),
            actor.HouseholdRegion, actor.Harm, row.Protection);
    }
}
