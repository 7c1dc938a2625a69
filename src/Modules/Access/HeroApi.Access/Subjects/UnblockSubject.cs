namespace HeroApi.Access.Subjects;

/// <summary>Lets a blocked subject in again with whatever its tokens say.</summary>
internal static class UnblockSubject
{
    internal sealed record Command(Guid Id, long Version) : ICommand<SubjectView>;

    internal sealed class Handler(Db db, SubjectSource subjects, Audit audit, AfterCommit after, Standing standing) : IRequestHandler<Command, SubjectView>
    {
        public async Task<SubjectView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var subject = await subjects.Raise(command.Id, command.Version, ct);
            if (subject.BlockedAt is null)
                throw new Refusal(AccessErrors.SubjectNotBlocked);

            await db.Execute("UPDATE access_subject SET blocked_at = NULL, blocked_reason = NULL WHERE id = @Id", new { command.Id }, ct);
            audit.About(SubjectSource.Name, subject.Id, subject.Version + 1);
            after.Do(standing.Change);
            return await subjects.Get(subject.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder subjects) => subjects
        .MapDelete("/{id:guid}/block", Unblock)
        .WithName("UnblockSubject")
        .WithSummary("Let a blocked subject in again")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.SubjectNotBlocked);

    private static async Task<EmptyReply> Unblock(Guid id, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, match.Version), ct);
        return Answers.Done();
    }
}
