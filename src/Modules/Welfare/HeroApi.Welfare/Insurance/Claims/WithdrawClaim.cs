using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>Withdraws a claim on which the insurer has not decided, because nobody wants it any more or it was written by mistake.</summary>
internal static class WithdrawClaim
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>Why; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Reason = "已由加害人全额赔偿" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Withdraw, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = ClaimCodes.Withdrawn, EndedOn = desk.Day(row, command.On), EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/withdrawal", Withdraw)
        .WithName("WithdrawClaim")
        .WithSummary("Withdraw a claim that is not decided")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Withdraw(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
