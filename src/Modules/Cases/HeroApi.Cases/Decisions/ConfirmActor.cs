using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>Confirms one of those who acted, as the opinion proposes. With the last decision the case is decided.</summary>
internal static class ConfirmActor
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the decision, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The document number; an organisation gives each of its numbers once.</summary>
        public required string Number { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public string? Reasons { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        internal static Command Example => new() { On = new DateOnly(2026, 6, 1), Number = "示见义确〔2026〕5号", Basis = "第十三条" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reasons).Prose(2000);
            RuleFor(c => c.Basis).Line(200);
        }
    }

    internal sealed class Handler(CaseDesk desk, DecisionWriter decisions) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Confirmation, command.CaseId, command.Version, ct, command.ActorId);
            var on = command.On ?? file.Today;
            if (on < file.Case.ProposedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ProposedOn });
            if (file.Notices.LastOrDefault() is { State: "ended", EndedOn: { } last } && on <= last)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { lastDayOfNotice = last });

            return await decisions.Decide(DecisionActions.Confirmation, file, file.Actor(command.ActorId)!, new Decided("confirmation", "confirmed", command.Number, PartialDate.Of(on))
            {
                Reasons = command.Reasons,
                Basis = command.Basis ?? file.Rules.Article(RuleKeys.DecideWithin)
            }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/confirmation", Confirm)
        .WithName("ConfirmActor")
        .WithSummary("Confirm one of those who acted, as the opinion proposes")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.ActorDecidedOn, CaseErrors.AgainstProposal, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Confirm(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
