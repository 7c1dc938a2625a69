using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Contracts;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Reviews;

/// <summary>
/// Decides on review: upholds the decision, or changes it into the other one. The body above decides, not the one whose
/// decision it is; of an owner that has nobody above it here, the installation's administrator records what was decided.
/// Then nothing more can be asked of the confirming bodies.
/// </summary>
internal static class DecideReview
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>upheld or changed.</summary>
        public required string Outcome { get; init; }

        /// <summary>The document number; an organisation gives each of its numbers once.</summary>
        public required string Number { get; init; }

        /// <summary>Why; at most 4,000 characters.</summary>
        public required string Reasons { get; init; }

        /// <summary>What the panel said; required where <c>review.panel</c> of the rule pack asks for one.</summary>
        public string? PanelOpinion { get; init; }


        internal static Command Example => new() { Outcome = "changed", Number = "示见义复〔2026〕1号", Reasons = "新增见证人证言可以证明行为。", PanelOpinion = "一致同意变更。" };
    }

    internal static readonly Vocabulary Outcomes = new("review_outcome",
        ("upheld", "维持", "Upheld"),
        ("changed", "变更", "Changed"));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Outcome).OneOf(Outcomes);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reasons).NotEmpty().Prose(4000);
            RuleFor(c => c.PanelOpinion).Prose(4000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, DecisionWriter decisions, Deadlines deadlines, Outbox outbox, TimeProvider time) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(ReviewActions.Decision, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < file.Deadline(RuleKeys.ReviewDecide, actor.Id)?.StartedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { requestedOn = file.Deadline(RuleKeys.ReviewDecide, actor.Id)!.StartedOn });
            if (file.Rules.Find(RuleKeys.ReviewPanel)?.Flag == true && string.IsNullOrEmpty(command.PanelOpinion))
                throw Invalid.At("/panelOpinion", ValueProblems.Required);

            var changed = command.Outcome == "changed";
            var decided = new Decided(changed ? "change" : "review", (actor.State == "refused") == changed ? "confirmed" : "refused", command.Number, PartialDate.Of(on))
            {
                Reasons = command.Reasons,
                Basis = file.Rules.Article(RuleKeys.ReviewDecide),
                PanelOpinion = command.PanelOpinion
            };
            var after = actor;
            if (changed)
            {
                after = await decisions.Write(file, actor, decided, ct);
                outbox.Add(Changed(file.Case, after, decided), command.CaseId);
            }
            else
                await decisions.Add(file, actor, decided, ct);
            await db.Execute("UPDATE cases_review SET state = @Outcome, ended_on = @on WHERE case_id = @CaseId AND actor_id = @ActorId AND state = 'requested'", new { command.Outcome, on, command.CaseId, command.ActorId }, ct);
            await deadlines.Meet(file, RuleKeys.ReviewDecide, on, ct, actor.Id);
            return await desk.Put(file, file.Case with { ConfirmedAt = file.Case.ConfirmedAt ?? (after.State == "confirmed" ? time.GetUtcNow() : null) },
                new Step(ReviewActions.Decision, actor.Id, on, command.Reasons, decided.Basis), ct, file.With(after with { Review = command.Outcome, Final = true }));
        }

        private static ConfirmationChanged Changed(CaseRow on, ActorRow actor, Decided decided) => new(on.Id, actor.Id, actor.DecisionId!.Value, actor.DecidedBy!.Value,
            actor.State == "confirmed", on.RegionCode, actor.HouseholdRegion, actor.HomeOrgId, on.ActedOn.ToString(), on.Category, decided.On.ToString(), actor.Harm);
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/review-decision", Decide)
        .WithName("DecideReview")
        .WithSummary("Decide on review, as the body above")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.ReviewNone, CaseErrors.HigherBodyOnly, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Decide(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
