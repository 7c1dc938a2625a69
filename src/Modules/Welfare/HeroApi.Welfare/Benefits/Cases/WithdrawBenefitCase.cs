using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Withdraws what was asked for, because nobody wants it any more or it was opened by mistake.</summary>
internal static class WithdrawBenefitCase
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<BenefitView>
    {
        /// <summary>Why; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Reason = "本人撤回申请" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(BenefitDesk desk) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BenefitSteps.Withdraw, command.Id, command.Version, cancellationToken);
            desk.Day(row, command.On);
            return await desk.Put(row with { State = "withdrawn", EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("/{id:guid}/withdrawal", Withdraw)
        .WithName("WithdrawBenefitCase")
        .WithSummary("Withdraw a benefit that was asked for")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.Transition);

    private static async Task<Reply<BenefitView>> Withdraw(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
