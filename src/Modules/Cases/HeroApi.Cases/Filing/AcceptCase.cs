using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>Accepts what was filed; the investigation begins.</summary>
internal static class AcceptCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of acceptance, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why it is accepted although it is late, where the law leaves that open; needed then. At most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { On = new DateOnly(2026, 5, 12) };
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
            var file = await desk.Take(FilingActions.Acceptance, command.CaseId, command.Version, ct);
            var on = file.DayAfterLast(command.On);
            var lateness = Lateness.Of(file);
            if (lateness == "late" && command.Reason is null)
                throw Invalid.At("/reason", CaseErrors.LateNeedsReason);

            await deadlines.Meet(file, RuleKeys.MaterialWithin, on, ct);
            await deadlines.Meet(file, RuleKeys.AcceptanceWithin, on, ct);
            await deadlines.StartDeciding(file, "acceptance", on, ct);
            return await desk.Put(file, file.Case with { State = "investigating", AcceptedOn = on, Lateness = lateness }, new Step(FilingActions.Acceptance, On: on, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/acceptance", Accept)
        .WithName("AcceptCase")
        .WithSummary("Accept what was filed and begin the investigation")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.FiledLate, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Accept(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
