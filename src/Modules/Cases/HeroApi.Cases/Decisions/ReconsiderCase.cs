using System.Text.Json.Serialization;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Takes the opinion back, because it proves wrong before it was decided on: nothing is decided against a proposal. Those who
/// have a decision keep it; for the others a new opinion is given, and who is to be refused is heard anew.
/// </summary>
internal static class ReconsiderCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "出现新的视频证据。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Reconsideration, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.ProposedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ProposedOn });

            return await desk.Put(file, file.Case with { State = "concluded", ProposedOn = null }, new Step(DecisionActions.Reconsideration, On: on, Reason: command.Reason), ct,
                [.. file.Actors.Select(actor => actor.Pending ? actor with { Proposal = null, ProposalReason = null, DeviationReason = null, DutyOverride = null, HeardOn = null } : actor)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/reconsideration", Reconsider)
        .WithName("ReconsiderCase")
        .WithSummary("Take the opinion back before it is decided on, so that a new one can be given")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Reconsider(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
