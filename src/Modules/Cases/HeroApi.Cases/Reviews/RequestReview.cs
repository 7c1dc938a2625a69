using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Reviews;

/// <summary>
/// Registers that somebody asks for review of the decision on one actor (申请复核), once, until the last day of the law. The
/// body above decides within its days, which begin on the next one.
/// </summary>
internal static class RequestReview
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day on which it was asked for, in China; today when absent.</summary>
        public DateOnly? RequestedOn { get; init; }

        /// <summary>Who asks, of the vocabulary review_party; <c>review.who</c> of the rule pack says who may.</summary>
        public required string By { get; init; }

        /// <summary>Why; at most 4,000 characters.</summary>
        public required string Reasons { get; init; }


        internal static Command Example => new() { By = ReviewView.Example.AskedBy, Reasons = ReviewView.Example.Reasons };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.RequestedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.By).OneOf(ReviewCodes.Parties);
            RuleFor(c => c.Reasons).NotEmpty().Prose(4000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines, TimeProvider time) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(ReviewActions.Request, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.RequestedOn ?? file.Today;
            if (on < actor.ServedOn)
                throw Invalid.At("/requestedOn", CaseErrors.BeforeLastStep, new { actor.ServedOn });
            if (!ReviewActions.MayAsk(file, actor).Contains(command.By))
                throw Invalid.At("/by", ValueProblems.NotAllowed, new { allowed = ReviewActions.MayAsk(file, actor) });

            await db.Execute(
                """
                INSERT INTO cases_review (id, case_id, actor_id, requested_on, asked_by, reasons, state)
                VALUES (@id, @CaseId, @ActorId, @on, @By, @Reasons, 'requested')
                """, new { id = Guid.CreateVersion7(time.GetUtcNow()), command.CaseId, command.ActorId, on, command.By, command.Reasons }, ct);
            await deadlines.Meet(file, RuleKeys.ReviewAsk, on, ct, actor.Id);
            await deadlines.Start(file, RuleKeys.ReviewDecide, "review_decision", on, ct, actor.Id);
            return await desk.Put(file, file.Case, new Step(ReviewActions.Request, actor.Id, on, command.Reasons, file.Rules.Article(RuleKeys.ReviewAsk)), ct,
                file.With(actor with { Review = "requested" }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/review", Ask)
        .WithName("RequestReview")
        .WithSummary("Register a request for review of the decision on one actor")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.ActorUndecided, CaseErrors.ReviewNotProvided, CaseErrors.ReviewOnce,
            CaseErrors.DecisionUnserved, CaseErrors.ReviewTooLate, CaseErrors.RevocationRunning, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Ask(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
