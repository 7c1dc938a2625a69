using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Opinions;

/// <summary>
/// Gives the opinion: for each actor whether confirmation or refusal is proposed, and why. Where the law asks for a public notice
/// of those to be confirmed, that comes next; else the case is ready for decision. Where a panel has given its opinion, a
/// proposal that departs from it says why.
/// </summary>
internal static class ProposeOutcome
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the opinion, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>One for each actor of the case on whom there is no decision yet; at most 50.</summary>
        public required IReadOnlyList<Proposed> Actors { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        internal static Command Example => new() { Actors = [new Proposed { ActorId = ActorView.Example.Id, Outcome = "confirmation", Reason = "事实清楚，证据充分。" }], Basis = "第十一条" };
    }

    /// <summary>What is proposed for one of those who acted.</summary>
    internal sealed record Proposed
    {
        public required Guid ActorId { get; init; }

        /// <summary>confirmation or refusal.</summary>
        public required string Outcome { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>Why it departs from the panel's opinion; needed when it does, at most 2,000 characters.</summary>
        public string? DeviationReason { get; init; }

        /// <summary>Why confirmation is proposed although the rules exclude who was bound to act so; at most 2,000 characters.</summary>
        public string? DutyOverride { get; init; }
    }

    internal static readonly Vocabulary Outcomes = new("proposed_outcome",
        ("confirmation", "拟确认", "Confirmation"),
        ("refusal", "拟不予确认", "Refusal"));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Basis).Line(200);
            RuleFor(c => c.Actors).NotEmpty();
            RuleFor(c => c.Actors.Count).LessThanOrEqualTo(CaseBody.MostActors).OverridePropertyName(nameof(Command.Actors));
            RuleForEach(c => c.Actors).NotNull().ChildRules(actor =>
            {
                actor.RuleFor(a => a.Outcome).OneOf(Outcomes);
                actor.RuleFor(a => a.Reason).NotEmpty().Prose(2000);
                actor.RuleFor(a => a.DeviationReason).Prose(2000);
                actor.RuleFor(a => a.DutyOverride).Prose(2000);
            });
        }
    }

    internal sealed class Handler(CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(OpinionActions.Proposal, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.ConcludedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ConcludedOn });
            if (on < file.Panel?.OpinionOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Panel.OpinionOn });

            var proposed = Proposals(file, command.Actors);
            if (file.Deadline(RuleKeys.DecideWithin)?.Limits is "proposed_opinion" or "opinion")
                await deadlines.Meet(file, RuleKeys.DecideWithin, on, ct);
            var noticed = proposed.Any(actor => actor is { Pending: true, Proposal: "confirmation" }) && file.Rules.Find(RuleKeys.NoticeRequired)?.Flag != false;
            return await desk.Put(file, file.Case with { State = noticed ? "proposed" : "ready", ProposedOn = on },
                new Step(OpinionActions.Proposal, On: on, Basis: command.Basis ?? file.Rules.Article(RuleKeys.DecideWithin)), ct, proposed);
        }

        /// <summary>Nobody may be left out, and nobody be named twice.</summary>
        private static IReadOnlyList<ActorRow> Proposals(CaseFile file, IReadOnlyList<Proposed> given)
        {
            foreach (var (index, one) in given.Index())
                if (file.Actor(one.ActorId) is not { Pending: true })
                    throw Invalid.At($"/actors/{index}/actorId", CaseErrors.ActorUnknown);
            if (given.DistinctBy(one => one.ActorId).Count() != given.Count)
                throw Invalid.At("/actors", CaseErrors.ActorRepeated);
            if (file.Actors.FirstOrDefault(actor => actor.Pending && given.All(one => one.ActorId != actor.Id)) is { } left)
                throw Invalid.At("/actors", CaseErrors.ActorLeftOut, new { actorId = left.Id });
            foreach (var (index, one) in given.Index())
                MustBeReasoned(file, one, $"/actors/{index}");
            var outcomes = given.ToDictionary(one => one.ActorId);
            return [.. file.Actors.Select(actor => outcomes.TryGetValue(actor.Id, out var one) ? With(actor, one) : actor)];
        }

        private static ActorRow With(ActorRow actor, Proposed one) =>
            actor with { Proposal = one.Outcome, ProposalReason = one.Reason, DeviationReason = one.DeviationReason, DutyOverride = one.DutyOverride };

        /// <summary>What departs from the panel, or from what the law excludes, says why.</summary>
        private static void MustBeReasoned(CaseFile file, Proposed one, string pointer)
        {
            if (PanelActions.OutcomeFor(file, one.ActorId) is { } held && held != one.Outcome && string.IsNullOrWhiteSpace(one.DeviationReason))
                throw Invalid.At($"{pointer}/deviationReason", CaseErrors.PanelDeviates, new { panel = held });
            if (one.Outcome == "confirmation" && OpinionActions.IsExcluded(file, file.Actor(one.ActorId)!) && string.IsNullOrWhiteSpace(one.DutyOverride))
                throw Invalid.At($"{pointer}/dutyOverride", CaseErrors.DutyExcluded);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/proposal", Propose)
        .WithName("ProposeOutcome")
        .WithSummary("Give the opinion: for each actor, whether confirmation or refusal is proposed")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.NoActors, CaseErrors.PanelMissing, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Propose(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
