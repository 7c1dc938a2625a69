using System.Text.Json.Serialization;

namespace HeroApi.Cases.Revocations;

/// <summary>Rejects a proposal to revoke: the confirmation stands. It may be proposed again.</summary>
internal static class RejectRevocation
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why; at most 4,000 characters.</summary>
        public required string Reason { get; init; }


        internal static Command Example => new() { Reason = "未发现弄虚作假。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(4000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(RevocationActions.Rejection, command.CaseId, command.Version, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            var on = command.On ?? file.Today;
            if (on < actor.DecidedOn!.From)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { actor.DecidedOn });

            await db.Execute("UPDATE cases_revocation SET state = 'rejected', ended_on = @on, end_reason = @Reason WHERE case_id = @CaseId AND actor_id = @ActorId AND state = 'proposed'",
                new { on, command.Reason, command.CaseId, command.ActorId }, ct);
            return await desk.Put(file, file.Case, new Step(RevocationActions.Rejection, actor.Id, on, command.Reason), ct, file.With(actor with { Revocation = "rejected" }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/revocation-rejection", Reject)
        .WithName("RejectRevocation")
        .WithSummary("Reject a proposal to revoke: the confirmation stands")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RevocationNone, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Reject(Guid id, Guid actorId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId, Version = match.Version }, ct));
}
