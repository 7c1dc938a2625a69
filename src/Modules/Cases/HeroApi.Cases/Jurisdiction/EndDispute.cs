using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>Registers that the two sides agree that the case stays where it is; the procedure goes on where it was.</summary>
internal static class EndDispute
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day they agreed on, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>What they agreed; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "双方协商一致，由最先受理的机关办理。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, Referrals referrals, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(JurisdictionActions.DisputeEnd, command.CaseId, command.Version, ct);
            var (on, dispute) = (file.DayAfterLast(command.On), file.Asked(ReferralCodes.Jurisdiction));
            await referrals.Answer(dispute with { Answer = "dropped", AnsweredOn = on, AnswerReason = command.Reason }, ct);
            await deadlines.Meet(file, RuleKeys.DesignateWithin, on, ct);
            return await desk.Put(file, file.Case with { State = dispute.StateBefore }, new Step(JurisdictionActions.DisputeEnd, On: on, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/dispute-withdrawal", End)
        .WithName("EndDispute")
        .WithSummary("Register that the two sides agree that the case stays where it is")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> End(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
