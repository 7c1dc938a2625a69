using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Evidence;

/// <summary>
/// Finds whether an actor was bound to act. A status that the law of the place excludes does not end the case: it stands against
/// proposing confirmation for this actor, unless the proposal says why it was more than the duty.
/// </summary>
internal static class AssessDuty
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default) : ICommand<CaseView>
    {
        /// <summary>Of the vocabulary duty_status.</summary>
        public required string Status { get; init; }

        /// <summary>Why it is held so; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The paper it rests on.</summary>
        public string? Source { get; init; }

        /// <summary>The day of the finding, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { Status = "none", Reason = FindingView.Example.Reason, Source = FindingView.Example.Source, On = FindingView.Example.FoundOn };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Status).OneOf(CaseCodes.Duties);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
            RuleFor(c => c.Source).Line(200);
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(CaseDesk desk, Findings findings) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(EvidenceActions.DutyStatus, command.CaseId, version: null, ct, command.ActorId);
            var (actor, on) = (file.Actor(command.ActorId)!, command.On ?? file.Today);
            if (on < file.Case.ActedFrom)
                throw Invalid.At("/on", CaseErrors.BeforeAct, new { file.Case.ActedFrom });

            await findings.Add(command.CaseId, actor.Id, "duty", new FindingView { Code = command.Status, Reason = command.Reason, Source = command.Source, FoundOn = on }, ct);
            return await desk.Put(file, file.Case, new Step(EvidenceActions.DutyStatus, actor.Id, on, command.Reason, file.Rules.Article(RuleKeys.DutyExcluded)), ct,
                [.. file.Actors.Select(known => known.Id == actor.Id ? known with { DutyStatus = command.Status } : known)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/duty-status", Assess)
        .WithName("AssessDuty")
        .WithSummary("Find whether an actor was bound to act")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Assess(Guid id, Guid actorId, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId }, ct));
}
