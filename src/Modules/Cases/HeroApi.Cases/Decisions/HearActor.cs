using System.Text.Json.Serialization;

namespace HeroApi.Cases.Decisions;

/// <summary>
/// Records that somebody who is to be refused was told the facts, the reasons, the basis and the right to state and defend
/// (陈述、申辩), and was heard, or gave the right up. It may be recorded more than once; nothing in it is taken back.
/// </summary>
internal static class HearActor
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] Guid ActorId = default) : ICommand<CaseView>
    {
        /// <summary>The day on which all of that was told, in China.</summary>
        public required DateOnly ToldOn { get; init; }

        /// <summary>The day on which the statement was taken; required unless the right was given up.</summary>
        public DateOnly? HeardOn { get; init; }

        /// <summary>True when the right was given up; then there is no <c>heardOn</c>.</summary>
        public bool Waived { get; init; }

        /// <summary>What was stated; at most 4,000 characters.</summary>
        public string? Statement { get; init; }

        internal static Command Example => new()
        {
            ToldOn = HearingView.Example.ToldOn,
            HeardOn = HearingView.Example.ToldOn,
            Statement = HearingView.Example.Statement
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.ToldOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.HeardOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.HeardOn).Must((command, heard) => heard is null || heard >= command.ToldOn).Refuses(CaseErrors.BeforeLastStep);
            RuleFor(c => c.HeardOn).NotNull().When(c => !c.Waived);
            RuleFor(c => c.HeardOn).Null().When(c => c.Waived);
            RuleFor(c => c.Statement).NotEmpty().When(c => !c.Waived);
            RuleFor(c => c.Statement).Prose(4000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(DecisionActions.Hearing, command.CaseId, version: null, ct, command.ActorId);
            var actor = file.Actor(command.ActorId)!;
            if (command.ToldOn < file.Case.ProposedOn)
                throw Invalid.At("/toldOn", CaseErrors.BeforeLastStep, new { file.Case.ProposedOn });

            await db.Execute(
                """
                INSERT INTO cases_hearing (id, case_id, actor_id, told_on, heard_on, waived, statement)
                VALUES (@id, @CaseId, @ActorId, @ToldOn, @HeardOn, @Waived, @Statement)
                """,
                new { id = Guid.CreateVersion7(clock.GetUtcNow()), command.CaseId, command.ActorId, command.ToldOn, command.HeardOn, command.Waived, command.Statement }, ct);
            return await desk.Put(file, file.Case, new Step(DecisionActions.Hearing, actor.Id, command.HeardOn ?? command.ToldOn, command.Statement), ct,
                file.With(actor with { HeardOn = command.HeardOn ?? command.ToldOn }));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actors/{actorId:guid}/hearing", Hear)
        .WithName("HearActor")
        .WithSummary("Record that somebody who is to be refused was told why, and was heard")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, CaseErrors.ActorDecidedOn, CaseErrors.AgainstProposal,
            Problems.NotOwner);

    private static async Task<Reply<CaseView>> Hear(Guid id, Guid actorId, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, ActorId = actorId }, ct));
}
