using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

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

        /// <summary>The number of the notice.</summary>
        public string? Number { get; init; }

        /// <summary>The day the notice was served on whoever filed.</summary>
        public DateOnly? ServedOn { get; init; }

        internal static Command Example => new() { Reason = "行为人系在岗履行法定职责。", Basis = "第三条", Number = "不受〔2026〕3号" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
            RuleFor(c => c.Basis).Line(200);
            RuleFor(c => c.Number).Line(100);
            RuleFor(c => c.ServedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.ServedOn).Must((c, served) => served is null || served >= (c.On ?? clock.Today())).Refuses(CaseErrors.BeforeLastStep);
        }
    }

    internal sealed class Handler(CaseDesk desk, CaseEnding ending) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(FilingActions.NonAcceptance, command.CaseId, command.Version, cancellationToken);
            return await ending.End(file, FilingActions.NonAcceptance, new EndingRow
            {
                CaseId = command.CaseId,
                Kind = "not_accepted",
                EndedOn = file.DayAfterLast(command.On),
                Reason = command.Reason,
                Basis = command.Basis ?? LateBasis(file),
                Number = command.Number,
                ServedOn = command.ServedOn
            }, cancellationToken);
        }

        /// <summary>What is late is not accepted by the article that sets the window.</summary>
        private static string? LateBasis(CaseFile file) => Lateness.Of(file) is "late" or "denied" ? file.Rules.Article(RuleKeys.FilingWindow) : null;
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
