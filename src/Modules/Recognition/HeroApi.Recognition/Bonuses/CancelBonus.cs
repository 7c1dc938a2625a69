using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Bonuses;

/// <summary>Takes a bonus back before anything of it was paid, for a reason; the hero file no longer shows it.</summary>
internal static class CancelBonus
{
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<BonusView>
    {
        internal static Command Example => new(Guid.Empty, 1, "同一行为已由上级发放");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(1000);
    }

    internal sealed class Handler(BonusDesk desk) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BonusSteps.Cancel, command.Id, command.Version, cancellationToken);
            if (row.PaidFen > 0)
                throw new Refusal(BonusErrors.BonusPaid, new { row.PaidFen });
            return await desk.Put(row, row with { State = "cancelled", EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelBonus")
        .WithSummary("Take a bonus back before it is paid")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            BonusErrors.BonusTransition, BonusErrors.BonusPaid);

    private static async Task<Reply<BonusView>> Cancel(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
