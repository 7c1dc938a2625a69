using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Bonuses;

/// <summary>Approves a bonus, as a second person: never who wrote its amount. From now on it can be paid, and the hero file shows it unless it is secret.</summary>
internal static class ApproveBonus
{
    /// <param name="On">The day, in China; today when absent.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly? On) : ICommand<BonusView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2026, 5, 22));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
    }

    internal sealed class Handler(BonusDesk desk, Call call, TimeProvider clock) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var row = await desk.Take(BonusSteps.Approve, command.Id, command.Version, ct);
            if (row.ProposedBy == call.Caller.KeyId)
                throw new Refusal(BonusErrors.SecondPerson);
            if (on < row.DecidedOn)
                throw Invalid.At("/on", BonusErrors.BeforeDecision, new { row.DecidedOn });
            return await desk.Put(row, row with { State = "approved", AnsweredBy = call.Caller.KeyId, ApprovedOn = on }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("/{id:guid}/approval", Approve)
        .WithName("ApproveBonus")
        .WithSummary("Approve a bonus, as a second person")
        .RequireScope(RecognitionScopes.BonusesApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            BonusErrors.BonusTransition, BonusErrors.SecondPerson);

    private static async Task<Reply<BonusView>> Approve(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
