using System.Text.Json.Serialization;

namespace HeroApi.Cases.Revocations;

/// <summary>Proposes to revoke a confirmation that was obtained by fraud; also when the case is closed.</summary>
internal static class ProposeRevocation
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>What was false; at most 4,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>What shows it; at most 4,000 characters.</summary>
        public required string Evidence { get; init; }


        internal static Command Example => new() { Reason = RevocationView.Example.Reason, Evidence = RevocationView.Example.Evidence };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(4000);
            RuleFor(c => c.Evidence).NotEmpty().Prose(4000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider time) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(RevocationActions.Proposal, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < actor.DecidedOn!.From)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { actor.DecidedOn });

            await db.Execute(
                """
                INSERT INTO cases_revocation (id, case_id, actor_id, proposed_on, reason, evidence, state)
                VALUES (@id, @CaseId, @ActorId, @on, @Reason, @Evidence, 'proposed')
                """, new { id = Guid.CreateVersion7(time.GetUtcNow()), command.CaseId, command.ActorId, on, command.Reason, command.Evidence }, ct);
            return await desk.Put(file, file.Case, new Step(RevocationActions.Proposal, actor.Id, on, command.Reason), ct, file.With(actor with { Revocation = "proposed" }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/revocation-proposal", Propose)
        .WithName("ProposeRevocation")
        .WithSummary("Propose to revoke a confirmation that was obtained by fraud")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.NotConfirmed, CaseErrors.RevocationRunning, CaseErrors.ReviewRunning, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Propose(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
