using System.Text.Json.Serialization;
using HeroApi.Cases.Jurisdiction;

namespace HeroApi.Cases.Filing;

/// <summary>The body above says whether a late filing may be accepted; the procedure goes on where it was, and what was denied cannot be accepted.</summary>
internal static class AnswerConsent
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the answer, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Whether it may be accepted.</summary>
        public required bool Given { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Given = true, Reason = "逾期系因伤治疗，同意受理。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, Referrals referrals) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(FilingActions.Consent, command.CaseId, command.Version, cancellationToken);
            var on = file.DayAfterLast(command.On);
            var asked = file.Asked(ReferralCodes.LateFiling) with { Answer = command.Given ? "given" : "denied", AnsweredOn = on, AnswerReason = command.Reason };
            await referrals.Answer(asked, cancellationToken);
            return await desk.Put(file, file.Case with { State = asked.StateBefore, Lateness = Lateness.Of(file with { Referrals = [.. file.Referrals.Where(known => known.Id != asked.Id), asked] }) },
                new Step(FilingActions.Consent, On: on, Reason: command.Reason), cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/consent", Answer)
        .WithName("AnswerConsent")
        .WithSummary("Say, as the body above, whether a late filing may be accepted")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.HigherBodyOnly, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Answer(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
