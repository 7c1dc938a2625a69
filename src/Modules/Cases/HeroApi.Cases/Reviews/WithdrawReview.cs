using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;

namespace HeroApi.Cases.Reviews;

/// <summary>Registers that a request for review was withdrawn, which ends it: the decision stands, and review is not asked for twice.</summary>
internal static class WithdrawReview
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public string? Reason { get; init; }


        internal static Command Example => new() { Reason = "申请人自愿撤回。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(ReviewActions.Withdrawal, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < actor.ServedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { actor.ServedOn });

            await db.Execute("UPDATE cases_review SET state = 'withdrawn', ended_on = @on WHERE case_id = @CaseId AND actor_id = @ActorId AND state = 'requested'", new { on, command.CaseId, command.ActorId }, ct);
            await deadlines.DropAll(file, on, ct, actor.Id);
            return await desk.Put(file, file.Case, new Step(ReviewActions.Withdrawal, actor.Id, on, command.Reason), ct, file.With(actor with { Review = "withdrawn", Final = true }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/review-withdrawal", Withdraw)
        .WithName("WithdrawReview")
        .WithSummary("Register that a request for review was withdrawn")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.ReviewNone, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Withdraw(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
