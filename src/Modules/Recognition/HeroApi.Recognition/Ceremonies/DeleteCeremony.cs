using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>Deletes a ceremony that was recorded by mistake, for a reason. It stays as a tombstone.</summary>
internal static class DeleteCeremony
{
    internal sealed record Command(Guid Id, string? Reason, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Cascade(CascadeMode.Stop).NotEmpty()
            .OneOf(HeroCodes.Deletions).OverridePropertyName("query.reason");
    }

    internal sealed class Handler(Db db, CeremonySource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.FindFor(command.Id, command.Version, ct);
            await db.Execute(
                """
                UPDATE recognition_ceremony AS c
                SET    deleted_at = @now, deleted_reason = @Reason, updated_at = @now, version = version + 1
                WHERE  c.id = @Id AND SCOPE(c)
                """, new { command.Id, command.Reason, now = clock.GetUtcNow() }, ct);
            changes.Deleted(CeremonySource.Name, row.Id, row.Version + 1, await changes.VisibilityOf(row.Id, row.Protection, ct));
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapDelete("/{id:guid}", Delete)
        .WithName("DeleteCeremony")
        .WithSummary("Delete a ceremony that was recorded by mistake, for a reason of the vocabulary hero_deletion_reason")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    /// <param name="reason">Why: a code of the vocabulary hero_deletion_reason; required.</param>
    private static async Task<EmptyReply> Delete(Guid id, string? reason, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, reason, match.Version), ct);
        return Answers.Done();
    }
}
