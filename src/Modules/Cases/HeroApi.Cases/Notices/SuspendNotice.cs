using System.Text.Json.Serialization;

namespace HeroApi.Cases.Notices;

/// <summary>Suspends a running notice: from now on nobody reads it here or objects to it, and its days stand still.</summary>
internal static class SuspendNotice
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "公告栏因施工拆除。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(Db db, CaseDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Suspension, command.CaseId, command.Version, ct);
            var notice = file.Notice!;
            await db.Execute("UPDATE cases_notice SET state = 'suspended', shown = false, suspended_on = @Today, reason = @Reason, updated_at = @now WHERE id = @Id",
                new { notice.Id, file.Today, command.Reason, now = clock.GetUtcNow() }, ct);
            outbox.Cancel(NoticeEnd.Timer(notice.Id));
            return await desk.Put(file, file.Case, new Step(NoticeActions.Suspension, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notice-suspension", Suspend)
        .WithName("SuspendNotice")
        .WithSummary("Suspend the notice; its days stand still")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.NoticeNotRunning, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Suspend(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
