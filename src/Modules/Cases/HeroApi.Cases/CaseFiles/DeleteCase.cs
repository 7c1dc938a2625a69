using System.Text.Json.Serialization;

namespace HeroApi.Cases.CaseFiles;

/// <summary>Deletes a case that was opened by mistake, for a reason. It stays as a tombstone; what has been accepted is never deleted.</summary>
internal static class DeleteCase
{
    internal sealed record Command(Guid Id, string? Reason, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Cascade(CascadeMode.Stop).NotEmpty()
            .OneOf(CaseCodes.Deletions).OverridePropertyName("query.reason");
    }

    internal sealed class Handler(Db db, CaseDesk desk, Clock.Deadlines deadlines, Changes changes, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(CaseActions.Deletion, command.Id, command.Version, ct);
            await db.Execute(
                """
                UPDATE cases_case AS c
                SET    deleted_at = @now, deleted_reason = @Reason, updated_at = @now, version = version + 1
                WHERE  c.id = @Id AND SCOPE(c)
                """, new { command.Id, command.Reason, now = clock.GetUtcNow() }, ct);
            await deadlines.DropAll(file, file.Today, ct);
            await desk.Note(file.Case, file.Case.State, new Step(CaseActions.Deletion, Reason: command.Reason), ct);
            changes.Deleted(CaseSource.Name, command.Id, command.Version + 1, await changes.VisibilityOf(command.Id, file.Case.Protection, ct));
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapDelete("/{id:guid}", Delete)
        .WithName("DeleteCase")
        .WithSummary("Delete a case that was opened by mistake, for a reason of the vocabulary case_deletion_reason")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    /// <param name="reason">Why: a code of the vocabulary case_deletion_reason; required.</param>
    private static async Task<EmptyReply> Delete(Guid id, string? reason, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, reason, match.Version), ct);
        return Answers.Done();
    }
}
