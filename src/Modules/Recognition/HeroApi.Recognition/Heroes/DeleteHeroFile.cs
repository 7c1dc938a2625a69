using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;

namespace HeroApi.Recognition.Heroes;

/// <summary>Deletes a hero file that was opened by mistake, for a reason. It stays as a tombstone; a file with a confirmed act is never deleted.</summary>
internal static class DeleteHeroFile
{
    internal sealed record Command(Guid Id, string? Reason, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Cascade(CascadeMode.Stop).NotEmpty()
            .OneOf(HeroCodes.Deletions).OverridePropertyName("query.reason");
    }

    internal sealed class Handler(Db db, HeroSource source, Changes changes, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.FindFor(command.Id, command.Version, ct);
            if (await db.Single<long>("SELECT COUNT(*) FROM recognition_deed WHERE hero_id = @Id AND state = 'confirmed'", new { command.Id }, ct) > 0)
                throw new Refusal(RecognitionErrors.HasDeeds);
            if (await db.Single<long>(
                """
                SELECT COUNT(*)
                FROM   recognition_recipient r
                JOIN   recognition_award a ON a.id = r.award_id
                WHERE  SCOPE(a) AND r.hero_id = @Id AND r.state <> 'revoked'
                """, new { command.Id }, ct) > 0)
                throw new Refusal(RecognitionErrors.HasHonours);
            await db.Execute(
                """
                UPDATE recognition_hero AS h
                SET    deleted_at = @now, deleted_reason = @Reason, updated_at = @now, version = version + 1
                WHERE  h.id = @Id AND SCOPE(h)
                """, new { command.Id, command.Reason, now = clock.GetUtcNow() }, ct);
            await db.Execute("DELETE FROM recognition_person WHERE hero_id = @Id", new { command.Id }, ct);
            await db.Execute("DELETE FROM recognition_imported WHERE hero_id = @Id", new { command.Id }, ct);
            outbox.Add(new HeroFileChanged(row.Id, row.OwnerOrgId, ["deletedAt"]), row.Id);
            changes.Deleted(HeroSource.Name, row.Id, row.Version + 1, await changes.VisibilityOf(row.Id, row.Protection, ct));
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapDelete("/{id:guid}", Delete)
        .WithName("DeleteHeroFile")
        .WithSummary("Delete a hero file that was opened by mistake, for a reason of the vocabulary hero_deletion_reason")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.HasDeeds, RecognitionErrors.HasHonours, Problems.NotOwner);

    /// <param name="reason">Why: a code of the vocabulary hero_deletion_reason; required.</param>
    private static async Task<EmptyReply> Delete(Guid id, string? reason, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, reason, match.Version), ct);
        return Answers.Done();
    }
}
