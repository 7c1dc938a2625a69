using System.Text.Json.Serialization;
using HeroApi.Cases.Jurisdiction;

namespace HeroApi.Cases.Filing;

/// <summary>Asks the body above whether a late filing may be accepted, where the law of the place leaves that to it (Ningxia).</summary>
internal static class RequestConsent
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the request, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why it should be accepted although it is late; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "行为人因伤长期住院，近期方知申报渠道。" };
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
            var file = await desk.Take(FilingActions.ConsentRequest, command.CaseId, command.Version, cancellationToken);
            var on = file.DayAfterLast(command.On);
            await referrals.Ask(file, ReferralCodes.LateFiling, on, command.Reason, withOrg: null, cancellationToken);
            return await desk.Put(file, file.Case with { State = "awaiting_consent", Lateness = Lateness.Of(file) },
                new Step(FilingActions.ConsentRequest, On: on, Reason: command.Reason), cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/consent-request", Request)
        .WithName("RequestConsent")
        .WithSummary("Ask the body above whether a late filing may be accepted")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.ConsentNotNeeded, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Request(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
