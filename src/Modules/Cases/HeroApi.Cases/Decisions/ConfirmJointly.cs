using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Joins in the confirmation of an actor, as the county of his household registration, where the law has it. Only that
/// organisation, or one above it, takes this step; the owner's confirmation stands beside it.
/// </summary>
internal static class ConfirmJointly
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The document number; an organisation gives each of its numbers once.</summary>
        public required string Number { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public string? Reasons { get; init; }


        internal static Command Example => new() { Number = "示见义联〔2026〕2号" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reasons).Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, DecisionWriter decisions) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.JointConfirmation, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < actor.DecidedOn!.From)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { actor.DecidedOn });

            await decisions.Add(file, actor, new Decided("joint", "confirmed", command.Number, PartialDate.Of(on))
            {
                By = actor.HomeOrgId,
                Reasons = command.Reasons,
                Basis = file.Rules.Article(RuleKeys.JointConfirmation)
            }, ct);
            return await desk.Put(file, file.Case, new Step(DecisionActions.JointConfirmation, actor.Id, on, command.Reasons, file.Rules.Article(RuleKeys.JointConfirmation)), ct,
                file.With(actor with { JointOrgId = actor.HomeOrgId }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/joint-confirmation", Confirm)
        .WithName("ConfirmJointly")
        .WithSummary("Confirm jointly, as the county of the household registration")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.NotConfirmed, CaseErrors.JointNotProvided, CaseErrors.JointNobody,
            CaseErrors.JointDone, CaseErrors.HomeBodyOnly, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Confirm(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
