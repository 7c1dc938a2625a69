using System.Text.Json.Serialization;

namespace HeroApi.Cases.Evidence;

/// <summary>Records what harm came of it to an actor, as a medical or an appraisal paper says; it may be known only after the decision.</summary>
internal static class RecordInjury
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default) : ICommand<CaseView>
    {
        /// <summary>Of the vocabulary actor_harm.</summary>
        public required string Harm { get; init; }

        /// <summary>The grade of a disability, 1 (worst) to 10; only with disabled.</summary>
        public int? Grade { get; init; }

        /// <summary>What was found; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The medical or appraisal paper.</summary>
        public required string Source { get; init; }

        /// <summary>The day of the finding, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { Harm = "injured", Reason = "左臂骨折。", Source = "示范医院诊断证明", On = FindingView.Example.FoundOn };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Harm).OneOf(CaseCodes.Harms);
            RuleFor(c => c.Grade).InclusiveBetween(1, 10);
            RuleFor(c => c.Grade).Null().When(c => c.Harm != "disabled");
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
            RuleFor(c => c.Source).NotEmpty().Line(200);
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(CaseDesk desk, Findings findings) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(EvidenceActions.Injury, command.CaseId, version: null, ct, command.ActorId);
            var (actor, on) = (file.Actor(command.ActorId)!, command.On ?? file.Today);
            if (on < file.Case.ActedFrom)
                throw Invalid.At("/on", CaseErrors.BeforeAct, new { file.Case.ActedFrom });

            await findings.Add(command.CaseId, actor.Id, "injury",
                new FindingView { Code = command.Harm, Grade = command.Grade, Reason = command.Reason, Source = command.Source, FoundOn = on }, ct);
            // What harm came of it is health data: it stays with the finding, the timeline only says that there is one.
            return await desk.Put(file, file.Case, new Step(EvidenceActions.Injury, actor.Id, on), ct, [.. file.Actors.Select(known => known.Id == actor.Id ? known with { Harm = command.Harm } : known)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/injury", Record)
        .WithName("RecordInjury")
        .WithSummary("Record what harm came of it to an actor")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Record(Guid id, Guid actorId, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId }, ct));
}
