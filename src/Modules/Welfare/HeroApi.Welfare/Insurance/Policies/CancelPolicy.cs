using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>Cancels a policy before its last day; what it covered until then it has covered.</summary>
internal static class CancelPolicy
{
    /// <param name="On">The last day on which it covers, in China; today when absent. Of a policy that was never concluded it means nothing.</param>
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly? On, string Reason) : ICommand<PolicyView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2026, 5, 31), "改由市级统一投保");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Line(500);
        }
    }

    internal sealed class Handler(PolicyDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, PolicyView>
    {
        public async Task<PolicyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var row = await desk.Take(PolicySteps.Cancel, command.Id, command.Version, ct);
            if (row.State == PolicyCodes.InForce && command.On is { } said && said < row.FromDay.AddDays(-1))
                throw Invalid.At("/on", InsuranceErrors.OutsidePeriod, new { row.FromDay, row.ToDay });

            outbox.Cancel(PolicyEnd.Timer(row.Id));
            return await desk.Put(row with
            {
                State = PolicyCodes.Cancelled,
                EndedOn = row.State == PolicyCodes.InForce ? on : null,
                EndReason = command.Reason
            }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelPolicy")
        .WithSummary("Cancel a policy")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition);

    private static async Task<Reply<PolicyView>> Cancel(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
