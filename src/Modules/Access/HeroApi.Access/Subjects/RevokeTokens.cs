namespace HeroApi.Access.Subjects;

/// <summary>
/// Ends every token that a subject holds, as after a lost telephone; one that its issuer gives it from now on works. At
/// once on this host, within 5 s on every other.
/// </summary>
internal static class RevokeTokens
{
    internal sealed record Command(Guid Id, long Version) : ICommand<SubjectView>;

    internal sealed class Handler(Db db, SubjectSource subjects, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : IRequestHandler<Command, SubjectView>
    {
        public async Task<SubjectView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var subject = await subjects.Raise(command.Id, command.Version, ct);
            await db.Execute("UPDATE access_subject SET tokens_from = @now WHERE id = @Id", new { command.Id, now = clock.GetUtcNow() }, ct);
            audit.About(SubjectSource.Name, subject.Id, subject.Version + 1);
            after.Do(standing.Change);
            return await subjects.Get(subject.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder subjects) => subjects
        .MapPost("/{id:guid}/revocation", Revoke)
        .WithName("RevokeTokens")
        .WithSummary("End every token that a subject holds now")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale);

    private static async Task<Reply<SubjectView>> Revoke(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
