using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Evidence;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Records that the decision on one actor reached whom it concerns. Of a refusal, and of a confirmation where the law lets
/// interested parties ask, the time for asking for review begins on the next day.
/// </summary>
internal static class ServeDecision
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of service, in China, which itself does not count; today when absent.</summary>
        public DateOnly? ServedOn { get; init; }

        /// <summary>Of the vocabulary service_method.</summary>
        public required string Method { get; init; }

        /// <summary>Who took it, or where it was left or announced; at most 200 characters.</summary>
        public required string Receiver { get; init; }

        /// <summary>The receipt; a file that you have sent.</summary>
        public Guid? FileId { get; init; }


        internal static Command Example => new() { Method = ServiceView.Example.Method, Receiver = ServiceView.Example.Receiver };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.ServedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Method).OneOf(DecisionCodes.Methods);
            RuleFor(c => c.Receiver).NotEmpty().Line(200);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines, CasePapers papers) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Service, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.ServedOn ?? file.Today;
            if (on < actor.DecidedOn!.From)
                throw Invalid.At("/servedOn", CaseErrors.BeforeLastStep, new { actor.DecidedOn });

            await papers.Attach(command.CaseId, command.FileId is { } receipt ? [receipt] : [], _ => "/fileId", ct);
            await db.Execute(
                """
                INSERT INTO cases_service (decision_id, case_id, served_on, method, receiver, file_id)
                VALUES (@DecisionId, @CaseId, @on, @Method, @Receiver, @FileId)
                """, new { actor.DecisionId, command.CaseId, on, command.Method, command.Receiver, command.FileId }, ct);
            var reviewable = ReviewActions.IsOpenTo(file, actor);
            if (reviewable)
                await deadlines.Start(file, RuleKeys.ReviewAsk, "review_request", on, ct, actor.Id);
            return await desk.Put(file, file.Case, new Step(DecisionActions.Service, actor.Id, on, Basis: reviewable ? file.Rules.Article(RuleKeys.ReviewAsk) : null), ct,
                file.With(actor with { ServedOn = on, Final = !reviewable }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/service", Serve)
        .WithName("ServeDecision")
        .WithSummary("Record that a decision reached whom it concerns")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.ActorUndecided, CaseErrors.DecidedOutside, CaseErrors.DecisionServed, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Serve(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
