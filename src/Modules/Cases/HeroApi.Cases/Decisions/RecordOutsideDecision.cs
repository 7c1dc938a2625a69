using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Evidence;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Records what an authority outside has decided on every actor of a case, on its paper: the police, civil affairs, another
/// region, or an office of long ago. There is no procedure here, and nothing can be asked of the confirming bodies.
/// </summary>
internal static class RecordOutsideDecision
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>One for each actor of the case; at most 50.</summary>
        public required IReadOnlyList<OutsideOutcome> Actors { get; init; }

        /// <summary>The name of the authority; at most 200 characters.</summary>
        public required string Authority { get; init; }

        /// <summary>The number of its document.</summary>
        public required string Number { get; init; }

        /// <summary>When it decided; of old papers perhaps only the year, or the year and month.</summary>
        public required PartialDate DecidedOn { get; init; }

        /// <summary>What it gives as its reasons; at most 2,000 characters.</summary>
        public string? Reasons { get; init; }

        /// <summary>The scanned paper; a file that you have sent.</summary>
        public Guid? FileId { get; init; }


        internal static Command Example => new() { Actors = [OutsideOutcome.Example], Authority = "示范市公安局", Number = "示公见义〔2026〕3号", DecidedOn = PartialDate.Parse("2026-05", null) };
    }

    /// <summary>What the authority decided on one of those who acted.</summary>
    internal sealed record OutsideOutcome
    {
        public required Guid ActorId { get; init; }

        /// <summary>confirmed or refused.</summary>
        public required string Outcome { get; init; }

        internal static OutsideOutcome Example => new() { ActorId = ActorView.Example.Id, Outcome = "confirmed" };
    }

    internal static readonly Vocabulary Outcomes = new("outside_outcome",
        ("confirmed", "确认", "Confirmed"),
        ("refused", "不予确认", "Refused"));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Authority).NotEmpty().Line(200);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.DecidedOn).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reasons).Prose(2000);
            RuleFor(c => c.Actors).NotEmpty();
            RuleFor(c => c.Actors.Count).LessThanOrEqualTo(CaseBody.MostActors).OverridePropertyName(nameof(Command.Actors));
            RuleForEach(c => c.Actors).NotNull().ChildRules(actor => actor.RuleFor(a => a.Outcome).OneOf(Outcomes));
        }
    }

    internal sealed class Handler(CaseDesk desk, DecisionWriter decisions, Deadlines deadlines, CasePapers papers) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.OutsideDecision, command.CaseId, command.Version, ct);
            if (command.DecidedOn.To < file.Case.ActedFrom)
                throw Invalid.At("/decidedOn", CaseErrors.BeforeLastStep, new { file.Case.ActedOn });
            MustNameEverybodyOnce(file, command.Actors);

            await papers.Attach(command.CaseId, command.FileId is { } paper ? [paper] : [], _ => "/fileId", ct);
            var actors = new List<ActorRow>();
            foreach (var actor in file.Actors)
            {
                var decided = new Decided("outside", command.Actors.Single(one => one.ActorId == actor.Id).Outcome, command.Number, command.DecidedOn)
                {
                    Authority = command.Authority,
                    Reasons = command.Reasons,
                    FileId = command.FileId
                };
                actors.Add(await decisions.Write(file, actor, decided, ct) with { Final = true });
                decisions.Say(file.Case, actors[^1], decided);
            }

            await deadlines.DropAll(file, file.Today, ct);
            var exactly = command.DecidedOn.From == command.DecidedOn.To ? command.DecidedOn.From : (DateOnly?)null;
            return await desk.Put(file, file.Case with { State = "decided", DecidedOn = exactly }, new Step(DecisionActions.OutsideDecision, Reason: command.Reasons), ct, actors);
        }

        private static void MustNameEverybodyOnce(CaseFile file, IReadOnlyList<OutsideOutcome> given)
        {
            foreach (var (index, one) in given.Index())
                if (file.Actor(one.ActorId) is null)
                    throw Invalid.At($"/actors/{index}/actorId", CaseErrors.ActorUnknown);
            if (given.DistinctBy(one => one.ActorId).Count() != given.Count)
                throw Invalid.At("/actors", CaseErrors.ActorRepeated);
            if (file.Actors.FirstOrDefault(actor => given.All(one => one.ActorId != actor.Id)) is { } left)
                throw Invalid.At("/actors", CaseErrors.ActorLeftOut, new { actorId = left.Id });
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/outside-decision", Record)
        .WithName("RecordOutsideDecision")
        .WithSummary("Record what an authority outside has decided on every actor")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.NoActors, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
