using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>
/// Lets the limit for deciding run on, because what was awaited has come. The days it stood still, up to and with the day of the
/// resumption, are added: working days where it counts working days. A last day on a rest day rolls over where the rule has it so.
/// </summary>
internal static class ResumeClock
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day on which it came, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>What came; at most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { Reason = "鉴定意见已收到。" };
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
            var file = await desk.Take(ClockActions.Resumption, command.CaseId, command.Version, ct);
            var (on, paused) = (command.On ?? file.Today, ClockActions.Decide(file)!.PausedOn);
            if (on < paused)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { pausedOn = paused });

            await deadlines.Resume(file, RuleKeys.DecideWithin, on, ct);
            return await desk.Put(file, file.Case, new Step(ClockActions.Resumption, On: on, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/clock-resumption", Resume)
        .WithName("ResumeClock")
        .WithSummary("Let the limit for deciding run on")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            CaseErrors.CaseTransition, CaseErrors.ClockNotPaused);

    private static async Task<Reply<CaseView>> Resume(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
