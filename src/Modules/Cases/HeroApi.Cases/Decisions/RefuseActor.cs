using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Refuses to confirm one of those who acted, as the opinion proposes, with written reasons. Where the law asks for it, he has
/// been heard before. With the last decision the case is decided.
/// </summary>
internal static class RefuseActor
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the decision, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The document number; an organisation gives each of its numbers once.</summary>
        public required string Number { get; init; }

        /// <summary>Why, as written in the decision; at most 2,000 characters.</summary>
        public required string Reasons { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        internal static Command Example => new()
        {
            On = DecisionView.Example.DecidedOn.From,
            Number = DecisionView.Example.Number,
            Reasons = DecisionView.Example.Reasons!,
            Basis = DecisionView.Example.Basis
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reasons).NotEmpty().Prose(2000);
            RuleFor(c => c.Basis).Line(200);
        }
    }

    internal sealed class Handler(CaseDesk desk, DecisionWriter decisions) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Refusal, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < file.Case.ProposedOn || on < actor.HeardOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ProposedOn, actor.HeardOn });

            return await decisions.Decide(DecisionActions.Refusal, file, actor, new Decided("refusal", "refused", command.Number, PartialDate.Of(on))
            {
                Reasons = command.Reasons,
                Basis = command.Basis ?? file.Rules.Article(RuleKeys.DecideWithin)
            }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/refusal", Refuse)
        .WithName("RefuseActor")
        .WithSummary("Refuse to confirm one of those who acted, with written reasons")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.ActorDecidedOn, CaseErrors.AgainstProposal, CaseErrors.HearingMissing, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Refuse(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
