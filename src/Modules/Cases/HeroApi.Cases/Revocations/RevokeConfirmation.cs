using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Contracts;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Revocations;

/// <summary>
/// Revokes a confirmation, as proposed, and lists what must be given back. What was decided before stays in the history; the
/// case stays decided or closed.
/// </summary>
internal static class RevokeConfirmation
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The document number; an organisation gives each of its numbers once.</summary>
        public required string Number { get; init; }

        /// <summary>Why, as written in the decision; at most 4,000 characters.</summary>
        public required string Reasons { get; init; }

        /// <summary>The article it rests on.</summary>
        public string? Basis { get; init; }

        /// <summary>What must be given back, each kind once; empty when nothing was given. <c>revocation.recovers</c> of the rule pack says what the law names.</summary>
        public required IReadOnlyList<Recoverable> Recover { get; init; }


        internal static Command Example => new() { Number = "示见义撤〔2026〕1号", Reasons = RevocationView.Example.Reason, Recover = [Recoverable.Example] };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reasons).NotEmpty().Prose(4000);
            RuleFor(c => c.Basis).Line(200);
            RuleFor(c => c.Recover.Count).LessThanOrEqualTo(RevocationCodes.Recoverables.Count).OverridePropertyName(nameof(Command.Recover));
            RuleFor(c => c.Recover).Must(list => list.DistinctBy(one => one?.What).Count() == list.Count).Refuses(CaseErrors.RecoverRepeated);
            RuleForEach(c => c.Recover).NotNull().ChildRules(one =>
            {
                one.RuleFor(r => r.What).OneOf(RevocationCodes.Recoverables);
                one.RuleFor(r => r.Note).Prose(500);
            });
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, DecisionWriter decisions, Deadlines deadlines, Outbox outbox) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(RevocationActions.Decision, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < actor.DecidedOn!.From)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { actor.DecidedOn });

            var decided = new Decided("revocation", "revoked", command.Number, PartialDate.Of(on))
            {
                Reasons = command.Reasons,
                Basis = command.Basis ?? file.Rules.Article(RuleKeys.RevocationRecovers),
                Recover = command.Recover
            };
            var after = await decisions.Write(file, actor, decided, ct) with { Revocation = "decided", Final = true };
            await db.Execute("UPDATE cases_revocation SET state = 'decided', ended_on = @on WHERE case_id = @CaseId AND actor_id = @ActorId AND state = 'proposed'", new { on, command.CaseId, command.ActorId }, ct);
            await deadlines.DropAll(file, on, ct, actor.Id);
            outbox.Add(new ConfirmationRevoked(command.CaseId, actor.Id, after.DecisionId!.Value, after.DecidedBy!.Value, decided.On.ToString(), [.. command.Recover.Select(one => one.What)]), command.CaseId);
            return await desk.Put(file, file.Case, new Step(RevocationActions.Decision, actor.Id, on, command.Reasons, decided.Basis), ct, file.With(after));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/revocation", Revoke)
        .WithName("RevokeConfirmation")
        .WithSummary("Revoke a confirmation, and list what must be given back")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RevocationNone, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Revoke(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
