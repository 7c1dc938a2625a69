using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;

namespace HeroApi.Cases.Filing;

/// <summary>Does not accept what was filed, with written reasons; the procedure ends.</summary>
internal static class DeclineCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the notice, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The reasons, as they were written to whoever filed; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        internal static Command Example => new() { Reason = "行为人系在岗履行法定职责。", Basis = "第三条" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
            RuleFor(c => c.Basis).Line(200);
        }
    }

    internal sealed class Handler(CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(FilingActions.NonAcceptance, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.ReceivedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ReceivedOn });

            await deadlines.DropAll(file, on, ct);
            return await desk.Put(file, file.Case with { State = "not_accepted", ClosedOn = on },
                new Step(FilingActions.NonAcceptance, On: on, Reason: command.Reason, Basis: command.Basis), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/non-acceptance", Decline)
        .WithName("DeclineCase")
        .WithSummary("Do not accept what was filed, with written reasons")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Decline(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
