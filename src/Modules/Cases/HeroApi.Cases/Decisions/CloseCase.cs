using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Closes a case when everything is done: every decision has reached whom it concerns, and nothing runs or can still be asked
/// of the confirming bodies. A confirmation can be revoked for fraud also afterwards.
/// </summary>
internal static class CloseCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>A word for the file; at most 500 characters.</summary>
        public string? Reason { get; init; }


        internal static Command Example => new() { Reason = "材料已归档。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).Prose(500);
        }
    }

    internal sealed class Handler(CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Closure, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.DecidedOn || file.Actors.Any(actor => on < actor.ServedOn))
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.DecidedOn });

            await deadlines.DropAll(file, on, ct);
            return await desk.Put(file, file.Case with { State = "closed", ClosedOn = on }, new Step(DecisionActions.Closure, On: on, Reason: command.Reason), ct,
                [.. file.Actors.Select(actor => actor with { Final = true })]);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseCase")
        .WithSummary("Close a case in which nothing is left to do")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.Unfinished, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Close(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
