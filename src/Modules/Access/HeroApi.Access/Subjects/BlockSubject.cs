using System.Text.Json.Serialization;

namespace HeroApi.Access.Subjects;

/// <summary>Refuses a subject whatever its tokens say, until it is let in again: at once on this host, within 5 s on every other.</summary>
internal static class BlockSubject
{
    internal sealed record Command([property: JsonIgnore] Guid Id = default, [property: JsonIgnore] long Version = 0) : ICommand<SubjectView>
    {
        /// <summary>Why; shown to those who manage keys, and kept as the note of the audit trail.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "离职" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(Db db, Call call, SubjectSource subjects, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : IRequestHandler<Command, SubjectView>
    {
        public async Task<SubjectView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var subject = await subjects.Raise(command.Id, command.Version, ct);
            if (subject.BlockedAt is not null)
                throw new Refusal(AccessErrors.SubjectIsBlocked);

            await db.Execute("UPDATE access_subject SET blocked_at = @now, blocked_reason = @Reason WHERE id = @Id", new { command.Id, command.Reason, now = clock.GetUtcNow() }, ct);
            call.Note = command.Reason;
            audit.About(SubjectSource.Name, subject.Id, subject.Version + 1);
            after.Do(standing.Change);
            return await subjects.Get(subject.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder subjects) => subjects
        .MapPost("/{id:guid}/block", Block)
        .WithName("BlockSubject")
        .WithSummary("Refuse a subject whatever its tokens say")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.SubjectIsBlocked);

    private static async Task<Reply<SubjectView>> Block(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
