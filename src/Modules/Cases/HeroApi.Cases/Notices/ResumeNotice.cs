using System.Text.Json.Serialization;

namespace HeroApi.Cases.Notices;

/// <summary>Lets a suspended notice run on from today; the days it stood still are added to it.</summary>
internal static class ResumeNotice
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>Why; at most 2,000 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { Reason = "公告栏已重新设置。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Prose(2000);
    }

    internal sealed class Handler(Db db, CaseDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Resumption, command.CaseId, command.Version, ct);
            var notice = file.Notice!;
            var days = file.Today.DayNumber - notice.SuspendedOn!.Value.DayNumber;
            var last = days == 0 ? new DueDate(notice.LastDay!.Value, notice.Assumed)
                : WorkCalendar.China.Due(notice.LastDay!.Value, new Period(days, PeriodUnit.Days, notice.RollOver));
            await db.Execute(
                """
                UPDATE cases_notice
                SET    state = 'running', shown = true, suspended_on = NULL, suspended_days = suspended_days + @days, last_day = @On, assumed = @assumed, updated_at = @now
                WHERE  id = @Id
                """, new { notice.Id, days, last.On, assumed = notice.Assumed || last.Assumed, now = clock.GetUtcNow() }, ct);
            outbox.At(NoticeEnd.Timer(notice.Id), last.At, new NoticeDue(notice.Id), file.Case.Id);
            return await desk.Put(file, file.Case, new Step(NoticeActions.Resumption, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notice-resumption", Resume)
        .WithName("ResumeNotice")
        .WithSummary("Let a suspended notice run on, for as many days longer")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.NoticeNotSuspended, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Resume(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
