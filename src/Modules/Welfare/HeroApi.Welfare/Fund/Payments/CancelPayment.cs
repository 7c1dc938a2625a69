using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Takes a payment back before it was posted.</summary>
internal static class CancelPayment
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundPaymentView>
    {
        internal static Command Example => new(Guid.Empty, 1, "重复申请");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(PaymentDesk desk) : IRequestHandler<Command, FundPaymentView>
    {
        public async Task<FundPaymentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(PaymentSteps.Cancel, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = "cancelled", EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelPayment")
        .WithSummary("Take a payment back before it is posted")
        .RequireScope(WelfareScopes.FundPost, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.PaymentTransition);

    private static async Task<Reply<FundPaymentView>> Cancel(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
