using System.Text.Json.Serialization;
using HeroApi.Cases.Notices;

namespace HeroApi.Cases.Objections;

/// <summary>
/// Handles an objection. One that is upheld withdraws the notice and the opinions, and the case is investigated again; when the
/// last one is dismissed after the notice has run its days, the notice ends.
/// </summary>
internal static class HandleObjection
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ObjectionId = default, [property: JsonIgnore] long Version = 0)
        : ICommand<CaseView>
    {
        /// <summary>dismissed or upheld.</summary>
        public required string Outcome { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Outcome = "dismissed", Reason = "经复核监控，救人者确为公示人员。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Outcome).OneOf(ObjectionCodes.Outcomes);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(Db db, Call call, CaseDesk desk, NoticeEnd end) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Handling, command.CaseId, command.Version, ct);
            var notice = file.Notice!;
            if (await db.Execute("UPDATE cases_objection SET state = @Outcome, handled_on = @Today, reason = @Reason, handler = @KeyId WHERE id = @ObjectionId AND notice_id = @Id AND state = 'open'",
                new { command.Outcome, file.Today, command.Reason, call.Caller.KeyId, command.ObjectionId, notice.Id }, ct) == 0)
                throw await WhyNot(command, ct);

            var step = new Step(NoticeActions.Handling, Reason: command.Reason);
            if (command.Outcome == "upheld")
                return await InvestigateAgain(file, notice, step, command.Reason, ct);

            await db.Execute("UPDATE cases_notice SET objections_open = objections_open - 1 WHERE id = @Id", new { notice.Id }, ct);
            if (notice is not { State: "running", ObjectionsOpen: 1 } || notice.LastDay >= file.Today)
                return await desk.Put(file, file.Case, step, ct);

            await desk.Note(file.Case, file.Case.State, step, ct);
            return await end.Complete(file, notice, file.Today, ct);
        }

        private async Task<CaseView> InvestigateAgain(CaseFile file, NoticeRow notice, Step step, string reason, CancellationToken ct)
        {
            await end.Withdraw(file, notice, reason, ct);
            return await desk.Put(file, file.Case with { State = "investigating", ConcludedOn = null, Conclusion = null, ProposedOn = null }, step, ct,
                [.. file.Actors.Select(actor => actor with { Proposal = null, ProposalReason = null })]);
        }

        private async Task<Refusal> WhyNot(Command command, CancellationToken ct) =>
            await db.SingleOrDefault<string>("SELECT state FROM cases_objection WHERE id = @ObjectionId AND case_id = @CaseId", command, ct) is { } state
                ? new Refusal(CaseErrors.ObjectionHandled, new { state })
                : new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/objections/{objectionId:guid}/handling", Handle)
        .WithName("HandleObjection")
        .WithSummary("Dismiss or uphold an objection")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.NoObjectionOpen, CaseErrors.ObjectionHandled, Problems.NotOwner);

    /// <param name="objectionId">The objection's id.</param>
    private static async Task<Reply<CaseView>> Handle(Guid id, Guid objectionId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ObjectionId = objectionId, Version = match.Version }, ct));
}
