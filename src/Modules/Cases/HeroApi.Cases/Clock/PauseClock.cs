using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>
/// Stops the limit for deciding while an appraisal or another body's finding is awaited, where the rules that hold stop it for that.
/// It stands still after the day of the pause; waiting for material stops it by the request for material.
/// </summary>
internal static class PauseClock
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>What is awaited: appraisal or other_body, as far as the rules that hold stop the clock for it.</summary>
        public required string For { get; init; }

        /// <summary>The day of the pause, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>Whose appraisal or finding it is; at most 200 characters.</summary>
        public required string Body { get; init; }

        internal static Command Example => new() { For = "appraisal", Reason = "伤残等级须鉴定。", Body = "示范市司法鉴定中心" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.For).OneOf(ClockCodes.Pauses);
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.Body).NotEmpty().Line(200);
        }
    }

    internal sealed class Handler(CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(ClockActions.Pause, command.CaseId, command.Version, ct);
            var (on, started) = (command.On ?? file.Today, ClockActions.Decide(file)!.StartedOn);
            if (!ClockActions.StopsFor(file).Contains(command.For))
                throw Invalid.At("/for", CaseErrors.ClockDoesNotStopFor, new { allowed = ClockActions.StopsFor(file) });
            if (on < started)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { startedOn = started });

            await deadlines.Pause(file, RuleKeys.DecideWithin, command.For, on, ct, body: command.Body);
            return await desk.Put(file, file.Case, new Step(ClockActions.Pause, On: on, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.ClockStopsFor)), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/clock-pause", Pause)
        .WithName("PauseClock")
        .WithSummary("Stop the limit for deciding while an appraisal or another body's finding is awaited")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.ClockNeverStops, CaseErrors.ClockNotRunning, CaseErrors.ClockRunOut);

    private static async Task<Reply<CaseView>> Pause(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
