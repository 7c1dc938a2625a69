using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Notices;

/// <summary>Withholds the notice for a reason that the law knows, with somebody's approval; the case is ready for decision without one.</summary>
internal static class WithholdNotice
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>Of the vocabulary notice_withhold_reason, among those that <c>notice.withhold_reasons</c> of the rule pack allows.</summary>
        public required string ReasonCode { get; init; }

        /// <summary>Who approved it, name and office; at most 100 characters.</summary>
        public required string Approver { get; init; }

        /// <summary>Why, in the officer's words; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { ReasonCode = "safety", Approver = "示范丙（局长）", Reason = "同案嫌疑人在逃，公示可能危及行为人安全。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ReasonCode).OneOf(NoticeCodes.WithholdReasons);
            RuleFor(c => c.Approver).NotEmpty().Line(100);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Withholding, command.CaseId, command.Version, ct);
            var allowed = file.Rules.Codes(RuleKeys.NoticeWithhold);
            if (!allowed.Contains(command.ReasonCode))
                throw Invalid.At("/reasonCode", ValueProblems.NotAllowed, new { allowed });

            var now = Instants.Micro(clock.GetUtcNow());
            await db.Execute(
                """
                INSERT INTO cases_notice (id, case_id, state, shown, region_code, org_id, names, channels, roll_over, assumed, suspended_days, ended_on,
                                          withheld_for, approver, reason, objections, objections_open, published_at, updated_at)
                VALUES (@id, @CaseId, 'withheld', false, @RegionCode, @OwnerOrgId, '[]', '[]', false, false, 0, @Today,
                        @ReasonCode, @Approver, @Reason, 0, 0, @now, @now)
                """,
                new { id = Guid.CreateVersion7(now), command.CaseId, file.Case.RegionCode, file.Case.OwnerOrgId, file.Today, command.ReasonCode, command.Approver, command.Reason, now }, ct);
            return await desk.Put(file, file.Case with { State = "ready" },
                new Step(NoticeActions.Withholding, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.NoticeWithhold)), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notice-withholding", Withhold)
        .WithName("WithholdNotice")
        .WithSummary("Withhold the notice, for safety or secrecy")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.NoticeNeverWithheld, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Withhold(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
