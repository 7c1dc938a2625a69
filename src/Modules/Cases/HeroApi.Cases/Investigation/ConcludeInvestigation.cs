using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Investigation;

/// <summary>
/// Concludes the investigation with what was found. Something verified, or of a kind that the law lets stand alone, must carry it; no
/// task and no fact may be open.
/// </summary>
internal static class ConcludeInvestigation
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the report, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>What was found, as the report says; at most 8,000 characters.</summary>
        public required string Conclusion { get; init; }

        internal static Command Example => new() { Conclusion = "经走访两名见证人并调取监控，行为人三次下井救人属实。", On = new DateOnly(2026, 5, 20) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Conclusion).NotEmpty().Prose(8000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(InvestigationActions.Conclusion, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.AcceptedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.AcceptedOn });

            if (file.Deadline(RuleKeys.DecideWithin)?.Limits == "inquiry")
                await deadlines.Meet(file, RuleKeys.DecideWithin, on, ct);
            // A panel that judged what was known before has not judged what is known now.
            await db.Execute("UPDATE cases_panel SET state = 'superseded' WHERE case_id = @CaseId", new { command.CaseId }, ct);
            var concluded = file.Case with { State = "concluded", ConcludedOn = on, Conclusion = command.Conclusion, InvestigatedAt = Instants.Micro(clock.GetUtcNow()) };
            return await desk.Put(file, concluded, new Step(InvestigationActions.Conclusion, On: on), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/conclusion", Conclude)
        .WithName("ConcludeInvestigation")
        .WithSummary("Conclude the investigation")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.EvidenceMissing, CaseErrors.FactOpen, CaseErrors.FactUnproven, CaseErrors.TasksOpen, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Conclude(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
